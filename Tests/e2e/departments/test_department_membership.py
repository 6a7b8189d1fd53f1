"""What becomes of memberships: tenants, joining twice, the main department, what leads to what."""

import datetime
import time

import pytest

from envelope import accepted, refused, succeeded
from sample_seeds import (
    ALICE,
    ORGANIZATION,
    OTHER_KEY,
    OTHER_POOL_ID,
    PLATFORM,
    TENANT,
    TENANT_ORGANIZATION,
    USER_IDS,
    organization,
    pool,
    seed,
    user,
)


def memberships(client, user_id=ALICE):
    """The departments of a user by id, in the order of the reply."""
    return {found["departmentId"]: found for found in accepted(client.get_user_departments(user_id))["list"]}


def let_the_clock_move():
    """Join times have milliseconds; this makes two of them differ."""
    time.sleep(0.02)


def test_a_tenants_organization_is_found_with_its_tenant_id(fresh):
    client = fresh.client()
    succeeded(client.add_department_members([ALICE], TENANT_ORGANIZATION, "root", tenant_id=TENANT))
    assert list(memberships(client)) == ["shop-root"]
    data = client.list_department_member_ids(TENANT_ORGANIZATION, "root", tenant_id=TENANT)["data"]
    assert data == [ALICE]


def test_a_tenants_department_is_found_with_its_tenant_id(fresh):
    client = fresh.client()
    succeeded(client.add_department_members([ALICE], TENANT_ORGANIZATION, "dep-till", tenant_id=TENANT))
    assert list(memberships(client)) == ["dep-till"]


@pytest.mark.parametrize(
    ("tenant_id", "root"), [(None, "acme-root"), (TENANT, "tenant-acme-root")], ids=["the pool", "the tenant"]
)
def test_equal_codes_select_the_organization_of_the_given_tenant(fresh, tenant_id, root):
    client = fresh.client()
    succeeded(client.add_department_members([ALICE], ORGANIZATION, "root", tenant_id=tenant_id))
    assert list(memberships(client)) == [root]


@pytest.mark.parametrize(
    ("code", "tenant_id"),
    [(TENANT_ORGANIZATION, None), ("branch", TENANT), (TENANT_ORGANIZATION, "tenant-nobody")],
    ids=["a tenant's without tenant", "the pool's with tenant", "an unknown tenant"],
)
def test_an_organization_of_somebody_else_is_not_found(shared, code, tenant_id):
    envelope = shared.client().add_department_members([ALICE], code, "root", tenant_id=tenant_id)
    refused(envelope, 404, f"organization not found for code: {code}")


def test_a_department_of_the_pool_is_not_found_for_a_tenant(chinese):
    envelope = chinese.add_department_members([ALICE], ORGANIZATION, "dep-sales", tenant_id=TENANT)
    refused(envelope, 404, "存在不合法的 departmentId: dep-sales")


def test_duplicates_in_the_list_count_once(fresh):
    client = fresh.client()
    succeeded(client.add_department_members([ALICE, USER_IDS[0], ALICE], ORGANIZATION, "dep-sales"))
    data = accepted(client.list_department_members(ORGANIZATION, "dep-sales"))
    assert data["totalCount"] == 2
    assert {member["userId"] for member in data["list"]} == {ALICE, USER_IDS[0]}


def test_the_join_time_is_the_time_of_the_call(fresh):
    client = fresh.client()
    before = time.time()
    succeeded(client.add_department_members([ALICE], ORGANIZATION, "dep-sales"))
    joined = memberships(client)["dep-sales"]["joinedAt"]
    assert before - 0.001 <= datetime.datetime.fromisoformat(joined).timestamp() <= time.time()


def test_an_existing_member_keeps_the_time_of_joining(fresh):
    client = fresh.client()
    succeeded(client.add_department_members([ALICE], ORGANIZATION, "dep-sales"))
    before = memberships(client)["dep-sales"]["joinedAt"]
    let_the_clock_move()
    succeeded(client.add_department_members([USER_IDS[0], ALICE], ORGANIZATION, "dep-sales"))
    assert memberships(client)["dep-sales"]["joinedAt"] == before
    assert memberships(client, USER_IDS[0])["dep-sales"]["joinedAt"] > before


def test_members_come_latest_first(fresh):
    client = fresh.client()
    for user_id in USER_IDS[:3]:
        succeeded(client.add_department_members([user_id], ORGANIZATION, "dep-sales"))
        let_the_clock_move()

    def order(order_by=None):
        data = accepted(client.list_department_members(ORGANIZATION, "dep-sales", order_by=order_by))
        return [member["userId"] for member in data["list"]]

    assert order() == order("Desc") == USER_IDS[2::-1]
    assert order("Asc") == USER_IDS[:3]


def test_the_first_department_becomes_the_main_one(fresh):
    client = fresh.client()
    assert accepted(client.get_user(ALICE)).get("mainDepartmentId") is None
    succeeded(client.add_department_members([ALICE], ORGANIZATION, PLATFORM))
    assert accepted(client.get_user(ALICE))["mainDepartmentId"] == PLATFORM
    let_the_clock_move()
    succeeded(client.add_department_members([ALICE], ORGANIZATION, "dep-sales"))
    succeeded(client.add_department_members([ALICE], ORGANIZATION, PLATFORM))
    assert accepted(client.get_user(ALICE))["mainDepartmentId"] == PLATFORM
    found = memberships(client)
    assert list(found) == ["dep-sales", PLATFORM]
    assert [found["dep-sales"]["isMainDepartment"], found[PLATFORM]["isMainDepartment"]] == [False, True]


def test_a_department_from_the_seed_is_the_main_one_too(fresh):
    client = fresh.client()
    succeeded(client.add_department_members(["user-050"], ORGANIZATION, "dep-sales"))
    assert accepted(client.get_user("user-050"))["mainDepartmentId"] == PLATFORM


def test_a_refused_list_makes_no_main_department(fresh):
    client = fresh.client()
    refused(client.add_department_members([ALICE, "nobody"], ORGANIZATION, "dep-sales"), 404, api_code=2004)
    assert accepted(client.get_user(ALICE)).get("mainDepartmentId") is None
    assert memberships(client) == {}


def test_adding_to_a_department_does_not_add_to_its_parent_or_children(fresh):
    client = fresh.client()
    succeeded(client.add_department_members([ALICE], ORGANIZATION, PLATFORM))
    for department_id in ["root", "dep-engineering", "dep-storage"]:
        assert accepted(client.is_user_in_department(ALICE, ORGANIZATION, department_id)) == {"inDepartment": False}


def test_pools_do_not_share_organizations(launch):
    contents = {"users": [user("u")], "organizations": [organization("same", "same-root")]}
    emulator = launch(seed=seed(pool(**contents), pool(OTHER_POOL_ID, OTHER_KEY, **contents)))
    succeeded(emulator.client().add_department_members(["u"], "same", "root"))
    assert emulator.client(key=OTHER_KEY).list_department_member_ids("same", "root")["data"] == []
