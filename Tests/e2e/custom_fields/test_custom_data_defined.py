"""A pool whose seed defines custom fields refuses others."""

import pytest

from envelope import accepted, refused
from sample_seeds import ORGANIZATION, group, organization, pool, seed, user

FIELDS = [
    {"targetType": "USER", "key": "badge", "dataType": "STRING", "isUnique": True},
    {"targetType": "USER", "key": "age", "dataType": "NUMBER"},
    {"targetType": "USER", "key": "size", "dataType": "ENUM", "options": [{"value": "s"}, {"value": "l", "label": "L"}]},
    {"targetType": "GROUP", "key": "floor", "dataType": "NUMBER"},
    {"targetType": "DEPARTMENT", "key": "open", "dataType": "BOOLEAN"},
]


@pytest.fixture
def defined(launch):
    users = [user("ann", customData={"badge": "7", "age": 22})]
    contents = {"users": users, "groups": [group("g")], "organizations": [organization(ORGANIZATION, "acme-root")]}
    return launch(seed=seed(pool(customFields=FIELDS, **contents)))


@pytest.mark.parametrize("custom_data", [{"school": "PKU"}, {"age": "22"}, {"size": "m"}, {"badge": 8}], ids=str)
def test_values_that_contradict_the_definitions_are_refused(defined, custom_data):
    client = defined.client(lang="zh-CN")
    refused(client.create_user(username="bob", custom_data=custom_data), 400, "参数 customData 格式错误")
    refused(client.update_user("ann", custom_data=custom_data), 400, "参数 customData 格式错误")
    assert accepted(client.list_users())["totalCount"] == 1


def test_values_that_fit_the_definitions_are_stored(defined):
    client = defined.client()
    made = accepted(client.create_user(username="bob", custom_data={"badge": "8", "age": 1.5, "size": "l"}))
    assert made["customData"] == {"badge": "8", "age": 1.5, "size": "l"}
    changed = accepted(client.update_user(made["userId"], custom_data={"size": None, "badge": "8"}))
    assert changed["customData"] == {"badge": "8", "age": 1.5}


def test_a_unique_value_is_one_users(defined):
    client = defined.client(lang="zh-CN")
    refused(client.create_user(username="bob", custom_data={"badge": "7"}), 409, "badge 已存在")
    accepted(client.create_user(username="bob", custom_data={"age": 22}))


def test_groups_and_departments_have_definitions_of_their_own(defined):
    client = defined.client(lang="zh-CN")
    data = {"age": 22}
    refused(client.update_group("", "g", custom_data=data), 400, "参数 customData 格式错误")
    refused(client.create_group("static", "", "h", "h", data), 400, "参数 customData 格式错误")
    body = {"organizationCode": ORGANIZATION, "name": "D", "parentDepartmentId": "root"}
    caller = defined.caller(lang="zh-CN")
    envelope = caller.post("create-department", body | {"customData": data}).envelope
    refused(envelope, 400, "参数 customData 格式错误")
    made = accepted(caller.post("create-department", body | {"customData": {"open": True}}).envelope)
    there = {"organizationCode": ORGANIZATION, "departmentId": made["departmentId"]}
    refused(caller.post("update-department", there | {"customData": data}).envelope, 400, "参数 customData 格式错误")
    accepted(client.update_group("", "g", custom_data={"floor": 3}))


def test_a_filter_names_a_field_that_is_defined(defined):
    client = defined.client(lang="zh-CN")
    condition = {"field": "badge", "operator": "EQUAL", "value": "7"}
    assert accepted(client.list_users(advanced_filter=[condition]))["totalCount"] == 1
    refused(client.list_users(advanced_filter=[condition | {"field": "bagde"}]), 400, "参数 bagde 格式错误")
    assert accepted(client.get_user("badge:7", "custom_field"))["userId"] == "ann"
