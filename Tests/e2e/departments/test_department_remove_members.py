"""remove-department-members: removed and remaining members, and the main department."""

import pytest

from envelope import accepted, refused, refused_parameters, succeeded
from sample_seeds import ALICE, ORGANIZATION, OTHER_DEPARTMENT, PLATFORM, PLATFORM_BY_TYPE, TENANT, USER_IDS

SALES = "dep-sales"


def member_ids(client, department_id=SALES):
    return set(accepted(client.list_department_member_ids(ORGANIZATION, department_id)))


def main_department(client, user_id=ALICE):
    return accepted(client.get_user(user_id))["mainDepartmentId"]


def test_removing_members_keeps_the_others(fresh):
    client = fresh.client()
    succeeded(client.add_department_members([ALICE, *USER_IDS[:3]], ORGANIZATION, SALES))
    succeeded(client.remove_department_members([ALICE, USER_IDS[1]], ORGANIZATION, SALES))
    assert member_ids(client) == {USER_IDS[0], USER_IDS[2]}
    assert accepted(client.get_department(ORGANIZATION, SALES))["membersCount"] == 2
    assert accepted(client.is_user_in_department(ALICE, ORGANIZATION, SALES)) == {"inDepartment": False}
    assert accepted(client.get_user_departments(ALICE)) == {"totalCount": 0, "list": []}


@pytest.mark.parametrize("id_type", PLATFORM_BY_TYPE)
def test_every_type_of_id_finds_its_department(fresh, id_type):
    client = fresh.client()
    succeeded(client.remove_department_members(["user-050"], ORGANIZATION, PLATFORM_BY_TYPE[id_type], id_type))
    assert member_ids(client, PLATFORM) == set()


@pytest.mark.parametrize("user_ids", [[], [ALICE], [ALICE, ALICE]], ids=["nobody", "no member", "twice"])
def test_removing_a_user_who_is_not_a_member_succeeds(fresh, user_ids):
    client = fresh.client()
    succeeded(client.remove_department_members(user_ids, ORGANIZATION, PLATFORM))
    assert accepted(client.get_department(ORGANIZATION, PLATFORM))["membersCount"] == 1


def test_a_user_who_rejoins_is_listed_first(fresh):
    client = fresh.client()
    succeeded(client.add_department_members(USER_IDS[:3], ORGANIZATION, SALES))
    succeeded(client.remove_department_members(USER_IDS[:1], ORGANIZATION, SALES))
    succeeded(client.add_department_members(USER_IDS[:1], ORGANIZATION, SALES))
    listed = accepted(client.list_department_member_ids(ORGANIZATION, SALES))
    assert listed == [USER_IDS[0], USER_IDS[2], USER_IDS[1]]


def test_the_main_department_passes_on_and_ends(fresh):
    client = fresh.client()
    for department in [SALES, "dep-support", PLATFORM]:
        succeeded(client.add_department_members([ALICE], ORGANIZATION, department))
    succeeded(client.remove_department_members([ALICE], ORGANIZATION, PLATFORM))
    assert main_department(client) == SALES
    succeeded(client.remove_department_members([ALICE], ORGANIZATION, SALES))
    assert main_department(client) == "dep-support"
    succeeded(client.remove_department_members([ALICE], ORGANIZATION, "dep-support"))
    assert main_department(client) is None


def test_a_leader_who_leaves_stays_leader(fresh):
    client = fresh.client()
    succeeded(client.remove_department_members(["user-050"], ORGANIZATION, PLATFORM))
    assert accepted(client.get_department(ORGANIZATION, PLATFORM))["leaderUserIds"] == ["user-050"]


@pytest.mark.parametrize("user_ids", [["nobody"], ["user-050", "nobody"], ["user-050", "stranger"]])
def test_an_unknown_user_is_refused_and_no_member_is_removed(fresh, user_ids):
    client = fresh.client(lang="zh-CN")
    refused(client.remove_department_members(user_ids, ORGANIZATION, PLATFORM), 404, "用户不存在", api_code=2004)
    assert member_ids(client, PLATFORM) == {"user-050"}


@pytest.mark.parametrize("code", ["额！ ", "", " "])
def test_an_unknown_organization_is_refused_with_its_raw_code(shared, code):
    envelope = shared.client().remove_department_members([ALICE], code, SALES)
    refused(envelope, 404, f"organization not found for code: {code}")


def test_an_organization_code_of_100_characters_is_refused(chinese):
    refused_parameters(chinese.remove_department_members([ALICE], "o" * 100, SALES), ["organizationCode"])


@pytest.mark.parametrize("department_id", ["nobody-knows", OTHER_DEPARTMENT])
def test_an_unknown_department_is_refused(chinese, department_id):
    envelope = chinese.remove_department_members([ALICE], ORGANIZATION, department_id)
    refused(envelope, 404, f"存在不合法的 departmentId: {department_id}")


def test_a_department_of_the_pool_is_not_found_for_a_tenant(chinese):
    refused(chinese.remove_department_members([ALICE], ORGANIZATION, SALES, tenant_id=TENANT), 404)


def test_all_invalid_fields_are_named_in_one_message(chinese):
    envelope = chinese.remove_department_members("x", 7, "", "nonsense")
    refused_parameters(envelope, ["organizationCode", "departmentId", "departmentIdType", "userIds"])
