"""create-department-tree: departments by their names."""

import pytest

from envelope import accepted, refused, refused_parameters
from sample_seeds import ALICE, ORGANIZATION, TENANT, TENANT_ORGANIZATION


def counted(client, name, children=None, **options):
    data = accepted(client.create_department_tree(name, children, **options))
    assert list(data) == ["addUser", "updateUser", "addDepartment", "updateDepartment"]
    assert (data["addUser"], data["updateUser"]) == (0, 0)
    return data["addDepartment"], data["updateDepartment"]


def child_names(client, department_id, organization=ORGANIZATION, **options):
    found = accepted(client.list_children_departments(organization, department_id, **options))["list"]
    return [department["name"] for department in found]


def test_missing_children_of_a_department_are_created(fresh):
    client = fresh.client()
    names = ["Name of dep-storage", "Compute", "Compute", "Network"]
    assert counted(client, "Name of dep-platform", names) == (2, 2)
    assert child_names(client, "dep-platform") == ["Name of dep-storage", "Compute", "Network"]
    assert counted(client, "Name of dep-platform", names) == (0, 4)


def test_an_organization_is_found_by_its_name_and_comes_first(fresh):
    client = fresh.client()
    accepted(client.create_department(ORGANIZATION, "Name of branch", "root", None))
    assert counted(client, "Name of branch", ["Inside"]) == (1, 1)
    assert "Inside" in child_names(client, "root", "branch")


def test_an_unknown_name_becomes_an_organization(fresh):
    client = fresh.client()
    assert counted(client, "Startup", ["One", "Two"]) == (3, 0)
    made = accepted(client.list_organizations())["list"][0]
    assert (made["organizationName"], made["hasChildren"]) == ("Startup", True)
    assert child_names(client, "root", made["organizationCode"]) == ["One", "Two"]


def test_a_name_alone(fresh):
    assert counted(fresh.client(), "Name of dep-sales") == (0, 1)
    assert counted(fresh.client(), "Startup", members={}) == (1, 0)


def test_a_tenants_tree(fresh):
    client = fresh.client()
    assert counted(client, "Name of shop", ["New"], tenant_id=TENANT) == (1, 1)
    assert "New" in child_names(client, "root", TENANT_ORGANIZATION, tenant_id=TENANT)


@pytest.mark.parametrize("children", ["x", [""], [7]], ids=repr)
def test_malformed_fields_are_refused(chinese, children):
    refused_parameters(chinese.create_department_tree("", children, tenant_id=7), ["name", "children", "tenantId"])
    refused_parameters(chinese.create_department_tree("x", members={"gender": "X"}), ["gender"])
    refused_parameters(chinese.create_department_tree("x", members="x"), ["members"])


def members(client, department, **member):
    data = accepted(client.create_department_tree(department, members=member))
    return data["addUser"], data["updateUser"]


def test_an_unknown_member_is_made_and_belongs_to_the_department(fresh):
    client = fresh.client()
    bob = {"username": "bob", "email": "Bob@Example.com", "name": "Bob", "gender": "M", "country": "CN"}
    assert members(client, "Name of dep-sales", **bob) == (1, 0)
    found = accepted(client.get_user("bob", "username", with_department_ids=True))
    assert found["departmentIds"] == ["dep-sales"] and found["mainDepartmentId"] == "dep-sales"
    assert (found["email"], found["name"], found["gender"]) == ("bob@example.com", "Bob", "M")
    assert found["country"] == "CN"


@pytest.mark.parametrize("by", [{"username": "alice"}, {"email": "ALICE@example.com"}, {"phone": "13800000001"}])
def test_a_known_member_is_changed_and_belongs_to_the_department(fresh, by):
    client = fresh.client()
    for _ in range(2):
        assert members(client, "Name of dep-sales", city="Xi'an", **by) == (0, 1)
    found = accepted(client.get_user(ALICE, with_department_ids=True))
    assert (found["departmentIds"], found["city"], found["name"]) == (["dep-sales"], "Xi'an", "爱丽丝")


def test_an_invalid_member_is_refused(fresh):
    client = fresh.client(lang="zh-CN")
    message = "Must contain one of the following fields: username, phone, email"
    refused(client.create_department_tree("Startup", members={"name": "Bob"}), 400, message)
    taken = {"username": "user_001", "email": "alice@example.com"}
    refused(client.create_department_tree("Startup", members=taken), 409, "username 已存在")
    refused_parameters(client.create_department_tree("Startup", members={"email": "x"}), ["email"])
    names = [found["organizationName"] for found in accepted(client.list_organizations(fetch_all=True))["list"]]
    assert "Startup" not in names
