"""Permission namespaces: the same namespaces by the newer operations, which have texts of their own."""

import pytest

from envelope import accepted, refused, succeeded

BRANDS = pytest.mark.parametrize("brand", ["authing", "genauth"])
BUILT_IN = ["system", "default"]
EMPTY = "code should not be empty"


@pytest.fixture
def client(fresh):
    return fresh.client(lang="zh-CN")


def codes(client):
    """The codes of all namespaces, newest first."""
    return [namespace["code"] for namespace in accepted(client.list_permission_namespaces(limit=50))["list"]]


@BRANDS
def test_a_permission_namespace_is_a_namespace_of_the_older_operations(fresh, brand):
    client = fresh.client(brand)
    made = accepted(client.create_permission_namespace("Mine", "my-namespace", "All that is mine"))
    assert made == {"code": "my-namespace", "name": "Mine", "description": "All that is mine"}
    assert accepted(client.get_permission_namespace("my-namespace")) == made
    assert accepted(client.get_namespace("my-namespace")) == made
    accepted(client.create_namespace("older"))
    assert codes(client) == ["older", "my-namespace", *BUILT_IN]
    page = accepted(client.list_permission_namespaces(limit=1))
    assert page == {"totalCount": 4, "list": [{"name": "older", "code": "older", "description": None, "status": 1}]}


@pytest.mark.parametrize("code", BUILT_IN)
def test_a_built_in_namespace_cannot_be_made_changed_or_deleted(client, code):
    message = "can't use permission namespace code 'default' or 'system'"
    refused(client.create_permission_namespace("N", code), 403, message)
    refused(client.update_permission_namespace(code, name="N"), 403, message)
    refused(client.delete_permission_namespace(code), 403, message)
    refused(client.delete_permission_namespaces_batch([code]), 403, message)
    batch = [{"code": "n", "name": "N"}, {"code": code, "name": "N"}]
    message = "can't use built-in namespace code 'default' and 'system'"
    refused(client.create_permission_namespaces_batch(batch), 409, message)
    assert codes(client) == BUILT_IN


@pytest.mark.parametrize(
    "fields, message",
    [
        ({"code": ""}, EMPTY),
        ({"name": ""}, "name should not be empty"),
        ({"code": "", "name": ""}, f"{EMPTY},name should not be empty"),
        ({"code": "好"}, "invalid namespace code: 好"),
        ({"code": "c" * 51}, "code must be shorter than or equal to 50 characters"),
        ({"name": "n" * 256}, "name must be shorter than or equal to 255 characters"),
        ({"description": "d" * 201}, "description must be shorter than or equal to 200 characters"),
        ({"code": 7}, "code must be a string"),
    ],
)
def test_a_new_namespace_that_breaks_a_rule_is_refused(fresh, fields, message):
    caller = fresh.caller()
    namespace = {"code": "n", "name": "N"} | fields
    refused(caller.post("create-permission-namespace", namespace).envelope, 400, message)
    batch = {"list": [{"code": "good", "name": "Good"}, namespace]}
    refused(caller.post("create-permission-namespaces-batch", batch).envelope, 400, message)
    assert codes(fresh.client()) == BUILT_IN


def test_the_longest_texts_are_accepted(client):
    made = accepted(client.create_permission_namespace("名" * 255, "c" * 50, "描" * 200))
    assert made == {"code": "c" * 50, "name": "名" * 255, "description": "描" * 200}


def test_a_batch_creates_all_or_nothing(client):
    three = [{"code": f"n{number}", "name": "Same"} for number in range(3)]
    succeeded(client.create_permission_namespaces_batch(three))
    assert codes(client) == ["n2", "n1", "n0", *BUILT_IN]
    refused(
        client.create_permission_namespaces_batch([{"code": "new", "name": "N"}, {"code": "n1", "name": "N"}]),
        409,
        "namespace with code n1 already exists.",
    )
    assert codes(client) == ["n2", "n1", "n0", *BUILT_IN]
    many = [{"code": f"m{number}", "name": "N"} for number in range(51)]
    refused(client.create_permission_namespaces_batch(many), 400, "list must contain no more than 50 elements")
    refused(client.create_permission_namespaces_batch([]), 400, "list must contain at least 1 elements")


