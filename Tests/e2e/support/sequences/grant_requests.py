"""Requests about grants of common resources."""

from model.answers import text
from sequences import namespace_requests, role_requests
from sequences.resource_requests import TYPES

RESOURCES = ["books", "books:*", "books:1", "books:2", "menu", "*", "nothing:7"]
ACTIONS = ["read", "write", "*", "books:read", "books:*"]
ASKED = ["read", "write", "books:read", "books:write", "nothing"]
KINDS = ["USER", "GROUP", "ROLE", "DEPARTMENT"]


def namespace(choose):
    return choose.one(["default", "default", "default", namespace_requests.code(choose)])


def target(choose, kind, place):
    """The id or the code of a subject, mostly a known one."""
    state = choose.state
    known = {
        "USER": [text(each.id) for each in state.users],
        "GROUP": [each.code for each in state.groups],
        "ROLE": [each.code for each in state.roles if each.namespace.code == place],
        "DEPARTMENT": [text(each.id) for each in choose.tree(None)],
    }[kind]
    ids = [each for each in known if each]
    return choose.one(ids) if ids and choose.chance(97) else "nothing"


def authorize_resources(choose):
    place = namespace(choose)
    entries = []
    for _ in range(choose.number(1, 2)):
        kind = choose.one(KINDS)
        resources = [
            {"code": choose.one(RESOURCES), "actions": choose.some(ACTIONS, 2), "resourceType": choose.one(TYPES)}
            for _ in range(choose.number(1, 2))
        ]
        targets = [target(choose, kind, place) for _ in range(choose.number(1, 2))]
        entries.append({"targetType": kind, "targetIdentifiers": targets, "resources": resources})
    return {"list": entries} | ({} if choose.chance(3) else {"namespace": place})


def get_authorized_resources(choose):
    place, kind = namespace(choose), choose.one(KINDS)
    filters = {"resourceType": TYPES, "resourceList": [["books:*"], ["books:1", "menu"], ["*"]]}
    named = {"targetType": kind, "targetIdentifier": target(choose, kind, place), "namespace": place}
    return named | choose.subset(filters) | choose.flags("withDenied")


def get_user_authorized_resources(choose):
    return choose.user() | choose.subset({"resourceType": TYPES}) | role_requests.namespace(choose)


def get_group_authorized_resources(choose):
    return {"code": choose.group_code()} | choose.subset({"resourceType": TYPES}) | role_requests.namespace(choose)


def get_role_authorized_resources(choose):
    return role_requests.role(choose) | choose.subset({"resourceType": TYPES})


def is_action_allowed(choose):
    fields = {"userId": choose.user(plain=True)["userId"], "action": choose.one(ASKED)}
    return fields | {"resource": choose.one(["books:7", *RESOURCES])} | role_requests.namespace(choose)


def get_resource_authorized_targets(choose):
    fields = {"resource": choose.one(RESOURCES)} | choose.pages() | role_requests.namespace(choose)
    return fields | choose.subset({"targetType": KINDS})


CHANGES = [authorize_resources]
LOOKS = [get_authorized_resources, get_user_authorized_resources, get_group_authorized_resources]
LOOKS += [get_role_authorized_resources, is_action_allowed, get_resource_authorized_targets]
