"""Requests about roles and who holds them."""

from model.answers import text
from sequences import namespace_requests

CODES = ["r1", "r2", "r3", "R1"]
NEW_CODES = [*CODES, *CODES, "额! ", " "]
NAMES = ["Editors", "r1", "编辑"]
DESCRIPTIONS = ["", "About"]
STATUSES = ["ENABLE", "DISABLE", "enable", "disable", ""]
KEYWORDS = ["R", "r1", "e", "编", "%"]
SHOWN = ["withCustomData", "withIdentities", "withDepartmentIds"]


def namespace(choose):
    """`namespace` of a role that is to be made, or nothing."""
    return {} if choose.chance(50) else {"namespace": choose.one(["", namespace_requests.code(choose)])}


def role(choose, place="namespace", name="code"):
    """A role, mostly a known one."""
    if not choose.state.roles or choose.chance(6):
        return {name: choose.one(["nothing", *CODES])} | ({place: namespace_requests.code(choose)} if choose.chance(50) else {})
    known = choose.one(choose.state.roles)
    is_default = known.namespace.code == "default" and choose.chance(60)
    return {name: known.code} | ({} if is_default else {place: known.namespace.code})


def time(choose):
    """A time around the pool's clock, as a number or a text; 0 and an empty text are none."""
    value = choose.state.now + 1000 * choose.number(-1, 2)
    return choose.one([value, value, str(value), 0, ""])


def times(choose, *names):
    return {name: time(choose) for name in names if choose.chance(40)}


def create_role(choose):
    described = choose.subset({"name": ["", *NAMES], "description": DESCRIPTIONS})
    return {"code": choose.one(NEW_CODES)} | described | namespace(choose) | times(choose, "disableTime")


def create_roles_batch(choose):
    items = [create_role(choose) for _ in range(choose.number(1, 3))]
    for item in items:
        item.pop("disableTime", None)
        item["code"] = "" if choose.chance(3) else item["code"]
    return {"list": items}


def create_admin_role(choose):
    return {"code": choose.one(NEW_CODES), "name": choose.one(NAMES)} | choose.subset({"description": DESCRIPTIONS})


def update_role(choose):
    optional = {"newCode": ["", *NEW_CODES], "name": ["", *NAMES], "description": DESCRIPTIONS}
    optional |= {"status": STATUSES, "enablePermissionApply": [True, False]}
    return role(choose) | choose.subset(optional) | times(choose, "disableTime")


def delete_roles_batch(choose):
    named = role(choose)
    return {"codeList": [named.pop("code"), *([choose.one(CODES)] if choose.chance(20) else [])]} | named


def delete_admin_roles(choose):
    known = [each.code for each in choose.state.roles if each.namespace.code == "system"]
    return {"codeList": choose.some(known or CODES, 2, 1) + (["nothing"] if choose.chance(5) else [])}


def multiple_namespace_delete_roles_batch(choose):
    return {"roleList": [{"namespace": "default"} | role(choose) for _ in range(choose.number(1, 2))]}


def target(choose):
    """A holder: a user or a department; others are not emulated."""
    kind = choose.one(["USER", "USER", "DEPARTMENT"])
    known = {"USER": choose.state.users, "DEPARTMENT": choose.tree(None)}[kind]
    ids = [text(each.id) for each in known if text(each.id)]
    unknown = not ids or choose.chance(4)
    kind = choose.one(["GROUP", "ROLE"]) if choose.chance(1) else kind
    return {"targetType": kind, "targetIdentifier": "nothing" if unknown else choose.one(ids)}


def targets(choose):
    """Holders of which at most one is unknown: which of several is named in the refusal is open."""
    chosen = [target(choose) for _ in range(choose.number(1, 3))]
    unknown = [each for each in chosen if each["targetIdentifier"] == "nothing"]
    return {"targets": [each for each in chosen if each not in unknown[1:] or each == unknown[0]]}


def assign_role(choose):
    return role(choose) | targets(choose) | times(choose, "enableTime", "endTime")


def revoke_role(choose):
    return role(choose) | targets(choose)


def assign_role_batch(choose):
    return {"roles": [role(choose) for _ in range(choose.number(1, 2))]} | targets(choose)


def revoke_role_batch(choose):
    return assign_role_batch(choose)


def get_role(choose):
    return role(choose)


def list_roles(choose):
    return namespace(choose) | choose.pages() | choose.subset({"keywords": KEYWORDS})


def check_role_params(choose):
    place = choose.one([each.code for each in choose.state.namespaces])
    code = choose.one(NEW_CODES)
    return {"namespace": place, "code": code} | choose.subset({"name": ["Nothing", *NAMES]})


def list_role_members(choose):
    return role(choose) | choose.pages() | choose.flags(*SHOWN)


def list_role_departments(choose):
    return role(choose) | choose.pages()


def list_role_assignments(choose):
    kinds = {"targetType": [["USER"], ["ORG"], ["ORG", "USER"]], "query": KEYWORDS}
    return role(choose, "namespaceCode", "roleCode") | choose.pages() | choose.subset(kinds)


def get_user_roles(choose):
    return choose.user() | namespace(choose)


def list_namespace_roles(choose):
    return {"code": namespace_requests.code(choose)} | choose.pages() | choose.subset({"keywords": KEYWORDS})


def has_any_role(choose):
    who = choose.user()
    options = {"options": {"userIdType": who.pop("userIdType")}} if "userIdType" in who else {}
    return who | options | {"roles": [role(choose) for _ in range(choose.number(1, 3))]}


CHANGES = [create_role, create_role, create_roles_batch, create_admin_role, update_role, update_role]
CHANGES += [delete_roles_batch, delete_admin_roles, multiple_namespace_delete_roles_batch]
HOLDERS = [assign_role, assign_role, assign_role_batch, revoke_role, revoke_role_batch]
LOOKS = [get_role, list_roles, list_role_members, list_role_departments]
LOOKS += [list_namespace_roles]
LOOKS += [list_role_assignments, get_user_roles, check_role_params, has_any_role]