def test_a_namespace_without_code_or_that_is_unknown_is_not_found(fresh):
    caller, client = fresh.caller(), fresh.client(lang="zh-CN")
    refused(caller.get("get-permission-namespace", "code=").envelope, 400, EMPTY)
    refused(client.get_permission_namespace("none"), 404, "权限空间不存在")
    refused(client.delete_permission_namespace(""), 400, EMPTY)
    refused(client.delete_permission_namespace("none"), 404, "权限空间不存在")


def test_several_namespaces_are_found_only_together(fresh):
    client, caller = fresh.client(lang="zh-CN"), fresh.caller()
    succeeded(client.create_permission_namespaces_batch([{"code": code, "name": "N"} for code in "abc"]))
    for found in [
        accepted(client.get_permission_namespaces_batch(["b", "a", "c"])),
        accepted(caller.get("get-permission-namespaces-batch", "codes=b,a,c").envelope),
    ]:
        assert found == [{"code": code, "name": "N", "description": None} for code in "bac"]
    for unknown in [[""], ["a", "none"]]:
        refused(client.get_permission_namespaces_batch(unknown), 404, "有不存在的权限空间")
        refused(client.delete_permission_namespaces_batch(unknown), 404, "权限空间不存在")
    assert codes(client) == ["c", "b", "a", *BUILT_IN]
    succeeded(client.delete_permission_namespaces_batch(["a", "c"]))
    succeeded(client.delete_permission_namespace("b"))
    assert codes(client) == BUILT_IN


def test_namespaces_are_found_by_text_in_the_code_or_the_name(client):
    accepted(client.create_permission_namespace("Reading room", "library"))
    for query in ["library", "READING"]:
        page = accepted(client.list_permission_namespaces(query=query))
        assert (page["totalCount"], page["list"][0]["code"]) == (1, "library")
    assert accepted(client.list_permission_namespaces(query="none")) == {"totalCount": 0, "list": []}
    refused(client.list_permission_namespaces(limit=51), 400, "limit must not be greater than 50")
    refused(client.list_permission_namespaces(page=0), 400, "page must not be less than 1")


def test_a_namespace_changes(client):
    accepted(client.create_permission_namespace("Old", "old", "About it"))
    changed = {"code": "new", "name": "New", "description": "More"}
    assert accepted(client.update_permission_namespace("old", "New", "new", "More")) == changed
    assert accepted(client.update_permission_namespace("new", name="Newer")) == changed | {"name": "Newer"}
    assert codes(client) == ["new", *BUILT_IN]


def test_a_change_looks_at_the_new_code_first(client):
    accepted(client.create_permission_namespace("N", "taken"))
    message = "namespace with code taken already exists."
    refused(client.update_permission_namespace("none", new_code="taken"), 409, message)
    refused(client.update_permission_namespace("none", new_code="free"), 404, "namespace not found")
    refused(client.update_permission_namespace("", new_code="free"), 400, EMPTY)
    refused(client.update_permission_namespace("taken", new_code="好"), 400, "invalid namespace code: 好")


def test_codes_and_names_are_checked_for_being_free(client):
    accepted(client.create_permission_namespace("Name", "code"))
    taken_code = {"isValid": False, "message": "permission namespace code already exist"}
    taken_name = {"isValid": False, "message": "permission namespace name already exist"}
    for code, name, answer in [
        ("other", "Other", {"isValid": True, "message": None}),
        ("code", "Name", taken_code),
        ("code", None, taken_code),
        (None, "Name", taken_name),
        ("other", "Name", taken_name),
        ("default", None, taken_code),
        (None, None, {"isValid": True, "message": None}),
    ]:
        assert accepted(client.check_permission_namespace_exists(code, name)) == answer
