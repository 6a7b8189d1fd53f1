"""The calls that every client makes: the two at this project's heart, and fourteen others."""

import dataclasses
import typing

from sample_seeds import ALICE, CROWD, CROWD_IDS, GROUP, ORGANIZATION, OTHER_ORGANIZATION, USER_IDS


@dataclasses.dataclass(frozen=True)
class Call:
    """A call, what its data has to be, and what another client has to see after it."""

    method: str
    operation: str
    parameters: dict
    holds: typing.Callable
    # Only for calls that change something: takes a plain caller and tells whether the change is there.
    changed: typing.Callable | None = None

    def __str__(self):
        return f"{self.method} {self.operation}"


def is_success(data):
    return data == {"success": True}


def data_of(caller, operation, query):
    return caller.get(operation, query).envelope["data"]


ADDED = USER_IDS[40:42]
NAME = "爱/丽 <丝> & Co"

HEART = [
    Call(
        "POST",
        "add-group-members",
        {"code": GROUP, "userIds": ADDED},
        is_success,
        lambda caller: {user["userId"] for user in data_of(caller, "list-group-members", f"code={GROUP}")["list"]}
        == set(ADDED),
    ),
    Call(
        "POST",
        "add-department-members",
        {
            "userIds": ADDED,
            "organizationCode": ORGANIZATION,
            "departmentId": "dep-sales",
            "departmentIdType": "department_id",
        },
        is_success,
        lambda caller: set(
            data_of(caller, "list-department-member-ids", f"organizationCode={ORGANIZATION}&departmentId=dep-sales")
        )
        == set(ADDED),
    ),
]

READS = [
    Call("GET", "get-group", {"code": "分组1"}, lambda data: data["name"] == "第一组"),
    Call("GET", "list-groups", {"keywords": "第一", "page": 1, "limit": 10}, lambda data: data["totalCount"] == 1),
    Call(
        "GET",
        "list-group-members",
        {
            "code": CROWD,
            "page": 2,
            "limit": 10,
            "withCustomData": False,
            "withIdentities": False,
            "withDepartmentIds": True,
        },
        lambda data: data["totalCount"] == len(CROWD_IDS)
        and len(data["list"]) == 10
        and all("departmentIds" in user and "identities" not in user for user in data["list"]),
    ),
    Call(
        "GET",
        "get-user-batch",
        {"userIds": [USER_IDS[2], ALICE, USER_IDS[1]], "userIdType": "user_id"},
        lambda data: {user["userId"] for user in data} == {*USER_IDS[1:3], ALICE},
    ),
    Call(
        "GET",
        "get-organization-batch",
        {"organizationCodeList": [ORGANIZATION, OTHER_ORGANIZATION], "withCustomData": False},
        lambda data: {organization["organizationCode"] for organization in data} == {ORGANIZATION, OTHER_ORGANIZATION},
    ),
    Call(
        "GET",
        "is-user-in-department",
        {
            "userId": "user-050",
            "organizationCode": ORGANIZATION,
            "departmentId": "dep-engineering",
            "departmentIdType": "department_id",
            "includeChildrenDepartments": True,
        },
        lambda data: data == {"inDepartment": True},
    ),
    Call(
        "GET",
        "list-department-members",
        {
            "organizationCode": ORGANIZATION,
            "departmentId": "dep-engineering",
            "sortBy": "JoinDepartmentAt",
            "orderBy": "Desc",
            "departmentIdType": "department_id",
            "includeChildrenDepartments": False,
            "page": 1,
            "limit": 10,
        },
        lambda data: [user["userId"] for user in data["list"]] == ["user-053"],
    ),
    Call(
        "GET",
        "search-organizations",
        {"keywords": OTHER_ORGANIZATION, "page": 1, "limit": 10},
        lambda data: [found["organizationCode"] for found in data["list"]] == [OTHER_ORGANIZATION],
    ),
    Call("GET", "list-users", {"page": 1, "limit": 10}, lambda data: data["totalCount"] == len(USER_IDS) + 1),
    Call("POST", "list-users", {}, lambda data: data["totalCount"] == len(USER_IDS) + 1),
    Call(
        "POST",
        "search-departments",
        {"organizationCode": ORGANIZATION, "keywords": "platform"},
        lambda data: [department["departmentId"] for department in data] == ["dep-platform"],
    ),
]

CHANGES = [
    Call(
        "POST",
        "create-group",
        {"code": "made", "name": "第一组 / made", "type": "static", "description": ""},
        lambda data: (data["code"], data["name"], data["type"]) == ("made", "第一组 / made", "static"),
        lambda caller: data_of(caller, "get-group", "code=made")["description"] == "",
    ),
    Call(
        "POST",
        "create-user",
        {"username": "made", "name": NAME, "gender": "F", "customData": {"school": ["a", {"b": 1.5}]}},
        lambda data: data["name"] == NAME,
        lambda caller: data_of(caller, "get-user", "userId=made&userIdType=username")["name"] == NAME,
    ),
    Call(
        "POST",
        "remove-group-members",
        {"code": CROWD, "userIds": CROWD_IDS[:2]},
        is_success,
        lambda caller: data_of(caller, "list-group-members", f"code={CROWD}")["totalCount"] == len(CROWD_IDS) - 2,
    ),
]

ALL = HEART + READS + CHANGES
