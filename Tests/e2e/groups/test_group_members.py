"""add-group-members: every row of its contract, through the vendor's SDKs where they can send it."""

import pytest

from envelope import accepted, refused, refused_parameters, succeeded
from sample_seeds import ALICE, CROWD, CROWD_IDS, GROUP, LONGEST_CODE, USER_IDS

BRANDS = pytest.mark.parametrize("brand", ["authing", "genauth"])


def member_ids(client, code=GROUP):
    """All members of a group, page by page."""
    found, page = [], 1
    while True:
        data = accepted(client.list_group_members(code, page=page, limit=50))
        found += [member["userId"] for member in data["list"]]
        if len(found) >= data["totalCount"]:
            assert len(found) == len(set(found)) == data["totalCount"]
            return found
        page += 1


@BRANDS
def test_users_become_members(fresh, brand):
    client = fresh.client(brand)
    succeeded(client.add_group_members([USER_IDS[3], ALICE], GROUP))
    assert set(member_ids(client)) == {USER_IDS[3], ALICE}
    assert {found["code"] for found in accepted(client.get_user_groups(USER_IDS[3]))["list"]} == {GROUP, CROWD}
    assert set(member_ids(client, CROWD)) == set(CROWD_IDS)


def test_http_status_is_200_and_the_envelope_has_no_more_members(fresh):
    answer = fresh.caller().post("add-group-members", {"code": GROUP, "userIds": [ALICE]})
    assert answer.status == 200
    assert list(answer.envelope) == ["statusCode", "message", "requestId", "data"]
    assert answer.body.endswith(b'"data":{"success":true}}')


@BRANDS
def test_at_most_fifty_users_are_added_at_once(fresh, brand):
    client = fresh.client(brand, lang="zh-CN")
    succeeded(client.add_group_members(USER_IDS[:50], GROUP))
    assert set(member_ids(client)) == set(USER_IDS[:50])
    refused_parameters(client.add_group_members(USER_IDS[:51], GROUP), ["userIds"])
    assert set(member_ids(client)) == set(USER_IDS[:50])


@BRANDS
def test_a_code_of_64_characters_is_the_longest(fresh, brand):
    client = fresh.client(brand)
    succeeded(client.add_group_members([ALICE], LONGEST_CODE))
    assert member_ids(client, LONGEST_CODE) == [ALICE]


@BRANDS
def test_a_code_in_chinese_is_a_code(fresh, brand):
    client = fresh.client(brand)
    succeeded(client.add_group_members(USER_IDS[:1], "分组1"))
    assert set(member_ids(client, "分组1")) == {ALICE, USER_IDS[0]}


@BRANDS
def test_duplicates_in_the_list_count_once(fresh, brand):
    client = fresh.client(brand)
    succeeded(client.add_group_members([ALICE, USER_IDS[0], ALICE, USER_IDS[0]], GROUP))
    assert set(member_ids(client)) == {ALICE, USER_IDS[0]}


@BRANDS
def test_existing_members_keep_their_position(fresh, brand):
    client = fresh.client(brand)
    for user_id in USER_IDS[:4]:
        succeeded(client.add_group_members([user_id], GROUP))
    before = member_ids(client)
    succeeded(client.add_group_members([USER_IDS[1], ALICE, USER_IDS[0]], GROUP))
    after = member_ids(client)
    assert set(after) == set(before) | {ALICE}
    assert [user_id for user_id in after if user_id != ALICE] == before


MALFORMED_CODES = {
    "missing": None,
    "a number": 7,
    "a boolean": True,
    "an array": [GROUP],
    "an object": {"code": GROUP},
    "empty": "",
    "65 characters": "c" * 65,
    "100 characters": "c" * 100,
    "65 characters in Chinese": "组" * 65,
}


@BRANDS
@pytest.mark.parametrize("code", MALFORMED_CODES.values(), ids=MALFORMED_CODES.keys())
def test_a_malformed_code_is_refused(shared, brand, code):
    envelope = shared.client(brand, lang="zh-CN").add_group_members([ALICE], code)
    refused(envelope, 400, "参数 code 格式错误")


