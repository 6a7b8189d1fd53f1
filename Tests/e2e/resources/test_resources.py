"""Common resources: every known row of their operations."""

import json
import urllib.parse

import pytest

from envelope import accepted, refused, refused_parameters, succeeded
from sample_seeds import OTHER_KEY, POOL_ID

BRANDS = pytest.mark.parametrize("brand", ["authing", "genauth"])
MALFORMED = pytest.mark.parametrize("code", ["额！", " ", "a b", "*", "user", "resource-namespace"])
TOO_LONG = "c" * 100
ACTIONS = [{"name": "读", "description": "Reads"}, {"name": "write", "description": ""}]


@pytest.fixture
def client(fresh):
    return fresh.client(lang="zh-CN")


@pytest.fixture
def caller(fresh):
    return fresh.caller(lang="zh-CN")


def described(code, **fields):
    return {
        "code": code, "description": None, "name": None, "type": "DATA", "actions": [], "apiIdentifier": None,
        "namespace": "default", "linkedToTenant": False,
    } | fields


def codes(client, **filters):
    """The codes of a namespace's resources, newest first."""
    return [resource["code"] for resource in accepted(client.list_resources(limit=50, **filters))["list"]]


@BRANDS
def test_a_resource_is_created_and_found(fresh, brand):
    client = fresh.client(brand)
    made = accepted(client.create_resource("DATA", "ecs", "All servers"))
    assert made == described("ecs", description="All servers")
    assert accepted(client.get_resource("ecs")) == accepted(client.get_resource("ecs", "default")) == made
    api = accepted(client.create_resource("API", "api-1", "An API", "Name", ACTIONS, "/v1", "system"))
    assert api == described(
        "api-1", type="API", description="An API", name="Name", actions=ACTIONS, apiIdentifier="/v1", namespace="system")
    assert accepted(client.get_resource("api-1", "system")) == api


def test_an_api_needs_an_identifier(client):
    message = "apiIdentifier is required when type is API"
    refused(client.create_resource("API", "a"), 400, message)
    refused(client.create_resources_batch([{"code": "a", "type": "API", "apiIdentifier": ""}]), 400, message)
    accepted(client.create_resource("DATA", "a"))
    refused(client.update_resource("a", type="API"), 400, message)
    accepted(client.update_resource("a", type="API", api_identifier="/a"))
    accepted(client.update_resource("a", name="A"))
    assert codes(client) == ["a"]


@MALFORMED
def test_a_malformed_or_reserved_code_is_refused(client, code):
    refused(client.create_resource("DATA", code), 400, f"invalid resource code: {code}")
    batch = [{"code": "good", "type": "DATA"}, {"code": code, "type": "DATA"}]
    refused(client.create_resources_batch(batch), 400, f"invalid resource code: {code}")
    assert codes(client) == []


def test_a_code_that_is_too_long_is_refused_but_not_in_a_batch_as_a_field(client):
    refused_parameters(client.create_resource("DATA", TOO_LONG), ["code"])
    refused_parameters(client.delete_resource(TOO_LONG), ["code"])
    refused(client.create_resources_batch([{"code": TOO_LONG, "type": "DATA"}]), 400, f"invalid resource code: {TOO_LONG}")
    accepted(client.create_resource("DATA", "c" * 64))


def test_an_empty_code_is_a_code(client):
    assert accepted(client.create_resource("DATA", "")) == described("")
    refused(client.create_resource("DATA", ""), 409, "resource with code  already exists.")
    assert accepted(client.get_resource("")) == described("")
    succeeded(client.delete_resource(""))
    refused(client.get_resource(""), 404, "资源不存在")


@pytest.mark.parametrize("body, names", [
    ({"code": "a"}, ["type"]), ({"type": "DATA"}, ["code"]), ({"code": 7, "type": "DATA"}, ["code"]),
    ({"code": "a", "type": "data"}, ["type"]), ({"code": "a", "type": "DATA", "actions": [{"name": "x"}]}, ["actions"]),
    ({"code": "a", "type": "DATA", "actions": [{"name": "x", "description": ""}] * 101}, ["actions"]),
    ({"code": "a", "type": "DATA", "actions": "x"}, ["actions"]),
], ids=str)
def test_malformed_fields_are_refused(caller, client, body, names):
    refused_parameters(caller.post("create-resource", body).envelope, names)
    assert codes(client) == []


def test_a_code_is_unique_in_its_namespace(client):
    accepted(client.create_resource("DATA", "a"))
    accepted(client.create_resource("DATA", "a", namespace="system"))
    refused(client.create_resource("MENU", "a"), 409, "resource with code a already exists.")
    refused(client.create_resources_batch([{"code": "b", "type": "UI"}, {"code": "a", "type": "UI"}]), 409)
    assert codes(client) == ["a"]


