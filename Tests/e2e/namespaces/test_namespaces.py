"""Namespaces: every known row of the operations of this name."""

import pytest

from envelope import accepted, refused, refused_parameters, succeeded
from sample_seeds import OTHER_KEY

BRANDS = pytest.mark.parametrize("brand", ["authing", "genauth"])
MALFORMED = pytest.mark.parametrize("code", ["额！", " "])
TOO_LONG = "c" * 100
BUILT_IN = ["system", "default"]


@pytest.fixture
def client(fresh):
    return fresh.client(lang="zh-CN")


def codes(client):
    """The codes of all namespaces, newest first."""
    return [namespace["code"] for namespace in accepted(client.list_namespaces(limit=50))["list"]]


def described(code, **fields):
    return {"code": code, "name": None, "description": None} | fields


@BRANDS
def test_a_namespace_is_created(fresh, brand):
    client = fresh.client(brand)
    made = accepted(client.create_namespace("my-namespace", "Mine", "All that is mine"))
    assert made == described("my-namespace", name="Mine", description="All that is mine")
    assert accepted(client.get_namespace("my-namespace")) == made
    assert codes(client) == ["my-namespace", *BUILT_IN]


def test_a_new_pool_has_two_namespaces(client):
    page = accepted(client.list_namespaces())
    assert page == {
        "totalCount": 2,
        "list": [
            {"code": "system", "name": "系统权限组", "description": None, "status": 1},
            {"code": "default", "name": "默认权限组", "description": None, "status": 1},
        ],
    }


def test_a_namespace_without_name_has_its_code_as_name(client):
    assert accepted(client.create_namespace("n" * 64)) == described("n" * 64, name="n" * 64)


@MALFORMED
def test_a_malformed_code_of_a_new_namespace_is_refused(client, code):
    refused(client.create_namespace(code), 400, f"invalid namespace code: {code}")
    assert codes(client) == BUILT_IN


@pytest.mark.parametrize("code", ["", TOO_LONG, None, 7])
def test_a_code_of_a_wrong_length_or_type_is_refused(fresh, code):
    caller = fresh.caller(lang="zh-CN")
    for operation in ["create-namespace", "update-namespace", "delete-namespace"]:
        refused_parameters(caller.post(operation, {"code": code}).envelope, ["code"])


def test_a_taken_code_is_refused(client):
    accepted(client.create_namespace("n"))
    refused(client.create_namespace("n"), 409, "namespace with code n already exists.")


@pytest.mark.parametrize("code", BUILT_IN)
def test_a_built_in_namespace_cannot_be_made_changed_or_deleted(client, code):
    message = "can't use permission namespace code 'default' or 'system'"
    refused(client.create_namespace(code), 403, message)
    refused(client.update_namespace(code, name="Other"), 403, message)
    refused(client.delete_namespace(code), 403, message)
    refused(client.delete_namespaces_batch([code]), 403, message)
    refused(
        client.create_namespaces_batch([{"code": "n"}, {"code": code}]),
        409,
        "can't use built-in namespace code 'default' and 'system'",
    )
    assert codes(client) == BUILT_IN


def test_a_batch_creates_its_namespaces_in_order(client):
    succeeded(client.create_namespaces_batch([{"code": f"n{number}", "name": "Same"} for number in range(5)]))
    assert codes(client) == ["n4", "n3", "n2", "n1", "n0", *BUILT_IN]
    assert accepted(client.get_namespace("n3")) == described("n3", name="Same")


@pytest.mark.parametrize(
    "code, status, message",
    [
        ("额！", 400, "invalid namespace code: 额！"),
        (" ", 400, "invalid namespace code:  "),
        (TOO_LONG, 400, f"invalid namespace code: {TOO_LONG}"),
        ("", 400, "namespace name must not be empty"),
        ("taken", 409, "namespace with code taken already exists."),
        ("good", 409, "namespace with code good already exists."),
    ],
)
def test_a_batch_with_one_bad_code_creates_nothing(client, code, status, message):
    accepted(client.create_namespace("taken"))
    refused(client.create_namespaces_batch([{"code": "good"}, {"code": code}]), status, message)
    assert codes(client) == ["taken", *BUILT_IN]


@pytest.mark.parametrize("count", [0, 51])
def test_a_batch_has_1_to_50_namespaces(client, count):
    refused_parameters(client.create_namespaces_batch([{"code": f"n{number}"} for number in range(count)]), ["list"])