MALFORMED_USER_IDS = {
    "missing": None,
    "a string": ALICE,
    "a number": 7,
    "an object": {"0": ALICE},
    "empty": [],
    "51 users": USER_IDS[:51],
    "51 times the same user": [ALICE] * 51,
    "an empty id": [ALICE, ""],
    "a number among them": [ALICE, 7],
    "null among them": [ALICE, None],
    "an array among them": [[ALICE]],
}


@BRANDS
@pytest.mark.parametrize("user_ids", MALFORMED_USER_IDS.values(), ids=MALFORMED_USER_IDS.keys())
def test_malformed_user_ids_are_refused(shared, brand, user_ids):
    client = shared.client(brand, lang="zh-CN")
    refused(client.add_group_members(user_ids, GROUP), 400, "参数 userIds 格式错误")
    assert member_ids(client) == []


@pytest.mark.parametrize("name", ["code", "userIds"])
def test_null_is_malformed(shared, name):
    body = {"code": GROUP, "userIds": [ALICE], name: None}
    answer = shared.caller(lang="zh-CN").post("add-group-members", body)
    assert answer.status == 200
    refused(answer.envelope, 400, f"参数 {name} 格式错误")


@BRANDS
@pytest.mark.parametrize(
    ("code", "user_ids"), [("", []), (None, None), (7, "x")], ids=["empty", "missing", "other types"]
)
def test_two_faults_are_named_in_one_message(shared, brand, code, user_ids):
    envelope = shared.client(brand, lang="zh-CN").add_group_members(user_ids, code)
    refused(envelope, 400, "参数 code, userIds 格式错误")


UNKNOWN_GROUPS = {
    "unknown": "nobody-knows",
    "a blank": " ",
    "another case": GROUP.upper(),
    "64 characters": "x" * 64,
    "64 characters in Chinese": "组" * 64,
    "a group of another pool": "strangers-only",
    "code with a blank behind": GROUP + " ",
    "sql": "' OR 1=1 --",
}


@BRANDS
@pytest.mark.parametrize("code", UNKNOWN_GROUPS.values(), ids=UNKNOWN_GROUPS.keys())
def test_an_unknown_group_is_refused(shared, brand, code):
    refused(shared.client(brand, lang="zh-CN").add_group_members([ALICE], code), 404, "分组不存在")


UNKNOWN_USERS = {
    "one": ["nobody"],
    "the first of several": ["nobody", *USER_IDS[:3]],
    "the last of several": [*USER_IDS[:3], "nobody"],
    "in the middle of fifty": [*USER_IDS[:20], "nobody", *USER_IDS[20:49]],
    "a blank": [ALICE, " "],
    "a username": ["alice"],
    "another case": [ALICE.upper()],
    "a user of another pool": [ALICE, "stranger"],
    "100 characters": ["x" * 100],
}


@BRANDS
@pytest.mark.parametrize("user_ids", UNKNOWN_USERS.values(), ids=UNKNOWN_USERS.keys())
def test_an_unknown_user_is_refused_and_none_is_added(shared, brand, user_ids):
    client = shared.client(brand, lang="zh-CN")
    refused(client.add_group_members(user_ids, GROUP), 404, "用户不存在", api_code=2004)
    assert member_ids(client) == []


def test_a_refused_list_changes_no_members(fresh):
    client = fresh.client()
    succeeded(client.add_group_members(USER_IDS[:2], GROUP))
    refused(client.add_group_members([USER_IDS[1], USER_IDS[2], "nobody"], GROUP), 404, api_code=2004)
    assert set(member_ids(client)) == set(USER_IDS[:2])


def test_a_malformed_list_is_refused_before_the_group_is_looked_up(chinese):
    refused(chinese.add_group_members([], "nobody-knows"), 400, "参数 userIds 格式错误")


def test_an_unknown_field_is_accepted(fresh):
    body = {"code": GROUP, "userIds": [ALICE], "colour": {"red": 1}}
    succeeded(fresh.caller().post("add-group-members", body).envelope)
    assert member_ids(fresh.client()) == [ALICE]
