"""create-department-tree: departments by their names."""

import pytest

from envelope import accepted, refused_parameters
from worlds import ORGANIZATION, TENANT, TENANT_ORGANIZATION


def counted(client, name, children=None, **options):
    data = accepted(client.create_department_tree(name, children, **options))
    assert list(data) == ["addUser", "updateUser", "addDepartment", "updateDepartment"]
    assert (data["addUser"], data["updateUser"]) == (0, 0)
    return data["addDepartment"], data["updateDepartment"]


def child_names(client, department_id, organization=ORGANIZATION, **options):
    found = accepted(client.list_children_departments(organization, department_id, **options))["list"]
    return [department["name"] for department in found]


def test_what_is_missing_below_a_department_is_made(fresh):
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


def test_members_are_not_emulated(shared):
    answer = shared.caller().post("create-department-tree", {"name": "x", "members": {"username": "bob"}})
    assert answer.status == 501 and "members" in answer.envelope["message"]
