"""Roles of a namespace: creating, finding, changing and deleting them, row by row of docs/behaviour/roles.md."""

import pytest

from control import Control
from envelope import accepted, refused, refused_parameters, succeeded
from sample_seeds import POOL_ID

BRANDS = pytest.mark.parametrize("brand", ["authing", "genauth"])
MEMBERS = [
    "id", "code", "name", "description", "namespace", "namespaceName", "status", "disableTime", "enablePermissionApply"]
BAD_CODES = ["额! ", " ", "a b", "a.b", "ä"]
NOON = "2030-01-01T12:00:00.000Z"
NOON_MILLISECONDS = 1_893_499_200_000


@pytest.fixture
def caller(fresh):
    return fresh.caller(lang="zh-CN")


@pytest.fixture
def client(fresh):
    return fresh.client(lang="zh-CN")


def codes(caller, query=""):
    """The codes of a namespace's roles, newest first."""
    data = accepted(caller.get("list-roles", query).envelope)
    return [role["code"] for role in data["list"]]


@BRANDS
def test_a_role_is_created_and_found(fresh, brand):
    client = fresh.client(brand)
    code = "x" * 30
    made = accepted(client.create_role(code, "Editors", "default", "They edit"))
    assert list(made) == MEMBERS and len(made["id"]) == 24
    assert made | {"id": ""} == {
        "id": "", "code": code, "name": "Editors", "description": "They edit", "namespace": "default",
        "namespaceName": "默认权限组", "status": "ENABLE", "disableTime": None, "enablePermissionApply": None}
    assert accepted(client.get_role(code)) == accepted(client.get_role(code, "default")) == made


@pytest.mark.parametrize("body", [{}, {"name": "", "description": "", "namespace": "", "disableTime": ""},
                                  {"name": None, "namespace": None, "disableTime": None}], ids=str)
def test_a_role_needs_a_code_only(caller, body):
    made = accepted(caller.post("create-role", {"code": "my-role_1"} | body).envelope)
    assert (made["name"], made["description"], made["namespace"], made["disableTime"]) == ("my-role_1", "", "default", None)


def test_a_code_is_unique_in_its_namespace(client):
    accepted(client.create_role("a"))
    accepted(client.create_role("a", namespace="system"))
    for namespace in (None, "default", "system"):
        refused(client.create_role("a", namespace=namespace), 409, "role with code a already exists.")


@pytest.mark.parametrize("code", BAD_CODES)
def test_a_code_has_letters_digits_and_two_signs(client, code):
    refused(client.create_role(code), 400, f"invalid role code: {code}")
    refused(client.create_roles_batch([{"code": "a"}, {"code": code}]), 400, f"invalid role code: {code}")
    accepted(client.create_role("b"))
    refused(client.update_role(None, code, "b"), 400, f"invalid role code: {code}")
    refused(client.get_role("a"), 404, "角色不存在")


@pytest.mark.parametrize("code", ["", "c" * 65, "c" * 100, None, 7])
def test_a_malformed_code_is_refused_as_a_field(caller, code):
    refused(caller.post("create-role", {"code": code}).envelope, 400, "参数 code 格式错误")
    assert codes(caller) == []


def test_a_code_has_at_most_64_characters(client):
    assert accepted(client.create_role("c" * 64))["code"] == "c" * 64


def test_several_roles_are_created_at_once_all_or_none(client, caller):
    succeeded(client.create_roles_batch([{"code": "one"}, {"code": "two", "name": "Two", "description": "D"}]))
    assert codes(caller) == ["two", "one"]
    assert accepted(client.get_role("two"))["name"] == "Two"
    succeeded(client.create_roles_batch([{"code": "one", "namespace": "system"}]))
    refused(client.create_roles_batch([{"code": "three"}, {"code": "one"}]), 409, "role with code one already exists.")
    refused(client.create_roles_batch([{"code": "three"}, {"code": ""}]), 400, "role code must not empty")
    long = "c" * 100
    refused(client.create_roles_batch([{"code": "three"}, {"code": long}]), 400, f"invalid role code: {long}")
    refused(client.create_roles_batch([]), 400, "参数 list 格式错误")
    refused(client.create_roles_batch([{"code": f"c{number}"} for number in range(51)]), 400, "参数 list 格式错误")
    assert codes(caller) == ["two", "one"]