@pytest.mark.parametrize("code", ["额！", " ", "unknown"])
def test_an_unknown_namespace_is_not_found(client, code):
    refused(client.get_namespace(code), 404, "namespace not exists")
    refused(client.delete_namespace(code), 404, "权限组不存在")
    refused(client.update_namespace(code, name="N"), 404, "权限组不存在")


@pytest.mark.parametrize("code", ["", TOO_LONG])
def test_a_namespace_is_not_looked_for_by_a_code_of_a_wrong_length(fresh, code):
    refused_parameters(fresh.caller(lang="zh-CN").get("get-namespace", f"code={code}").envelope, ["code"])


def test_several_namespaces_are_found_in_the_order_of_their_codes(fresh):
    caller = fresh.caller()
    for query in ["codeList=default,system", "codeList=default&codeList=none&codeList=system", "codeList[]=default&codeList[]=system"]:
        found = accepted(caller.get("get-namespaces-batch", query).envelope)
        assert [namespace["code"] for namespace in found] == ["default", "system"]


@pytest.mark.parametrize("code", ["额！", "", " ", TOO_LONG])
def test_unknown_codes_are_left_out_and_ignored_in_batches(client, code):
    assert accepted(client.get_namespaces_batch([code])) == []
    succeeded(client.delete_namespaces_batch([code]))
    assert codes(client) == BUILT_IN


def test_more_codes_than_allowed_are_refused(client):
    many = [f"n{number}" for number in range(51)]
    refused_parameters(client.get_namespaces_batch(many), ["codeList"])
    assert accepted(client.get_namespaces_batch(many[:50])) == []
    refused_parameters(client.delete_namespaces_batch(many[:11]), ["codeList"])
    succeeded(client.delete_namespaces_batch(many[:10]))
    refused_parameters(client.delete_namespaces_batch([]), ["codeList"])


def test_a_namespace_changes_its_code_and_name(client):
    accepted(client.create_namespace("old", "Old", "About it"))
    changed = described("new", name="New", description="About it")
    assert accepted(client.update_namespace("old", name="New", new_code="new")) == changed
    assert codes(client) == ["new", *BUILT_IN]
    assert accepted(client.update_namespace("new", description="Other")) == changed | {"description": "Other"}
    assert accepted(client.update_namespace("new", name="", new_code="")) == changed | {"description": "Other"}


@MALFORMED
def test_a_malformed_new_code_is_refused(client, code):
    accepted(client.create_namespace("n"))
    refused(client.update_namespace("n", new_code=code), 400, f"invalid namespace code: {code}")


def test_a_new_code_that_is_too_long_or_taken_is_refused(client):
    succeeded(client.create_namespaces_batch([{"code": "a"}, {"code": "b"}]))
    refused_parameters(client.update_namespace("a", new_code=TOO_LONG), ["newCode"])
    refused(client.update_namespace("a", new_code="b"), 409, "namespace with code b already exists.")
    refused(client.update_namespace("none", new_code="b"), 409, "namespace with code b already exists.")


def test_namespaces_are_deleted(client):
    succeeded(client.create_namespaces_batch([{"code": code} for code in "abc"]))
    succeeded(client.delete_namespace("a"))
    succeeded(client.delete_namespaces_batch(["b", "none", "b"]))
    assert codes(client) == ["c", *BUILT_IN]
    accepted(client.create_namespace("a"))


def test_a_batch_that_names_a_built_in_namespace_deletes_nothing(client):
    accepted(client.create_namespace("a"))
    refused(client.delete_namespaces_batch(["a", "default"]), 403)
    assert codes(client) == ["a", *BUILT_IN]


def test_namespaces_are_listed_by_page_and_by_text_in_the_code(client):
    succeeded(client.create_namespaces_batch([{"code": code, "name": "system too"} for code in ["alpha", "Beta", "gamma"]]))
    assert codes(client) == ["gamma", "Beta", "alpha", *BUILT_IN]
    second = accepted(client.list_namespaces(page=2, limit=2))
    assert (second["totalCount"], [each["code"] for each in second["list"]]) == (5, ["alpha", "system"])
    found = accepted(client.list_namespaces(keywords="BETA"))
    assert (found["totalCount"], [each["code"] for each in found["list"]]) == (1, ["Beta"])
    assert accepted(client.list_namespaces(keywords="system"))["totalCount"] == 1
    refused_parameters(client.list_namespaces(page=-1), ["page"])
    refused_parameters(client.list_namespaces(limit=51), ["limit"])


def test_namespaces_of_another_pool_are_others(fresh):
    accepted(fresh.client().create_namespace("n"))
    assert codes(fresh.client(key=OTHER_KEY)) == BUILT_IN
