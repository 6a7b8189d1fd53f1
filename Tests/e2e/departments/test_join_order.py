"""The order of joining is kept across departments, also of those joined within one millisecond."""

import pytest

from envelope import accepted, succeeded
from sample_seeds import ALICE, ORGANIZATION, PLATFORM, ROOT

# Not the order in which they were made.
JOINED = ["dep-sales", PLATFORM, ROOT, "dep-support", "dep-engineering"]
ENTRIES = [{"departmentId": department_id} for department_id in JOINED]


def department_ids(client, user_id):
    return accepted(client.get_user(user_id, with_department_ids=True))["departmentIds"]


def listed(client, user_id, order_by):
    found = accepted(client.get_user_departments(user_id, order_by=order_by))["list"]
    return [each["departmentId"] for each in found]


def test_departments_of_a_new_user(fresh):
    client = fresh.client()
    made = accepted(client.create_user(username="zoe", department_ids=JOINED))["userId"]
    assert department_ids(client, made) == listed(client, made, "Asc") == JOINED
    assert listed(client, made, "Desc") == JOINED[::-1]


def test_departments_set_in_one_call(fresh):
    client = fresh.client()
    succeeded(client.set_user_departments(ALICE, ENTRIES))
    assert department_ids(client, ALICE) == JOINED


@pytest.mark.parametrize("leave", ["remove_department_members", "delete_department"])
def test_the_main_department_passes_to_the_one_joined_next(fresh, leave):
    client = fresh.client()
    succeeded(client.set_user_departments(ALICE, ENTRIES))
    if leave == "delete_department":
        succeeded(client.delete_department(ORGANIZATION, "dep-sales"))
    else:
        succeeded(client.remove_department_members([ALICE], ORGANIZATION, "dep-sales"))
    assert accepted(client.get_user(ALICE))["mainDepartmentId"] == PLATFORM


def test_members_of_a_tree_made_before_those_who_joined_earlier(fresh):
    client = fresh.client()
    succeeded(client.add_department_members(["user-009", "user-001"], ORGANIZATION, "dep-sales"))
    succeeded(client.add_department_members(["user-005"], ORGANIZATION, "dep-support"))
    data = accepted(client.list_department_members(ORGANIZATION, "root", include_children_departments=True, limit=3))
    assert [found["userId"] for found in data["list"]] == ["user-005", "user-001", "user-009"]
    data = accepted(
        client.search_department_members(ORGANIZATION, "root", "Name of", include_children_departments=True, limit=3)
    )
    assert [found["userId"] for found in data["list"]] == ["user-005", "user-001", "user-009"]
