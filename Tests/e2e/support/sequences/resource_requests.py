"""Requests about common resources."""

from model.answers import text
from sequences import namespace_requests, role_requests

CODES = ["books", "books:1", "books:2", "menu", "a.b/c"]
NEW_CODES = [*CODES, *CODES, "", "额！", " ", "role"]
TYPES = ["DATA", "DATA", "API", "MENU", "BUTTON", "UI"]
ACTIONS = [[], [{"name": "read", "description": "Reads"}], [{"name": "写", "description": ""}]]
DESCRIBED = {"name": ["Books", "书"], "description": ["", "About"], "actions": ACTIONS, "apiIdentifier": ["/books", ""]}
KEYWORDS = ["B", "books", "书", "%"]


def place(choose):
    """A resource, mostly a known one."""
    if not choose.state.resources or choose.chance(10):
        return {"code": choose.one(["nothing", *CODES])} | role_requests.namespace(choose)
    known = choose.one(choose.state.resources)
    return {"code": known.code, "namespace": known.namespace.code}


def described(choose):
    fields = {"code": choose.one(NEW_CODES), "type": choose.one(TYPES)} | choose.subset(DESCRIBED)
    return fields | ({"apiIdentifier": "/api"} if fields["type"] == "API" and choose.chance(80) else {})


def create_resource(choose):
    return described(choose) | role_requests.namespace(choose)


def create_resources_batch(choose):
    items = [described(choose) for _ in range(choose.number(1, 2))]
    return {"list": items} | role_requests.namespace(choose)


def update_resource(choose):
    return place(choose) | choose.subset(DESCRIBED | {"type": TYPES})


def delete_resource(choose):
    return place(choose)


def ids(choose):
    """Ids of resources of any namespace, sometimes unknown ones and duplicates."""
    known = [text(each.id) for each in choose.state.resources]
    return choose.some([*known, *known, "nothing", ""], 4, 1)


def delete_resources_batch(choose):
    """By codes, by ids, or by both, of which the ids count."""
    known = place(choose)
    codes = {"codeList": [known.pop("code"), *choose.some(CODES, 1)]}
    by_ids = {"ids": ids(choose)} if choose.chance(50) else {}
    return known | by_ids | (codes if not by_ids or choose.chance(30) else {})


def delete_common_resources_batch(choose):
    return {"ids": choose.one([ids(choose), []])}


def associate_tenant_resource(choose):
    known = place(choose)
    application = known.get("namespace", "default") or "default"
    return {"code": known["code"], "association": choose.one([True, False]), "appId": application}


def get_resource(choose):
    return place(choose)


def get_resources_batch(choose):
    known = place(choose)
    return {"codeList": [known.pop("code"), *choose.some(CODES, 2)]} | known


def list_resources(choose):
    return role_requests.namespace(choose) | choose.pages() | choose.subset({"type": TYPES})


def list_common_resource(choose):
    places = {"namespaceCodeList": [namespace_requests.code(choose)]} if choose.chance(40) else {}
    return places | choose.pages() | choose.subset({"keyword": KEYWORDS})


CHANGES = [create_resource, create_resource, create_resources_batch, update_resource, delete_resource]
DELETIONS = [delete_resources_batch, delete_common_resources_batch]
CHANGES += [*DELETIONS, *DELETIONS, associate_tenant_resource]
LOOKS = [get_resource, get_resources_batch, list_resources, list_common_resource]
