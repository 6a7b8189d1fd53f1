"""Values of custom fields, set and read by their target and its identifier."""

import pytest

from envelope import accepted, refused, refused_parameters, succeeded
from sample_seeds import GROUP, ORGANIZATION, PLATFORM, USER_IDS

# A user without custom data.
PLAIN = USER_IDS[2]

TARGETS = pytest.mark.parametrize(
    "target, identifier", [("USER", PLAIN), ("GROUP", GROUP), ("DEPARTMENT", PLATFORM)], ids=str
)


@TARGETS
def test_values_are_set_one_by_one(fresh, target, identifier):
    client = fresh.client()
    accepted(client.set_custom_fields([{"targetType": target, "key": key} for key in ["a", "b", "c"]]))
    succeeded(client.set_custom_data([{"key": "a", "value": "1"}, {"key": "b", "value": ""}], identifier, target))
    succeeded(client.set_custom_data([{"key": "c", "value": "3"}], identifier, target))
    assert accepted(client.get_custom_data("", target, identifier)) == {"a": "1", "b": "", "c": "3"}
    caller = fresh.caller()
    body = {"targetType": target, "targetIdentifier": identifier, "list": [{"key": "a", "value": None}]}
    succeeded(caller.post("set-custom-data", body).envelope)
    assert accepted(client.get_custom_data("", target, identifier)) == {"b": "", "c": "3"}


def test_values_are_those_of_other_operations(fresh):
    client = fresh.client()
    for target, identifier in [("USER", PLAIN), ("GROUP", GROUP), ("DEPARTMENT", PLATFORM)]:
        succeeded(client.set_custom_data([{"key": "k", "value": "v"}], identifier, target))
    assert accepted(client.get_user(PLAIN, with_custom_data=True))["customData"]["k"] == "v"
    assert accepted(client.get_group(GROUP, with_custom_data=True))["customData"]["k"] == "v"
    department = client.get_department(ORGANIZATION, PLATFORM, with_custom_data=True)
    assert accepted(department)["customData"]["k"] == "v"
    condition = {"field": "k", "operator": "EQUAL", "value": "v"}
    assert accepted(client.list_users(advanced_filter=[condition]))["totalCount"] == 1
    accepted(client.update_user(PLAIN, custom_data={"k": "w"}))
    assert accepted(client.get_custom_data("", "USER", PLAIN))["k"] == "w"


@pytest.mark.parametrize(
    "kind, value, kept",
    [
        ("STRING", "7", "7"), ("NUMBER", 1.5, 1.5), ("NUMBER", "1.5", 1.5), ("BOOLEAN", "true", True),
        ("BOOLEAN", False, False), ("DATETIME", "2022-07-03", "2022-07-03"), ("ENUM", "s", "s"),
        ("OBJECT", {"a": [1]}, {"a": [1]}),
    ],
    ids=str,
)
def test_a_value_has_the_type_of_its_field(fresh, kind, value, kept):
    client = fresh.client()
    field = {"targetType": "USER", "key": "k", "dataType": kind, "options": [{"value": "s", "label": "S"}]}
    accepted(client.set_custom_fields([field]))
    succeeded(client.set_custom_data([{"key": "k", "value": value}], PLAIN, "USER"))
    assert accepted(client.get_custom_data("", "USER", PLAIN)) == {"k": kept}


@pytest.mark.parametrize(
    "kind, value",
    [("STRING", 7), ("NUMBER", "x"), ("BOOLEAN", "1"), ("DATETIME", True), ("ENUM", "m"), ("STRING", "x" * 1025)],
    ids=lambda value: str(value)[:10],
)
def test_a_value_of_another_type_is_refused_with_all_of_the_call(fresh, kind, value):
    client = fresh.client(lang="zh-CN")
    field = {"targetType": "USER", "key": "k", "dataType": kind, "options": [{"value": "s", "label": "S"}]}
    accepted(client.set_custom_fields([field, {"targetType": "USER", "key": "other"}]))
    values = [{"key": "other", "value": "1"}, {"key": "k", "value": value}]
    refused_parameters(client.set_custom_data(values, PLAIN, "USER"), ["list"])
    assert accepted(client.get_custom_data("", "USER", PLAIN)) == {}


def test_a_unique_value_is_refused_of_another_user(fresh):
    client = fresh.client(lang="zh-CN")
    accepted(client.set_custom_fields([{"targetType": "USER", "key": "badge", "isUnique": True}]))
    for _ in range(2):
        succeeded(client.set_custom_data([{"key": "badge", "value": "7"}], PLAIN, "USER"))
    refused(client.set_custom_data([{"key": "badge", "value": "7"}], "user-001", "USER"), 409, "badge 已存在")


@pytest.mark.parametrize(
    "target, code, message",
    [
        ("USER", 2004, "用户不存在"), ("GROUP", None, "分组不存在"), ("ROLE", None, "角色不存在"),
        ("DEPARTMENT", None, "存在不合法的 departmentId: nobody"),
    ],
)
def test_an_unknown_target_is_not_found(fresh, target, code, message):
    client = fresh.client(lang="zh-CN")
    refused(client.get_custom_data("", target, "nobody"), 404, message, code)
    refused(client.set_custom_data([{"key": "k", "value": "v"}], "nobody", target), 404, message, code)
