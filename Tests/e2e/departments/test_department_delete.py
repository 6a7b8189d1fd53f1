"""delete-department: what is deleted with it, and what is kept."""

import pytest

from envelope import accepted, refused, refused_parameters, succeeded
from sample_seeds import ALICE, ORGANIZATION, PLATFORM, PLATFORM_BY_TYPE, TENANT, TENANT_ORGANIZATION


def tree(client, organization=ORGANIZATION):
    return [found["departmentId"] for found in accepted(client.get_all_departments(organization))["list"]]


def test_a_department_without_children_is_deleted(fresh):
    client = fresh.client()
    succeeded(client.delete_department(ORGANIZATION, "dep-sales"))
    assert "dep-sales" not in tree(client)
    refused(client.get_department(ORGANIZATION, "dep-sales"), 404)
    refused(client.delete_department(ORGANIZATION, "dep-sales"), 404)


@pytest.mark.parametrize("id_type", PLATFORM_BY_TYPE)
def test_every_type_of_id_finds_its_department(fresh, id_type):
    client = fresh.client()
    succeeded(client.delete_department(ORGANIZATION, PLATFORM_BY_TYPE[id_type], id_type))
    assert tree(client) == ["acme-root", "dep-engineering", "dep-sales", "dep-support"]
    assert accepted(client.get_department(ORGANIZATION, "dep-engineering"))["hasChildren"] is False


def test_a_department_is_deleted_with_its_children_but_not_its_users(fresh):
    client = fresh.client()
    succeeded(client.add_department_members(["user-051"], ORGANIZATION, "dep-sales"))
    succeeded(client.delete_department(ORGANIZATION, "dep-engineering"))
    assert tree(client) == ["acme-root", "dep-sales", "dep-support"]
    for user_id, left in {"user-050": [], "user-051": ["dep-sales"], "user-053": []}.items():
        found = accepted(client.get_user_departments(user_id))
        assert [each["departmentId"] for each in found["list"]] == left
        assert accepted(client.get_user(user_id))["mainDepartmentId"] == (left[0] if left else None)
    assert accepted(client.get_department(ORGANIZATION, "dep-sales"))["membersCount"] == 1


def test_codes_and_ids_are_free_again(fresh):
    client = fresh.client()
    succeeded(client.delete_department(ORGANIZATION, "dep-engineering"))
    made = client.create_department(
        ORGANIZATION, "Again", "root", None, code="PLATFORM", open_department_id="open-platform"
    )
    assert accepted(made)["code"] == "PLATFORM"


@pytest.mark.parametrize("department_id", ["root", "acme-root"])
def test_the_root_stays(fresh, department_id):
    client = fresh.client(lang="zh-CN")
    refused(client.delete_department(ORGANIZATION, department_id), 400, "不能移动或删除根部门")
    assert len(tree(client)) == 6


def test_a_tenants_department(fresh):
    client = fresh.client()
    succeeded(client.delete_department(TENANT_ORGANIZATION, "dep-till", tenant_id=TENANT))
    refused(client.get_department_by_id("dep-till"), 404)


@pytest.mark.parametrize("code", ["额！ ", "", " "])
def test_an_unknown_organization_is_refused_with_its_raw_code(shared, code):
    refused(shared.client().delete_department(code, PLATFORM), 404, f"organization not found for code: {code}")


def test_malformed_fields_are_refused(chinese):
    envelope = chinese.delete_department("o" * 100, "", "x")
    refused_parameters(envelope, ["organizationCode", "departmentId", "departmentIdType"])


def test_an_unknown_department_is_refused(chinese):
    refused(chinese.delete_department(ORGANIZATION, "branch-root"), 404, "存在不合法的 departmentId: branch-root")


def test_a_deleted_department_has_no_members(fresh):
    client = fresh.client()
    succeeded(client.add_department_members([ALICE], ORGANIZATION, PLATFORM))
    succeeded(client.delete_department(ORGANIZATION, PLATFORM))
    assert accepted(client.get_user(ALICE, with_department_ids=True))["departmentIds"] == []