def test_unknown_roles_and_namespaces_are_refused(client, caller):
    accepted(client.create_role("a"))
    refused(client.get_role("b"), 404, "角色不存在")
    refused(client.get_role("a", "none"), 404, "权限组不存在")
    refused(client.create_role("b", namespace="none"), 404, "权限组不存在")
    refused(client.update_role("N", "c", "b"), 404, "角色不存在")
    refused(client.update_role("N", "c", "a", "none"), 404, "权限组不存在")
    refused(client.list_roles(namespace="none"), 404, "权限组不存在")
    refused(client.delete_roles_batch(["a", "b"]), 404, "角色不存在")
    refused(client.delete_roles_batch(["a"], "none"), 404, "权限组不存在")
    refused(client.delete_roles_batch([]), 400, "参数 codeList 格式错误")
    refused(client.get_role_authorized_resources("b"), 404, "角色不存在")
    refused(client.get_role_authorized_resources("a", "none"), 404, "权限组不存在")
    assert codes(caller) == ["a"]


def test_a_role_is_changed_in_what_the_call_names(client, caller):
    made = accepted(client.create_role("a", "A", description="D"))
    for body in ({}, {"newCode": ""}, {"newCode": None, "name": "", "status": ""}):
        succeeded(caller.post("update-role", {"code": "a"} | body).envelope)
        assert accepted(client.get_role("a")) == made
    succeeded(caller.post("update-role", {"code": "a", "newCode": "b", "description": ""}).envelope)
    succeeded(caller.post("update-role", {"code": "b", "newCode": "b", "name": "B", "enablePermissionApply": True}).envelope)
    assert accepted(client.get_role("b")) == made | {
        "code": "b", "name": "B", "description": "", "enablePermissionApply": True}
    refused(client.get_role("a"), 404, "角色不存在")
    refused(client.update_role("N", "c" * 100, "b"), 400, "参数 newCode 格式错误")
    accepted(client.create_role("a"))
    refused(client.update_role("N", "a", "b"), 409, "role with code a already exists.")


@pytest.mark.parametrize("status", ["DISABLE", "disable"])
def test_a_role_is_disabled_and_enabled(client, status):
    accepted(client.create_role("a"))
    succeeded(client.update_role("A", "a", "a", status=status))
    assert accepted(client.get_role("a"))["status"] == "DISABLE"
    succeeded(client.update_role("A", "a", "a", status=status.replace("DIS", "EN").replace("dis", "en")))
    assert accepted(client.get_role("a"))["status"] == "ENABLE"
    refused(client.update_role("A", "a", "a", status="Disable"), 400, "参数 status 格式错误")


@pytest.mark.parametrize("form", [str, int])
def test_a_role_is_disabled_when_its_time_comes_by_the_clock_of_the_pool(fresh, form):
    pool = Control(fresh).pool(POOL_ID)
    pool.call("PUT", "/clock", {"mode": "frozen", "now": NOON})
    caller = fresh.caller(lang="zh-CN")
    body = {"code": "a", "disableTime": form(NOON_MILLISECONDS + 1000)}
    assert accepted(caller.post("create-role", body).envelope)["status"] == "ENABLE"
    pool.call("POST", "/clock/advance", {"seconds": 1})
    read = lambda: accepted(caller.get("get-role", "code=a").envelope)
    assert (read()["status"], read()["disableTime"]) == ("DISABLE", NOON_MILLISECONDS + 1000)
    succeeded(caller.post("update-role", {"code": "a", "newCode": "a", "disableTime": form(NOON_MILLISECONDS + 5000)}).envelope)
    assert read()["status"] == "ENABLE"
    succeeded(caller.post("update-role", {"code": "a", "newCode": "a", "disableTime": form(0)}).envelope)
    assert read()["disableTime"] is None


@pytest.mark.parametrize("time", [-1, "-1", "x", 1.5, 253402300800000, True, [], "1 "], ids=str)
def test_a_malformed_time_is_refused(caller, time):
    refused(caller.post("create-role", {"code": "a", "disableTime": time}).envelope, 400, "参数 disableTime 格式错误")


