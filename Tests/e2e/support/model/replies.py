"""The entities as replies show them: every member, in the order of the description."""

from model.answers import text

PHOTO = "https://files.authing.co/authing-console/default-user-avatar.png"

USER = """userId createdAt updatedAt status workStatus externalId email phone phoneCountryCode username name nickname
photo loginsCount lastLogin lastIp gender emailVerified phoneVerified passwordLastSetAt birthdate country province city
address streetAddress postalCode company browser device givenName familyName middleName profile preferredUsername website
zoneinfo locale formatted region userSourceType userSourceId lastLoginApp mainDepartmentId lastMfaTime
passwordSecurityLevel resetPasswordOnNextLogin registerSource departmentIds identities identityNumber customData
postIdList statusChangedAt tenantId""".split()

USER_DEFAULTS = {
    "status": "Activated",
    "workStatus": "Active",
    "photo": PHOTO,
    "loginsCount": 0,
    "gender": "U",
    "emailVerified": False,
    "phoneVerified": False,
    "userSourceType": "adminCreated",
    "resetPasswordOnNextLogin": False,
    "registerSource": [],
}


def user_dto(user, fields):
    """A user; `fields` is the request, whose flags add members."""
    flags = {
        "customData": ("withCustomData", user.custom_data),
        "identities": ("withIdentities", []),
        "departmentIds": ("withDepartmentIds", [membership.department.id for membership in user.memberships]),
        "postIdList": ("withPost", []),
    }
    values = USER_DEFAULTS | user.fields
    values |= {
        "userId": user.id,
        "createdAt": user.created,
        "updatedAt": user.updated,
        "statusChangedAt": user.status_changed,
        "mainDepartmentId": user.main.id if user.main else None,
    }
    values |= {name: value for name, (flag, value) in flags.items() if fields.get(flag)}
    return {name: values.get(name) for name in USER if name not in flags or fields.get(flags[name][0])}


def group_dto(group, fields, members=None):
    """A group; its `members` are null but where get-all-groups fetches them."""
    shown = {
        "id": group.id,
        "code": group.code,
        "name": group.name,
        "description": group.description,
        "type": group.type,
        "metadataSource": [],
        "members": None if members is None else [user_dto(member, fields) for member in members],
    }
    return shown | ({"customData": group.custom_data} if fields.get("withCustomData") else {})


def organization_dto(root, fields):
    """An organization, which is its root department."""
    return {
        "organizationCode": root.code,
        "organizationName": root.name,
        "description": root.description,
        "createdAt": root.created,
        "updatedAt": root.updated,
        "departmentId": root.id,
        "openDepartmentId": root.open_id,
        "hasChildren": bool(root.children),
        "leaderUserIds": [leader.id for leader in root.leaders],
        "membersCount": len(root.members),
        "isVirtualNode": root.virtual,
        "i18n": root.i18n and {"organizationName": root.i18n["name"]},
        **({"customData": root.custom_data} if fields.get("withCustomData") else {}),
        "tenantId": root.tenant,
        **({"postIdList": []} if fields.get("withPost") else {}),
        "status": "true" if root.status else "false",
        "allow": None,
    }


def department_dto(department, fields):
    """A department, roots included."""
    parent = department.parent
    return {
        "organizationCode": department.root.code,
        "departmentId": department.id,
        "createdAt": department.created,
        "updatedAt": department.updated,
        "openDepartmentId": department.open_id,
        "name": department.name,
        "leaderUserIds": [leader.id for leader in department.leaders],
        "description": department.description,
        "parentDepartmentId": parent.id if parent else "",
        "code": department.code,
        "parentDepartmentCode": (parent.code or "") if parent else "",
        "membersCount": len(department.members),
        "hasChildren": bool(department.children),
        "isVirtualNode": department.virtual,
        "i18n": department.i18n,
        **({"customData": department.custom_data} if fields.get("withCustomData") else {}),
        "posts": [],
        "postIdList": [],
        "status": department.status,
        "allow": None,
    }


def user_department_dto(membership, fields):
    """A department as one of a user's."""
    department, user = membership.department, membership.user
    path = department.path
    paths = {
        "departmentIdPath": [each.id for each in path],
        "departmentCodePath": [each.code or "" for each in path],
        "departmentNamePath": [each.name for each in path],
    }
    return {
        "organizationCode": department.root.code,
        "departmentId": department.id,
        "isRoot": department.parent is None,
        "createdAt": department.created,
        "name": department.name,
        "description": department.description or "",
        "openDepartmentId": department.open_id,
        "isLeader": user in department.leaders,
        "code": department.code or "",
        "isMainDepartment": user.main is department,
        "joinedAt": membership.joined,
        "isVirtualNode": department.virtual,
        "i18n": department.i18n,
        **({"customData": department.custom_data} if fields.get("withCustomData") else {}),
        **(paths if fields.get("withDepartmentPaths") else {}),
    }


def page(items, fields):
    """One page of a list, with the total."""
    size = fields.get("limit", 10)
    start = (fields.get("page", 1) - 1) * size
    return {"totalCount": len(items), "list": items[start : start + size]}


def whole(items):
    """A list without pages in the form of a page."""
    return {"totalCount": len(items), "list": items}


def contains(value, part):
    """Whether `value` contains `part`, ignoring case; an absent value contains nothing."""
    value = text(value)
    return value is not None and folded(part) in folded(value)


def folded(value):
    return "".join(letter.lower().upper().lower() for letter in value)


def access_key_dto(key, pool_id):
    """An access key with its secret; its uses are not recorded."""
    return {
        "accessKeyId": key.id,
        "accessKeySecret": key.secret,
        "userId": key.user,
        "createdAt": key.created,
        "status": key.status,
        "lastDate": key.created,
        "userPoolId": pool_id,
        "enable": key.enabled,
    }


def custom_field_dto(field):
    """The definition of a custom field."""
    shown = field.shown
    return {
        "targetType": field.target,
        "createdAt": field.created,
        "dataType": field.type,
        "key": field.key,
        "label": field.key if shown["label"] is None else shown["label"],
        "description": shown["description"],
        "encrypted": field.encrypted,
        "isUnique": field.unique,
        "userEditable": shown["userEditable"],
        "visibleInAdminConsole": shown["visibleInAdminConsole"],
        "visibleInUserCenter": shown["visibleInUserCenter"],
        "i18n": None,
        "options": field.options,
    }
