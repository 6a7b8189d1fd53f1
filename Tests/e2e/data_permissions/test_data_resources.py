"""Data resources: every row of their contracts."""

import pytest

from envelope import accepted, refused

NAMESPACE = "default"
ENDPOINT = "请求第三方端点时返回错误, errmsg="
TREE = [{"code": "a", "name": "A", "value": "", "children": [{"code": "b", "name": "B", "children": [{"code": "c", "name": "C"}]}]}]
STRUCTS = {"STRING": "text", "ARRAY": ["one", "two"], "TREE": TREE}


def create(client, code, struct="text", namespace=NAMESPACE, actions=("read", "get"), kind="STRING", **more):
    return client.create_data_resource(list(actions), struct, kind, code, f"Name of {code}", namespace, **more)


@pytest.mark.parametrize("kind", STRUCTS)
@pytest.mark.parametrize("brand", ["authing", "genauth"])
def test_a_data_resource_is_created(fresh, brand, kind):
    client = fresh.client(brand)
    made = accepted(create(client, "res", STRUCTS[kind], kind=kind, description="About"))
    assert made == {
        "resourceName": "Name of res", "resourceCode": "res", "type": kind, "description": "About",
        "struct": STRUCTS[kind], "actions": ["read", "get"],
    }
    found = accepted(client.get_data_resource(NAMESPACE, "res"))
    assert found == made | {"namespaceCode": NAMESPACE}


def test_each_type_has_a_call_of_its_own(fresh):
    client = fresh.client(lang="zh-CN")
    calls = {
        "STRING": client.create_data_resource_by_string,
        "ARRAY": client.create_data_resource_by_array,
        "TREE": client.create_data_resource_by_tree,
    }
    for kind, call in calls.items():
        made = accepted(call(["read"], STRUCTS[kind], kind, kind, NAMESPACE))
        assert (made["type"], made["struct"], made["description"]) == (kind, STRUCTS[kind], None)


@pytest.mark.parametrize("operation", ["create-data-resource", "create-string-data-resource"])
@pytest.mark.parametrize("field", ["namespaceCode", "resourceName", "resourceCode", "struct", "actions"])
def test_a_field_that_is_empty_is_named_by_its_rule(shared, operation, field):
    body = {"namespaceCode": NAMESPACE, "resourceName": "n", "resourceCode": "c", "struct": "s", "actions": ["a"]}
    body |= {"type": "STRING"} if operation == "create-data-resource" else {}
    answer = shared.caller().post(operation, body | {field: [] if field == "actions" else ""})
    refused(answer.envelope, 400, f"{field} should not be empty")


def test_an_empty_list_breaks_the_rules_of_its_operation(shared):
    body = {"namespaceCode": NAMESPACE, "resourceName": "n", "resourceCode": "c", "struct": [], "actions": ["a"]}
    tree, array = "create-tree-data-resource", "create-array-data-resource"
    caller = shared.caller()
    refused(caller.post(tree, body).envelope, 400, "struct must contain at least 1 elements")
    both = "struct must contain at least 1 elements,struct should not be empty"
    refused(caller.post(array, body).envelope, 400, both)


def test_a_code_or_name_in_use_is_refused_by_the_service_behind(fresh):
    client = fresh.client(lang="zh-CN")
    accepted(create(client, "res"))
    refused(create(client, "res"), 602, ENDPOINT + "数据资源 code 已经存在")
    again = client.create_data_resource(["a"], "s", "STRING", "other", "Name of res", NAMESPACE)
    refused(again, 602, ENDPOINT + "数据资源名称已经存在")
    check = client.check_data_resource_exists
    assert accepted(check(NAMESPACE, "free", "free")) == {"isValid": True}
    taken = {"isValid": False, "message": "数据资源 code 已经存在"}
    assert accepted(check(NAMESPACE, "free", "res")) == taken
    assert accepted(check(NAMESPACE, "Name of res", "free")) == taken | {"message": "数据资源名称已经存在"}
    refused(check("", "n", "c"), 400, "namespaceCode should not be empty")


def test_data_resources_are_listed_newest_first(fresh):
    client = fresh.client(lang="zh-CN")
    for code in ["one", "two"]:
        accepted(create(client, code))
    listed = accepted(client.list_data_resources())
    assert [each["resourceCode"] for each in listed["list"]] == ["two", "one"]
    found = accepted(client.list_data_resources(query="one", namespace_codes=[NAMESPACE]))
    assert found["totalCount"] == 1
    row = found["list"][0]
    assert {**row, "namespaceName": "", "updatedAt": ""} == {
        "resourceName": "Name of one", "resourceCode": "one", "type": "STRING", "description": None,
        "namespaceCode": NAMESPACE, "namespaceName": "", "authorizationNum": 0, "updatedAt": "",
    }
    message = ENDPOINT + "page size must be greater than 0 and less than 50"
    refused(client.list_data_resources(limit=51), 602, message)
    accepted(client.list_data_resources(limit=50))


def test_a_data_resource_is_changed(fresh):
    client = fresh.client(lang="zh-CN")
    accepted(create(client, "res", TREE, kind="TREE"))
    other = [{"code": "z", "name": "Z"}]
    changed = accepted(client.update_data_resource("res", NAMESPACE, "New", "Text", other, ["write"]))
    assert changed == {
        "resourceName": "New", "resourceCode": "res", "type": "TREE", "description": "Text", "struct": other,
        "actions": ["write"],
    }
    refused(client.update_data_resource("res", NAMESPACE, struct="text"), 400, "struct must be an array")
    refused(client.update_data_resource("", NAMESPACE), 400, "resourceCode should not be empty")
    refused(client.update_data_resource("res", ""), 400, "namespaceCode should not be empty")


def test_a_data_resource_is_deleted(fresh):
    client = fresh.client(lang="zh-CN")
    accepted(create(client, "res"))
    deleted = client.delete_data_resource("res", NAMESPACE)
    assert deleted["statusCode"] == 200 and "data" not in deleted
    refused(client.get_data_resource(NAMESPACE, "res"), 404, "数据资源不存在")
    refused(client.delete_data_resource("res", NAMESPACE), 404, "数据资源不存在")
    refused(client.delete_data_resource("res", "none"), 404, "权限空间不存在")
    refused(client.get_data_resource(NAMESPACE, ""), 400, "resourceCode should not be empty")


@pytest.mark.parametrize(
    "struct, rule",
    [
        ([{"code": "a", "name": "A"}, {"code": "a", "name": "B"}], "code must be unique: a"),
        ([{"code": "a/b", "name": "A"}], "code must not contain a slash"),
        ([{"code": "a"}], "name should not be empty"),
        ([{"code": "x" * 51, "name": "A"}], "code must be shorter than or equal to 50 characters"),
        ([{"code": str(number), "name": str(number)} for number in range(51)], "struct must contain no more than 50 elements"),
    ],
)
def test_a_tree_that_breaks_a_rule_is_refused(shared, struct, rule):
    refused(create(shared.client(lang="zh-CN"), "tree", struct, kind="TREE"), 400, rule)


def test_a_deep_or_large_tree_is_refused_or_answered(fresh):
    client = fresh.client(lang="zh-CN")
    deep = []
    for level in range(300):
        deep = [{"code": "n", "name": str(level), "children": deep}]
    answer = fresh.caller().post("create-tree-data-resource", {"namespaceCode": NAMESPACE, "struct": deep[:1]})
    assert answer.status == 400
    wide = [{"code": "top", "name": "top", "children": [{"code": str(n), "name": str(n)} for n in range(20_000)]}]
    assert accepted(create(client, "wide", wide, kind="TREE"))["struct"] == wide