def test_roles_are_listed_newest_first_page_by_page(client, caller):
    for code in ("a", "b", "c"):
        accepted(client.create_role(code, f"Name {code.upper()}"))
    accepted(client.create_role("d", namespace="system"))
    page = accepted(client.list_roles(2, 2))
    assert (page["totalCount"], [role["code"] for role in page["list"]]) == (3, ["a"])
    assert list(page["list"][0]) == MEMBERS
    assert codes(caller, "namespace=system") == ["d"]
    assert codes(caller, "keywords=name%20B") == ["b"] and codes(caller, "keywords=D") == []
    for query, name in [("page=-1", "page"), ("limit=-1", "limit"), ("limit=10000", "limit"), ("limit=51", "limit")]:
        refused(caller.get("list-roles", query).envelope, 400, f"参数 {name} 格式错误")


def test_roles_are_deleted_all_or_none(client, caller):
    for code in ("a", "b", "c"):
        accepted(client.create_role(code))
    accepted(client.create_role("a", namespace="system"))
    succeeded(client.delete_roles_batch(["a", "b", "a"]))
    assert codes(caller) == ["c"] and codes(caller, "namespace=system") == ["a"]
    body = {"roleList": [{"code": "a", "namespace": ""}, {"code": "c", "namespace": "default"}, {"code": "x"}]}
    refused(caller.post("multiple-namespace-delete-roles-batch", body).envelope, 404, "角色不存在")
    body["roleList"].pop()
    succeeded(caller.post("multiple-namespace-delete-roles-batch", body).envelope)
    assert codes(caller) == codes(caller, "namespace=system") == []
    refused(caller.post("multiple-namespace-delete-roles-batch", {"roleList": []}).envelope, 400, "参数 roleList 格式错误")


@BRANDS
def test_roles_of_administrators_are_those_of_the_namespace_system(fresh, brand):
    client = fresh.client(brand, lang="zh-CN")
    assert accepted(client.create_admin_role("Admins", "admin", "D")) == {"isValid": True, "message": None}
    assert accepted(client.get_role("admin", "system"))["name"] == "Admins"
    refused(client.create_admin_role("Admins", "admin"), 409, "role with code admin already exists.")
    refused(client.delete_admin_roles_batch(["admin", "x"]), 404, "角色不存在")
    succeeded(client.delete_admin_roles_batch(["admin"]))
    refused(client.get_role("admin", "system"), 404, "角色不存在")
    refused_parameters(fresh.caller(lang="zh-CN").post("create-admin-role", {}).envelope, ["code", "name"])


def test_whether_a_role_could_be_created(client, caller):
    accepted(client.create_role("a", "A"))

    def check(**body):
        return accepted(caller.post("check-role-params", {"namespace": "default"} | body).envelope)

    assert check(code="b", name="B") == check(code="b") == {"isValid": True, "message": None}
    assert check(code="a", name="B") == {"isValid": False, "message": "role code already exist"}
    assert check(code="b", name="A") == {"isValid": False, "message": "role name already exist"}
    assert check(code="a b") == {"isValid": False, "message": "invalid role code: a b"}
    assert check(code="a", namespace="system")["isValid"]
    refused(caller.post("check-role-params", {"namespace": "x", "code": "a"}).envelope, 404, "权限组不存在")
    refused_parameters(caller.post("check-role-params", {}).envelope, ["namespace", "code"])


def test_a_new_role_has_no_grants(client):
    accepted(client.create_role("a"))
    for namespace in (None, "default"):
        assert accepted(client.get_role_authorized_resources("a", namespace)) == {"totalCount": 0, "list": []}


def test_custom_data_of_a_role_is_that_of_its_namespace(client, caller):
    for namespace in ("default", "system"):
        accepted(client.create_role("a", namespace=namespace))

    def data(namespace):
        query = f"targetType=ROLE&targetIdentifier=a&namespace={namespace}"
        return accepted(caller.get("get-custom-data", query).envelope)

    body = {"targetType": "ROLE", "targetIdentifier": "a", "namespace": "system", "list": [{"key": "level", "value": "3"}]}
    succeeded(caller.post("set-custom-data", body).envelope)
    assert (data("system"), data("default"), data("")) == ({"level": "3"}, {}, {})
    refused(caller.post("set-custom-data", body | {"namespace": "x"}).envelope, 404, "权限组不存在")
    refused(caller.post("set-custom-data", body | {"targetIdentifier": "b"}).envelope, 404, "角色不存在")
