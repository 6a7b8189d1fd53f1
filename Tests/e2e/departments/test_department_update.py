"""update-department and update-department-status: fields, codes, leaders, moves."""

import time

import pytest

from envelope import accepted, refused, refused_parameters, succeeded
from sample_seeds import ALICE, ORGANIZATION, OTHER_ORGANIZATION, PLATFORM, PLATFORM_BY_TYPE, USER_IDS

SALES = "dep-sales"
I18N = {"name": {"ja-JP": {"enabled": True, "value": "営業"}}}


def get(client, department_id, organization=ORGANIZATION):
    return accepted(client.get_department(organization, department_id, with_custom_data=True))


def update(client, department_id=SALES, organization=ORGANIZATION, **fields):
    return client.update_department(organization, department_id, **fields)


FIELDS = {
    "name": ("name", "Verkauf"),
    "description": ("description", ""),
    "code": ("code", "SELL"),
    "status": ("status", False),
    "i18n": ("i18n", I18N),
    "custom_data": ("customData", {"icon": "y"}),
    "leader_user_ids": ("leaderUserIds", [USER_IDS[1], ALICE]),
}


@pytest.mark.parametrize("argument", FIELDS)
def test_one_field_changes_and_no_other(fresh, argument):
    client = fresh.client()
    name, value = FIELDS[argument]
    before = get(client, SALES)
    time.sleep(0.005)
    updated = accepted(update(client, **{argument: value}))
    assert updated == get(client, SALES)
    assert updated["updatedAt"] > before["updatedAt"]
    assert updated == before | {name: value, "updatedAt": updated["updatedAt"]}


def test_an_update_of_nothing_changes_nothing(fresh):
    client = fresh.client()
    before = get(client, SALES)
    assert accepted(update(client)) == before == get(client, SALES)


@pytest.mark.parametrize("id_type", PLATFORM_BY_TYPE)
def test_every_type_of_id_finds_its_department(fresh, id_type):
    updated = accepted(update(fresh.client(), PLATFORM_BY_TYPE[id_type], department_id_type=id_type, name="X"))
    assert (updated["departmentId"], updated["name"]) == (PLATFORM, "X")


def test_the_code_of_the_root_is_the_organizations(fresh):
    client = fresh.client()
    updated = accepted(update(client, "root", code="anyway", name="Anyway"))
    assert (updated["code"], updated["organizationCode"], updated["name"]) == ("anyway", "anyway", "Anyway")
    assert get(client, SALES, "anyway")["organizationCode"] == "anyway"
    refused(client.get_department(ORGANIZATION, SALES), 404, f"organization not found for code: {ORGANIZATION}")


def test_the_code_of_another_organization_is_refused_to_a_root(chinese):
    envelope = update(chinese, "root", code=OTHER_ORGANIZATION)
    refused(envelope, 409, f"organization code already exists: {OTHER_ORGANIZATION}")


def test_a_code_in_use_is_refused_and_nothing_changes(fresh):
    client = fresh.client(lang="zh-CN")
    refused(update(client, name="X", code="SUPPORT"), 409, "code 已存在")
    assert get(client, SALES)["name"] == "Name of dep-sales"


def test_the_current_code_of_a_department_is_accepted(fresh):
    assert accepted(update(fresh.client(), code="SALES"))["code"] == "SALES"


@pytest.mark.parametrize("code", ["额！ ", " "])
def test_an_invalid_code_is_refused(chinese, code):
    refused(update(chinese, code=code), 400, f"invalid organization code: {code}")


def test_leaders_are_replaced_and_removed(fresh):
    client = fresh.client()
    assert accepted(update(client, PLATFORM, leader_user_ids=[ALICE, ALICE]))["leaderUserIds"] == [ALICE]
    assert accepted(update(client, PLATFORM, leader_user_ids=[]))["leaderUserIds"] == []


def test_an_unknown_leader_is_refused_and_nothing_changes(fresh):
    client = fresh.client(lang="zh-CN")
    envelope = update(client, PLATFORM, name="X", leader_user_ids=[ALICE, "nobody"])
    refused(envelope, 404, "用户不存在", api_code=2004)
    assert get(client, PLATFORM)["leaderUserIds"] == ["user-050"]
    assert get(client, PLATFORM)["name"] == "Name of dep-platform"


