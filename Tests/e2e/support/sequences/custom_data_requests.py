"""Requests about values of custom fields."""

from model.answers import text
from sequences import role_requests

KEYS = ["school", "level", "size", "a \"b\"", "名"]
VALUES = ["7", "x", "名", 7, 1.5, True, ["a"], {"a": None}, None]


def target(choose):
    """The owner of values; roles are drawn in sequences that have some."""
    state = choose.state
    known = {
        "USER": [text(user.id) for user in state.users],
        "GROUP": [group.code for group in state.groups],
        "DEPARTMENT": [text(each.id) for root in state.organizations for each in root.tree],
    }
    kind = choose.one(["USER", *known, *["ROLE"] * (3 if state.roles else 1)])
    if kind == "ROLE":
        return {"targetType": kind} | role_requests.role(choose, name="targetIdentifier")
    ids = [each for each in known[kind] if each]
    return {"targetType": kind, "targetIdentifier": choose.one(ids) if ids and choose.chance(90) else "nothing"}


def value(choose, kind):
    """A key with a value, mostly one that the definitions allow if there are any."""
    defined = [field for field in choose.state.custom_fields if field.target == kind]
    if not defined or choose.chance(15):
        return {"key": choose.one(KEYS), "value": choose.one(VALUES)}
    field = choose.one(defined)
    fitting = [each for each in VALUES if each is None or field.takes(each)]
    return {"key": field.key, "value": choose.one(VALUES if choose.chance(20) else fitting)}


def set_custom_data(choose):
    owner = target(choose)
    values = [value(choose, owner["targetType"]) for _ in range(choose.one([1, 2, 3]))]
    return owner | {"list": values}


def get_custom_data(choose):
    return target(choose)


CHANGES = [set_custom_data]
LOOKS = [get_custom_data]
