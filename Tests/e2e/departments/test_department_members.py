"""add-department-members: every row of its contract, through the Authing SDK where it can send it."""

import pytest

from envelope import accepted, refused, refused_parameters, succeeded
from sample_seeds import (
    ALICE,
    ORGANIZATION,
    OTHER_DEPARTMENT,
    OTHER_ORGANIZATION,
    PLATFORM,
    PLATFORM_BY_TYPE,
    TENANT_ORGANIZATION,
    USER_IDS,
    organization,
    pool,
    seed,
    user,
)

SALES = "dep-sales"
ID_TYPES = pytest.mark.parametrize("id_type", PLATFORM_BY_TYPE)


def member_ids(client, department_id=SALES, organization_code=ORGANIZATION, **options):
    return set(accepted(client.list_department_member_ids(organization_code, department_id, **options)))


def memberships(client, user_id):
    """The departments of a user by id."""
    return {found["departmentId"]: found for found in accepted(client.get_user_departments(user_id))["list"]}


def test_users_become_members(fresh):
    client = fresh.client()
    succeeded(client.add_department_members([ALICE, USER_IDS[0]], ORGANIZATION, SALES))
    assert member_ids(client) == {ALICE, USER_IDS[0]}
    assert accepted(client.is_user_in_department(ALICE, ORGANIZATION, SALES)) == {"inDepartment": True}
    assert accepted(client.get_department(ORGANIZATION, SALES))["membersCount"] == 2
    assert list(memberships(client, ALICE)) == [SALES]


def test_http_status_is_200_and_the_envelope_has_no_more_members(fresh):
    body = {"organizationCode": ORGANIZATION, "departmentId": SALES, "userIds": [ALICE]}
    answer = fresh.caller().post("add-department-members", body)
    assert answer.status == 200
    assert list(answer.envelope) == ["statusCode", "message", "requestId", "data"]
    assert answer.body.endswith(b'"data":{"success":true}}')


@ID_TYPES
def test_every_type_of_id_finds_its_department(fresh, id_type):
    client = fresh.client()
    succeeded(client.add_department_members([ALICE], ORGANIZATION, PLATFORM_BY_TYPE[id_type], id_type))
    assert ALICE in member_ids(client, PLATFORM)


@ID_TYPES
@pytest.mark.parametrize("value_type", PLATFORM_BY_TYPE)
def test_an_id_of_another_type_finds_nothing(shared, id_type, value_type):
    value = "nobody-knows" if id_type == value_type else PLATFORM_BY_TYPE[value_type]
    envelope = shared.client(lang="zh-CN").add_department_members([ALICE], ORGANIZATION, value, id_type)
    refused(envelope, 404, f"存在不合法的 departmentId: {value}")


@pytest.mark.parametrize("id_type", [None, *PLATFORM_BY_TYPE])
def test_root_is_the_organizations_root_department(fresh, id_type):
    client = fresh.client()
    succeeded(client.add_department_members([ALICE], ORGANIZATION, "root", id_type))
    assert list(memberships(client, ALICE)) == ["acme-root"]
    assert memberships(client, ALICE)["acme-root"]["isRoot"] is True


def test_the_root_has_the_organizations_code(fresh):
    client = fresh.client()
    succeeded(client.add_department_members([ALICE], ORGANIZATION, ORGANIZATION, "code"))
    assert list(memberships(client, ALICE)) == ["acme-root"]


MALFORMED_ORGANIZATION_CODES = {
    "missing": None,
    "a number": 7,
    "a boolean": False,
    "an array": [ORGANIZATION],
    "65 characters": "o" * 65,
    "100 characters": "o" * 100,
    "65 characters in Chinese": "额" * 65,
}


@pytest.mark.parametrize("code", MALFORMED_ORGANIZATION_CODES.values(), ids=MALFORMED_ORGANIZATION_CODES.keys())
def test_a_malformed_organization_code_is_refused(chinese, code):
    refused(chinese.add_department_members([ALICE], code, "root"), 400, "参数 organizationCode 格式错误")


UNKNOWN_ORGANIZATION_CODES = {
    "unknown": "nobody-knows",
    "empty": "",
    "a blank": " ",
    "odd characters": "额！ ",
    "64 characters": "o" * 64,
    "64 characters in Chinese": "额" * 64,
    "another case": ORGANIZATION.upper(),
    "an organization of another pool": "elsewhere",
    "an organization of a tenant": TENANT_ORGANIZATION,
}


