"""Requests about namespaces, in both families."""

CODES = ["n1", "n2", "n3", "N1"]
NEW_CODES = [*CODES, *CODES, "default", "system", "额！", " "]
NAMES = ["Shop", "n1", "空间"]
DESCRIPTIONS = ["", "About"]
KEYWORDS = ["N", "n1", "e", "空", "%"]


def code(choose):
    """The code of a namespace, sometimes an unknown one."""
    known = [each.code for each in choose.state.namespaces]
    return choose.one(known) if choose.chance(90) else choose.one(["nothing", *CODES])


def own_code(choose):
    """Mostly the code of a namespace that can be changed."""
    own = [each.code for each in choose.state.namespaces if not each.built_in]
    return choose.one(own) if own and choose.chance(85) else code(choose)


def create_namespace(choose):
    return {"code": choose.one(NEW_CODES)} | choose.subset({"name": NAMES, "description": DESCRIPTIONS})


def create_permission_namespace(choose):
    return create_namespace(choose) | {"name": choose.one(NAMES)}


def create_namespaces_batch(choose):
    return {"list": [create_namespace(choose) for _ in range(choose.number(1, 2))]}


def create_permission_namespaces_batch(choose):
    return {"list": [create_permission_namespace(choose) for _ in range(choose.number(1, 2))]}


def update_namespace(choose):
    optional = {"newCode": ["", *NEW_CODES], "name": ["", *NAMES], "description": DESCRIPTIONS}
    return {"code": own_code(choose)} | choose.subset(optional)


def update_permission_namespace(choose):
    return update_namespace(choose)


def delete_namespace(choose):
    return {"code": own_code(choose)}


def delete_permission_namespace(choose):
    return {"code": own_code(choose)}


def delete_namespaces_batch(choose):
    return {"codeList": [own_code(choose) for _ in range(choose.number(1, 2))]}


def delete_permission_namespaces_batch(choose):
    return {"codes": [own_code(choose) for _ in range(choose.number(1, 2))]}


def get_namespace(choose):
    return {"code": code(choose)}


def get_permission_namespace(choose):
    return {"code": code(choose)}


def get_namespaces_batch(choose):
    return {"codeList": [code(choose) for _ in range(choose.number(1, 3))]}


def get_permission_namespaces_batch(choose):
    return {"codes": [code(choose) for _ in range(choose.number(1, 3))]}


def list_namespaces(choose):
    return choose.pages() | choose.subset({"keywords": KEYWORDS})


def list_permission_namespaces(choose):
    return choose.pages() | choose.subset({"query": KEYWORDS})


def list_permission_namespace_roles(choose):
    return {"code": code(choose)} | choose.pages() | choose.subset({"query": ["r", "R1", "%"]})


def check_permission_namespace_exists(choose):
    return choose.subset({"code": ["default", "nothing", *CODES], "name": ["Nothing", *NAMES]})


CREATIONS = [create_namespace, create_permission_namespace]
CREATIONS += [create_namespaces_batch, create_permission_namespaces_batch]
CHANGES = [*CREATIONS, *CREATIONS, update_namespace, update_permission_namespace]
CHANGES += [delete_namespace, delete_permission_namespace]
CHANGES += [delete_namespaces_batch, delete_permission_namespaces_batch]
LOOKS = [get_namespace, get_permission_namespace, get_namespaces_batch, get_permission_namespaces_batch]
LOOKS += [list_namespaces, list_permission_namespaces, list_permission_namespace_roles, check_permission_namespace_exists]