def test_a_department_moves_with_all_below_it(fresh):
    client = fresh.client()
    moved = accepted(update(client, PLATFORM, parent_department_id=SALES))
    assert (moved["parentDepartmentId"], moved["parentDepartmentCode"]) == (SALES, "SALES")
    assert get(client, "dep-engineering")["hasChildren"] is False
    assert get(client, SALES)["hasChildren"] is True
    inside = client.is_user_in_department("user-051", ORGANIZATION, SALES, include_children_departments=True)
    assert accepted(inside) == {"inDepartment": True}
    assert accepted(update(client, PLATFORM, parent_department_id="root"))["parentDepartmentId"] == "acme-root"


def test_the_new_parent_is_named_by_the_same_type_of_id(fresh):
    moved = accepted(
        update(fresh.client(), "STORAGE", department_id_type="code", parent_department_id="SALES")
    )
    assert moved["parentDepartmentId"] == SALES


def test_moving_to_the_current_parent_changes_nothing(fresh):
    client = fresh.client()
    before = get(client, PLATFORM)
    assert accepted(update(client, PLATFORM, parent_department_id="dep-engineering")) == before


@pytest.mark.parametrize("below", [PLATFORM, "dep-storage"])
def test_a_department_cannot_go_below_itself(chinese, below):
    refused(update(chinese, PLATFORM, parent_department_id=below), 400, "不能将部门移动到其自身或子部门下")


def test_the_root_cannot_move(chinese):
    refused(update(chinese, "root", parent_department_id=SALES), 400, "不能移动或删除根部门")


@pytest.mark.parametrize("parent", ["nobody", "branch-root", ""])
def test_an_unknown_parent_is_refused_and_nothing_changes(fresh, parent):
    client = fresh.client(lang="zh-CN")
    refused(update(client, name="X", parent_department_id=parent), 404, f"存在不合法的 departmentId: {parent}")
    assert get(client, SALES)["name"] == "Name of dep-sales"


def test_unknown_departments_and_organizations_are_refused(chinese):
    refused(update(chinese, organization="x", name="X"), 404, "organization not found for code: x")
    refused(update(chinese, "nobody", name="X"), 404, "存在不合法的 departmentId: nobody")


MALFORMED = {
    "leaderUserIds": ["leader_user_ids", "x"],
    "description": ["description", 7],
    "code": ["code", "c" * 100],
    "i18n": ["i18n", []],
    "status": ["status", "true"],
    "name": ["name", ""],
    "departmentIdType": ["department_id_type", "x"],
    "parentDepartmentId": ["parent_department_id", 7],
    "customData": ["custom_data", "x"],
    "postIdList": ["post_id_list", [7]],
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_field_is_refused(chinese, name):
    argument, value = MALFORMED[name]
    refused_parameters(update(chinese, **{argument: value}), [name])


def test_posts_are_not_emulated(shared):
    body = {"organizationCode": ORGANIZATION, "departmentId": SALES, "postIdList": ["post"]}
    answer = shared.caller().post("update-department", body)
    assert answer.status == 501 and "postIdList" in answer.envelope["message"]


@pytest.mark.parametrize("department_id", [SALES, "acme-root", "dep-till"])
def test_the_status_is_switched(fresh, department_id):
    client = fresh.client()
    assert accepted(client.update_node_status(False, department_id))["status"] is False
    assert accepted(client.get_department_by_id(department_id))["status"] is False
    assert accepted(client.update_node_status(True, department_id))["status"] is True


def test_the_status_of_an_unknown_department(chinese):
    refused(chinese.update_node_status(True, "nobody"), 404, "存在不合法的 departmentId: nobody")


def test_the_status_is_required(chinese):
    refused_parameters(chinese.update_node_status(None, ""), ["departmentId", "status"])


def test_a_disabled_department_keeps_its_members(fresh):
    client = fresh.client()
    accepted(client.update_node_status(False, PLATFORM))
    succeeded(client.add_department_members([ALICE], ORGANIZATION, PLATFORM))
    assert ALICE in accepted(client.list_department_member_ids(ORGANIZATION, PLATFORM))


def test_the_parent_is_looked_up_before_codes_change(fresh):
    client = fresh.client(lang="zh-CN")
    by_code = {"department_id_type": "code", "code": "NEW"}
    refused(update(client, "PLATFORM", parent_department_id="NEW", **by_code), 404, "存在不合法的 departmentId: NEW")
    envelope = update(client, "PLATFORM", parent_department_id="PLATFORM", **by_code)
    refused(envelope, 400, "不能将部门移动到其自身或子部门下")
    envelope = update(client, "PLATFORM", department_id_type="code", parent_department_id="dep-engineering")
    refused(envelope, 404, "存在不合法的 departmentId: dep-engineering")