@pytest.mark.parametrize("lang", ["zh-CN", "en-US"])
@pytest.mark.parametrize("code", UNKNOWN_ORGANIZATION_CODES.values(), ids=UNKNOWN_ORGANIZATION_CODES.keys())
def test_an_unknown_organization_is_refused_with_its_raw_code(shared, lang, code):
    envelope = shared.client(lang=lang).add_department_members([ALICE], code, "root")
    refused(envelope, 404, f"organization not found for code: {code}")


MALFORMED_DEPARTMENT_IDS = {"missing": None, "empty": "", "a number": 7, "an array": [SALES], "an object": {}}


@pytest.mark.parametrize("department_id", MALFORMED_DEPARTMENT_IDS.values(), ids=MALFORMED_DEPARTMENT_IDS.keys())
def test_a_malformed_department_id_is_refused(chinese, department_id):
    envelope = chinese.add_department_members([ALICE], ORGANIZATION, department_id)
    refused(envelope, 400, "参数 departmentId 格式错误")


UNKNOWN_DEPARTMENT_IDS = {
    "unknown": "nobody-knows",
    "a blank": " ",
    "odd characters": "额！ ",
    "100 characters": "d" * 100,
    "another case": SALES.upper(),
    "a department of another organization": OTHER_DEPARTMENT,
    "the root of another organization": "branch-root",
    "a department of another pool": "elsewhere-root",
}


@pytest.mark.parametrize("department_id", UNKNOWN_DEPARTMENT_IDS.values(), ids=UNKNOWN_DEPARTMENT_IDS.keys())
def test_an_unknown_department_is_refused_with_its_id(chinese, department_id):
    envelope = chinese.add_department_members([ALICE], ORGANIZATION, department_id)
    refused(envelope, 404, f"存在不合法的 departmentId: {department_id}")


@pytest.mark.parametrize("id_type", ["nonsense", "", "CODE", "user_id", 7, ["code"]], ids=repr)
def test_a_malformed_department_id_type_is_refused(chinese, id_type):
    envelope = chinese.add_department_members([ALICE], ORGANIZATION, SALES, id_type)
    refused(envelope, 400, "参数 departmentIdType 格式错误")


MALFORMED_USER_IDS = {
    "missing": None,
    "a string": ALICE,
    "a number": 7,
    "an object": {"0": ALICE},
    "an empty id": [ALICE, ""],
    "a number among them": [7, ALICE],
    "null among them": [ALICE, None],
}


@pytest.mark.parametrize("user_ids", MALFORMED_USER_IDS.values(), ids=MALFORMED_USER_IDS.keys())
def test_malformed_user_ids_are_refused(chinese, user_ids):
    envelope = chinese.add_department_members(user_ids, ORGANIZATION, SALES)
    refused(envelope, 400, "参数 userIds 格式错误")
    assert member_ids(chinese) == set()


@pytest.mark.parametrize("name", ["organizationCode", "departmentId", "userIds"])
def test_null_is_malformed(shared, name):
    body = {"organizationCode": ORGANIZATION, "departmentId": SALES, "userIds": [ALICE], name: None}
    answer = shared.caller(lang="zh-CN").post("add-department-members", body)
    assert answer.status == 200
    refused(answer.envelope, 400, f"参数 {name} 格式错误")


def test_all_invalid_fields_are_named_in_one_message(chinese):
    envelope = chinese.add_department_members("x", 7, "", "nonsense")
    refused_parameters(envelope, ["organizationCode", "departmentId", "departmentIdType", "userIds"])


def test_an_empty_list_succeeds_and_adds_no_user(fresh):
    client = fresh.client()
    succeeded(client.add_department_members([], ORGANIZATION, SALES))
    assert member_ids(client) == set()


def test_five_hundred_users_at_once_are_fine(launch):
    user_ids = [f"u{number}" for number in range(500)]
    users = [user(user_id) for user_id in user_ids]
    client = launch(seed=seed(pool(users=users, organizations=[organization("big", "big-root")]))).client()
    succeeded(client.add_department_members(user_ids, "big", "root"))
    assert member_ids(client, "root", "big") == set(user_ids)


UNKNOWN_USERS = {
    "one": ["nobody"],
    "the last of several": [*USER_IDS[:5], "nobody"],
    "the first of several": ["nobody", *USER_IDS[:5]],
    "a username": ["alice"],
    "a user of another pool": [ALICE, "stranger"],
    "100 characters": ["x" * 100],
}


@pytest.mark.parametrize("user_ids", UNKNOWN_USERS.values(), ids=UNKNOWN_USERS.keys())
def test_an_unknown_user_is_refused_and_none_is_added(chinese, user_ids):
    envelope = chinese.add_department_members(user_ids, ORGANIZATION, SALES)
    refused(envelope, 404, "用户不存在", api_code=2004)
    assert member_ids(chinese) == set()