def test_an_unknown_namespace_is_refused(client, caller):
    message = "权限组不存在"
    refused(client.create_resource("DATA", "a", namespace="none"), 404, message)
    refused(client.create_resources_batch([{"code": "a", "type": "DATA"}], "none"), 404, message)
    refused(client.get_resource("a", "none"), 404, message)
    refused(client.get_resources_batch(["a"], "none"), 404, message)
    refused(client.list_resources("none"), 404, message)
    refused(client.update_resource("a", namespace="none"), 404, message)
    refused(client.delete_resource("a", "none"), 404, message)
    refused(client.delete_resources_batch("none", ["a"]), 404, message)


def test_several_resources_are_created_in_order(client, caller):
    items = [{"code": "a", "type": "DATA"}, {"code": "b", "type": "MENU", "name": "B", "actions": ACTIONS}]
    succeeded(client.create_resources_batch(items))
    assert codes(client) == ["b", "a"]
    assert accepted(client.get_resource("b")) == described("b", type="MENU", name="B", actions=ACTIONS)
    refused(caller.post("create-resources-batch", {"list": [{"type": "DATA"}]}).envelope, 500, "未知错误")
    refused_parameters(client.create_resources_batch([]), ["list"])
    many = [{"code": f"r{number}", "type": "UI"} for number in range(51)]
    refused_parameters(client.create_resources_batch(many), ["list"])
    succeeded(client.create_resources_batch(many[:50]))
    assert accepted(client.list_resources(type="UI"))["totalCount"] == 50


@pytest.mark.parametrize("code", ["", "额！", " ", "none"])
def test_an_unknown_resource_is_not_found_but_its_deletion_succeeds(client, code):
    refused(client.get_resource(code), 404, "资源不存在")
    refused(client.update_resource(code), 404, "资源不存在")
    succeeded(client.delete_resource(code))


def test_resources_are_found_in_the_order_of_their_codes(client, caller):
    succeeded(client.create_resources_batch([{"code": code, "type": "DATA"} for code in ["a", "b", "c"]]))
    for query in ["codeList=c,a", "codeList=c&codeList=none&codeList=a", "codeList[]=c&codeList[]=a", "codeList[0]=c&codeList[1]=a"]:
        found = accepted(caller.get("get-resources-batch", query).envelope)
        assert [resource["code"] for resource in found] == ["c", "a"], query
    assert accepted(client.get_resources_batch(["none", "额！"])) == []
    for query in ["", "codeList=" + ",".join(map(str, range(51)))]:
        refused_parameters(caller.get("get-resources-batch", query).envelope, ["codeList"])


def test_resources_are_listed_by_type_page_by_page(client, caller):
    succeeded(client.create_resources_batch([{"code": f"d{number}", "type": "DATA"} for number in range(3)]))
    accepted(client.create_resource("MENU", "m"))
    assert codes(client) == ["m", "d2", "d1", "d0"] and codes(client, type="DATA") == ["d2", "d1", "d0"]
    assert accepted(client.list_resources(type="UI")) == {"totalCount": 0, "list": []}
    page = accepted(client.list_resources("default", "DATA", 2, 2))
    assert (page["totalCount"], [each["code"] for each in page["list"]]) == (3, ["d0"])
    for query, name in [("page=-1", "page"), ("limit=51", "limit"), ("type=data", "type")]:
        refused_parameters(caller.get("list-resources", query).envelope, [name])


def test_resources_of_several_namespaces_are_listed(client, caller):
    accepted(client.create_namespace("n", "Namespace"))
    accepted(client.create_resource("DATA", "books", name="All the books"))
    accepted(client.create_resource("API", "shelves", "S", "Shelves", ACTIONS, "/s", "n"))
    accepted(client.create_resource("DATA", "bookings", namespace="system"))

    def listed(query):
        data = accepted(caller.get("list-common-resource", query).envelope)
        assert data["totalCount"] == len(data["list"])
        return [resource["code"] for resource in data["list"]]

    assert listed("") == ["bookings", "shelves", "books"]
    assert listed("keyword=BOOK") == ["bookings", "books"] and listed("keyword=the") == ["books"]
    for form in ["namespaceCodeList[]=n&namespaceCodeList[]=none&namespaceCodeList[]=system", "namespaceCodeList=n,system",
                 "namespaceCodeList=" + urllib.parse.quote('["n","system"]')]:
        assert listed(form) == ["bookings", "shelves"], form
    assert listed("namespaceCodeList=n&keyword=book") == [] and listed("namespaceCodeList=none") == []
    page = accepted(client.list_common_resource(2, 1))
    assert page["totalCount"] == 3
    [shelves] = page["list"]
    assert len(shelves.pop("id")) == 24 and shelves.pop("createdAt") == shelves.pop("updatedAt")
    assert type(shelves.pop("namespaceId")) is int
    assert shelves == described("shelves", type="API", description="S", name="Shelves", actions=ACTIONS, apiIdentifier="/s",
                                namespace="n") | {"namespaceName": "Namespace", "userPoolId": POOL_ID}
    refused_parameters(client.list_common_resource(limit=51), ["limit"])


