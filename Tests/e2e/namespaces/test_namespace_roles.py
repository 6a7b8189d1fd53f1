"""The roles of a namespace, listed by both families of operations."""

import pytest

from envelope import accepted, refused, refused_parameters


@pytest.fixture
def client(fresh):
    return fresh.client(lang="zh-CN")


@pytest.fixture
def caller(fresh):
    return fresh.caller(lang="zh-CN")


def test_roles_of_a_namespace_are_listed_by_both_families(client, caller):
    accepted(client.create_namespace("n", "N"))
    for number in range(3):
        accepted(client.create_role(f"r{number}", f"Role {number}", "n", "D"))
    accepted(client.create_role("elsewhere"))
    page = accepted(client.list_namespace_roles("n", 1, 2))
    assert (page["totalCount"], [each["code"] for each in page["list"]]) == (3, ["r2", "r1"])
    first = page["list"][0]
    assert list(first) == ["id", "name", "code", "description", "namespace", "updatedAt"] and len(first["id"]) == 24
    assert (first["name"], first["description"], first["namespace"]) == ("Role 2", "D", "n")
    newer = accepted(client.list_permission_namespace_roles("n", 1, 2))
    assert newer == {"totalCount": 3, "list": [{name: each[name] for name in each if name != "id"} for each in page["list"]]}
    assert [each["code"] for each in accepted(client.list_namespace_roles("n", keywords="ROLE 1"))["list"]] == ["r1"]
    assert [each["code"] for each in accepted(client.list_permission_namespace_roles("n", query="r0"))["list"]] == ["r0"]
    refused(client.list_namespace_roles("none"), 404, "权限组不存在")
    refused(client.list_permission_namespace_roles("none"), 404, "权限空间不存在")
    refused_parameters(caller.get("list-namespace-roles", "").envelope, ["code"])
    refused(client.list_permission_namespace_roles(""), 400,
            "code should not be empty,code must be longer than or equal to 1 characters")
    refused(client.list_permission_namespace_roles("n", limit=51), 400, "limit must not be greater than 50")
