"""Questions about who may do what with data resources."""

from model.answers import text
from sequences import data_resource_requests, namespace_requests
from sequences.choices import EXTERNAL_IDS

ACTIONS = ["read", "write", "share", "nothing"]


def user_id(choose):
    return choose.user(plain=True)["userId"]


def place(choose, namespace):
    """A resource or a node of it, as questions name it."""
    known = [each for each in choose.state.data_resources if each.namespace.code == namespace]
    if not known or choose.chance(8):
        return choose.one(["nothing", "d1", "d1/nothing", "d2/a/nothing"])
    resource = choose.one(known)
    return choose.one(["", "", "/"]) + "/".join([resource.code, *choose.one(resource.places)])


def namespace(choose):
    """Mostly a namespace with data resources."""
    known = [each.namespace.code for each in choose.state.data_resources]
    return choose.one(known) if known and choose.chance(90) else namespace_requests.code(choose)


def places(choose):
    code = namespace(choose)
    return {"namespaceCode": code, "resources": [place(choose, code) for _ in range(choose.number(1, 4))]}


def check_permission(choose):
    return places(choose) | {"userId": user_id(choose), "action": choose.one(ACTIONS)}


def check_external_user_permission(choose):
    who = {} if choose.chance(10) else {"externalId": choose.one(EXTERNAL_IDS)}
    return places(choose) | who | {"action": choose.one(ACTIONS)}


def check_user_same_level_permission(choose):
    code = namespace(choose)
    fields = {"namespaceCode": code, "userId": user_id(choose), "action": choose.one(ACTIONS)}
    nodes = {"resourceNodeCodes": choose.some(["a", "b", "c", "z", "nothing"], 3, 1)} if choose.chance(75) else {}
    return fields | {"resource": place(choose, code)} | nodes


def get_user_resource_permission_list(choose):
    return places(choose) | {"userId": user_id(choose)}


def list_resource_targets(choose):
    return places(choose) | {"actions": choose.some(ACTIONS, 3, 1)}


def get_user_permission_list(choose):
    named = {"namespaceCodes": [namespace(choose) for _ in range(choose.number(0, 3))]} if choose.chance(50) else {}
    known = [text(user.id) for user in choose.state.users if text(user.id)]
    return {"userIds": sorted(set(choose.some([*known, "nothing"], 4, 1)))} | named


def get_user_resource_struct(choose):
    return data_resource_requests.resource(choose) | {"userId": user_id(choose)}


def get_external_user_resource_struct(choose):
    return data_resource_requests.resource(choose) | {"externalId": choose.one(EXTERNAL_IDS)}


def list_permission_view_data(choose):
    return choose.pages() | choose.subset({"keyword": ["a", "ANN", "name of", "%"]})


QUESTIONS = [check_permission, check_permission, check_external_user_permission, check_user_same_level_permission]
QUESTIONS += [get_user_resource_permission_list, list_resource_targets, get_user_permission_list]
QUESTIONS += [get_user_resource_struct, get_external_user_resource_struct, list_permission_view_data]