def test_a_resource_is_changed_in_what_the_call_names(client, caller):
    made = accepted(client.create_resource("DATA", "a", "D", "N", ACTIONS))
    assert accepted(client.update_resource("a")) == made
    changed = accepted(client.update_resource("a", "Other", "Name", [{"name": "读", "description": "x"}], type="UI"))
    assert changed == made | {
        "description": "Other", "name": "Name", "actions": [{"name": "读", "description": "x"}], "type": "UI"}
    body = {"code": "a", "description": "", "actions": []}
    assert accepted(caller.post("update-resource", body).envelope) == changed | {"description": "", "actions": []}
    refused_parameters(client.update_resource("a", type="x"), ["type"])
    refused_parameters(client.update_resource("a", actions=[{"name": "x"}]), ["actions"])
    assert accepted(client.get_resource("a"))["type"] == "UI"


def identifiers(client):
    return {resource["code"]: resource["id"] for resource in accepted(client.list_common_resource(limit=50))["list"]}


def test_resources_are_deleted_by_code_or_id(client, caller):
    succeeded(client.create_resources_batch([{"code": code, "type": "DATA"} for code in "abcdef"]))
    ids = identifiers(client)
    succeeded(client.delete_resource("a"))
    succeeded(client.delete_resources_batch(code_list=["b", "none", "", " ", "额！", TOO_LONG, "b"]))
    assert codes(client) == ["f", "e", "d", "c"]
    succeeded(client.delete_resources_batch(code_list=["d"], ids=[ids["c"], "none"]))
    assert codes(client) == ["f", "e", "d"]
    succeeded(caller.post("delete-common-resources-batch", {"ids": [ids["d"], "none", ids["a"]]}).envelope)
    assert codes(client) == ["f", "e"]
    succeeded(caller.post("delete-common-resources-batch", {"ids": []}).envelope)
    refused_parameters(caller.post("delete-common-resources-batch", {}).envelope, ["ids"])
    refused_parameters(caller.post("delete-resources-batch", {}).envelope, ["codeList"])
    for name in ["codeList", "ids"]:
        refused_parameters(caller.post("delete-resources-batch", {name: []}).envelope, [name])
        refused_parameters(caller.post("delete-resources-batch", {name: ["a"] * 51}).envelope, [name])
    assert codes(client) == ["f", "e"]


def test_a_resource_is_linked_to_a_tenant(client, caller):
    accepted(client.create_resource("DATA", "a"))
    succeeded(client.associate_tenant_resource("a", True, "app"))
    assert accepted(client.get_resource("a"))["linkedToTenant"] is True
    succeeded(client.associate_tenant_resource("a", False, "app"))
    assert accepted(client.get_resource("a")) == described("a")
    refused(client.associate_tenant_resource("none", True, "app"), 404, "资源不存在")
    body = {"code": "a", "association": True, "appId": "app", "tenantId": "tenant"}
    assert caller.post("associate-tenant-resource", body).envelope["statusCode"] == 501
    refused_parameters(caller.post("associate-tenant-resource", {}).envelope, ["code", "association", "appId"])
    accepted(client.create_namespace("app-1"))
    accepted(client.create_resource("DATA", "a", namespace="app-1"))
    succeeded(client.associate_tenant_resource("a", True, "app-1"))
    assert [accepted(client.get_resource("a", each))["linkedToTenant"] for each in ["default", "app-1"]] == [False, True]


def test_a_namespace_is_deleted_with_its_resources_and_renamed_with_them(client):
    accepted(client.create_namespace("n"))
    accepted(client.create_resource("DATA", "a", namespace="n"))
    accepted(client.update_namespace("n", new_code="m"))
    assert accepted(client.get_resource("a", "m"))["namespace"] == "m"
    succeeded(client.delete_namespace("m"))
    accepted(client.create_namespace("m"))
    assert codes(client, namespace="m") == []


def test_resources_of_another_pool_are_others(fresh, client):
    accepted(client.create_resource("DATA", "a"))
    assert codes(fresh.client(key=OTHER_KEY)) == []
    assert json.dumps(accepted(fresh.client(key=OTHER_KEY).list_common_resource())) == '{"totalCount": 0, "list": []}'
