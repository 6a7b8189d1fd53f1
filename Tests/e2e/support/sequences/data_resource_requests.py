"""Requests about data resources."""

from sequences import namespace_requests

CODES = ["d1", "d2", "d3"]
NAMES = ["Texts", "Menu", "d1", "菜单"]
LEAF, PLAIN = {"code": "b", "name": "B"}, {"code": "c", "name": "C", "children": []}
TREES = [
    [{"code": "a", "name": "A", "value": "v", "children": [LEAF, PLAIN]}, {"code": "z", "name": "Z", "value": ""}],
    [{"code": "a", "name": "A", "children": [{"code": "b", "name": "B", "children": [{"code": "a", "name": "A"}]}]}],
    [{"code": "z", "name": "Zed"}],
]
STRUCTS = {"TREE": TREES, "STRING": ["text", "other"], "ARRAY": [["one", "two"], ["three"]]}
ACTIONS = [["read", "write"], ["write", "read", "share"], ["read"]]
DESCRIPTIONS = ["", "About"]
KEYWORDS = ["D", "d1", "e", "菜", "%"]


def resource(choose):
    """A data resource, mostly a known one."""
    if not choose.state.data_resources or choose.chance(6):
        return {"namespaceCode": namespace_requests.code(choose), "resourceCode": choose.one(["nothing", *CODES])}
    known = choose.one(choose.state.data_resources)
    return {"namespaceCode": known.namespace.code, "resourceCode": known.code}


def described(choose, kind):
    place = choose.one(["default", "default", namespace_requests.code(choose)])
    fields = {"namespaceCode": place, "resourceCode": choose.one(CODES), "resourceName": choose.one(NAMES)}
    fields |= {"struct": choose.one(STRUCTS[kind]), "actions": choose.one(ACTIONS)}
    return fields | choose.subset({"description": DESCRIPTIONS})


def create_data_resource(choose):
    kind = choose.one(list(STRUCTS))
    return described(choose, kind) | {"type": kind}


def create_string_data_resource(choose):
    return described(choose, "STRING")


def create_array_data_resource(choose):
    return described(choose, "ARRAY")


def create_tree_data_resource(choose):
    return described(choose, "TREE")


def update_data_resource(choose):
    named = resource(choose)
    known = choose.model.find_namespace(named["namespaceCode"])
    found = choose.model.find_data_resource(known, named["resourceCode"])
    optional = {"resourceName": NAMES, "description": DESCRIPTIONS, "actions": ACTIONS}
    return named | choose.subset(optional | {"struct": STRUCTS[found.type if found else "STRING"]})


def delete_data_resource(choose):
    return resource(choose)


def get_data_resource(choose):
    return resource(choose)


def list_data_resources(choose):
    places = {"namespaceCodes": [namespace_requests.code(choose)]} if choose.chance(40) else {}
    return places | choose.pages() | choose.subset({"query": KEYWORDS})


def check_data_resource_exists(choose):
    place = {"namespaceCode": namespace_requests.code(choose)}
    return place | choose.subset({"resourceCode": ["nothing", *CODES], "resourceName": ["Nothing", *NAMES]})


CREATIONS = [create_data_resource, create_tree_data_resource, create_tree_data_resource]
CREATIONS += [create_string_data_resource, create_array_data_resource]
CHANGES = [*CREATIONS, update_data_resource, update_data_resource, delete_data_resource]
LOOKS = [get_data_resource, list_data_resources, check_data_resource_exists]
