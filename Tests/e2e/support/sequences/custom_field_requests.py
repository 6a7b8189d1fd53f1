"""Requests about definitions of custom fields."""

from sequences.custom_data_requests import KEYS

TARGETS = ["USER", "USER", "GROUP", "DEPARTMENT", "ROLE"]
# Also the keys that other requests have in their custom data.
DEFINED = [*KEYS, "a", "b", "d", "nickname"]
TYPES = ["STRING", "NUMBER", "BOOLEAN", "DATETIME", "ENUM", "SELECT", "OBJECT", "OBJECT"]
X, SEVEN = {"value": "x", "label": "X"}, {"value": "7", "label": "Seven"}
OPTIONS = [[], [X], [SEVEN], [X, SEVEN], [X, X]]


def named(choose):
    """Two keys are named more often, so that calls meet."""
    return {"targetType": choose.one(TARGETS), "key": choose.one(["a", "school"] if choose.chance(70) else DEFINED)}


def definition(choose):
    rules = {"encrypted": [True, False], "options": OPTIONS}
    shown = {"label": ["", "Label"], "description": ["About"], "visibleInUserCenter": [True, False]}
    given = named(choose) | choose.subset(shown)
    if choose.chance(60):
        given["dataType"] = choose.one(TYPES)
    if choose.chance(80 if given["targetType"] == "USER" else 5):
        given["isUnique"] = given.get("dataType") in (None, "STRING", "NUMBER") or choose.chance(10)
    return given | (choose.subset(rules) if choose.chance(40) else {})


def set_custom_fields(choose):
    return {"list": [definition(choose) for _ in range(choose.number(1, 3))]}


def delete_custom_fields(choose):
    """Mostly of a field that has values."""
    known = choose.state.custom_fields
    filled = [each for each in known if any(each.key in owner.custom_data for owner in choose.model.owners(each.target))]
    fields = [{"targetType": each.target, "key": each.key} for each in filled or known]
    wanted = [choose.one(fields)] if fields and choose.chance(80) else [named(choose)]
    return {"list": wanted + ([named(choose)] if choose.chance(20) else [])}


def get_custom_fields(choose):
    return {"targetType": choose.one(TARGETS)}


def list_custom_fields(choose):
    filters = {"dataType": TYPES, "userVisible": [True, False], "keyword": ["", "A", "l", "名"]}
    return {"targetType": choose.one(TARGETS)} | choose.subset(filters) | choose.pages()


CHANGES = [set_custom_fields, delete_custom_fields]
LOOKS = [get_custom_fields, list_custom_fields]
