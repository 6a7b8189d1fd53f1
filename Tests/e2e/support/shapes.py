"""The members the public description requires of each object, in its order, with their types."""

from schema import TIME


def time_text(value):
    return type(value) is str and TIME.fullmatch(value) is not None


GROUP = {"id": str, "code": str, "name": str, "description": str, "type": str, "metadataSource": list}
GROUP["members"] = lambda value: value is None or type(value) is list

USER = {
    "userId": str,
    "createdAt": time_text,
    "updatedAt": time_text,
    "status": str,
    "workStatus": str,
    "gender": str,
    "emailVerified": bool,
    "phoneVerified": bool,
    "userSourceType": str,
}

DEPARTMENT = {
    "organizationCode": str,
    "departmentId": str,
    "createdAt": time_text,
    "name": str,
    "parentDepartmentId": str,
    "parentDepartmentCode": str,
    "membersCount": int,
    "hasChildren": bool,
}

ORGANIZATION = {
    "organizationCode": str,
    "organizationName": str,
    "departmentId": str,
    "hasChildren": bool,
    "membersCount": int,
    "isVirtualNode": bool,
}

USER_DEPARTMENT = {
    "organizationCode": str,
    "departmentId": str,
    "isRoot": bool,
    "createdAt": time_text,
    "name": str,
    "description": str,
    "isLeader": bool,
    "code": str,
    "isMainDepartment": bool,
    "joinedAt": time_text,
    "isVirtualNode": bool,
}


def assert_shaped(value, shape):
    """Every required member is there, in the description's order, with its type."""
    assert [name for name in value if name in shape] == list(shape), value
    for name, kind in shape.items():
        assert type(value[name]) is kind if isinstance(kind, type) else kind(value[name]), (name, value[name])


def assert_page(data, total, shape):
    """A page has `totalCount` and a list of well shaped objects; returns the list."""
    assert list(data) == ["totalCount", "list"], data
    assert type(data["totalCount"]) is int and data["totalCount"] == total, data
    for item in data["list"]:
        assert_shaped(item, shape)
    return data["list"]
