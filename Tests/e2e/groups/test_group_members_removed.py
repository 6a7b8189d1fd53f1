"""remove-group-members, get-all-groups and get-group-authorized-resources: every row of their contracts."""

import pytest

import shapes
from envelope import accepted, refused, succeeded
from shapes import assert_shaped
from sample_seeds import ALICE, CROWD, CROWD_IDS, GROUP, LONGEST_CODE, USER_IDS

BRANDS = pytest.mark.parametrize("brand", ["authing", "genauth"])


def member_ids(client, code=CROWD):
    """The members of a group in their order; the total agrees."""
    data = accepted(client.list_group_members(code, limit=50))
    assert data["totalCount"] == len(data["list"])
    return [member["userId"] for member in data["list"]]


@BRANDS
def test_members_are_removed(fresh, brand):
    client = fresh.client(brand)
    before = member_ids(client)
    succeeded(client.remove_group_members(CROWD_IDS[3:6], CROWD))
    assert member_ids(client) == [user_id for user_id in before if user_id not in CROWD_IDS[3:6]]
    assert accepted(client.get_user_groups(CROWD_IDS[3]))["list"] == []
    assert accepted(client.get_user_groups(CROWD_IDS[2]))["totalCount"] == 1


def test_a_member_who_returns_joined_last(fresh):
    client = fresh.client()
    last, *others = member_ids(client)
    succeeded(client.remove_group_members([last, others[2]], CROWD))
    succeeded(client.add_group_members([others[2]], CROWD))
    assert member_ids(client) == [others[2]] + others[:2] + others[3:]


@BRANDS
def test_removing_a_user_who_is_no_member_changes_nothing(fresh, brand):
    client = fresh.client(brand)
    succeeded(client.remove_group_members([ALICE, CROWD_IDS[0], CROWD_IDS[0], USER_IDS[59]], CROWD))
    succeeded(client.remove_group_members([ALICE, CROWD_IDS[0]], CROWD))
    assert set(member_ids(client)) == set(CROWD_IDS[1:])
    assert member_ids(client, "分组1") == [ALICE]


def test_at_most_fifty_users_are_removed_at_once(fresh):
    client = fresh.client(lang="zh-CN")
    refused(client.remove_group_members(USER_IDS[:51], CROWD), 400, "参数 userIds 格式错误")
    assert len(member_ids(client)) == 25
    succeeded(client.remove_group_members(USER_IDS[:50], CROWD))
    assert member_ids(client) == []


@BRANDS
@pytest.mark.parametrize("user_ids", [["nobody"], [*CROWD_IDS[:3], "nobody"], [CROWD_IDS[0], "stranger"]])
def test_an_unknown_user_is_refused_and_none_is_removed(shared, brand, user_ids):
    client = shared.client(brand, lang="zh-CN")
    refused(client.remove_group_members(user_ids, CROWD), 404, "用户不存在", api_code=2004)
    assert len(member_ids(client)) == 25


@BRANDS
@pytest.mark.parametrize("code", ["nobody-knows", "strangers-only", CROWD.upper()])
def test_an_unknown_group_is_refused(shared, brand, code):
    refused(shared.client(brand, lang="zh-CN").remove_group_members([ALICE], code), 404, "分组不存在")


FAULTS = {
    "an empty code": ({"code": ""}, "code"),
    "a long code": ({"code": "c" * 65}, "code"),
    "no users": ({"userIds": []}, "userIds"),
    "users missing": ({"userIds": None}, "userIds"),
    "an empty id": ({"userIds": [ALICE, ""]}, "userIds"),
    "a number": ({"userIds": [7]}, "userIds"),
    "both": ({"code": None, "userIds": ALICE}, "code, userIds"),
}


@pytest.mark.parametrize(("change", "names"), FAULTS.values(), ids=FAULTS)
def test_malformed_fields_are_refused(shared, change, names):
    body = {"code": CROWD, "userIds": [ALICE]} | change
    answer = shared.caller(lang="zh-CN").post("remove-group-members", body)
    refused(answer.envelope, 400, f"参数 {names} 格式错误")


@BRANDS
def test_all_groups_are_listed_as_list_groups_does(shared, brand):
    client = shared.client(brand)
    groups = accepted(client.get_all_groups())
    assert len(groups) == 5
    for group in groups:
        assert list(group) == list(shapes.GROUP)
        assert group["members"] is None
    assert groups == accepted(client.list_groups(limit=50))["list"]


def test_all_groups_are_more_than_a_page(fresh):
    client = fresh.client()
    for start in (0, 50):
        batch = [{"code": f"g{start + i}", "name": "n", "description": "", "type": "static"} for i in range(50)]
        accepted(client.create_groups_batch(batch))
    assert len(accepted(client.get_all_groups())) == 105


@BRANDS
def test_all_groups_with_their_members(shared, brand):
    client = shared.client(brand)
    groups = {group["code"]: group for group in accepted(client.get_all_groups(fetch_members=True))}
    assert groups[GROUP]["members"] == groups[LONGEST_CODE]["members"] == []
    [alice] = groups["分组1"]["members"]
    assert_shaped(alice, shapes.USER)
    assert alice == accepted(client.list_group_members("分组1"))["list"][0]
    assert groups[CROWD]["members"] == accepted(client.list_group_members(CROWD, limit=50))["list"]
    assert "customData" not in alice and "customData" not in groups[CROWD]


def test_all_groups_with_custom_fields(shared):
    client = shared.client()
    assert {str(group["customData"]) for group in accepted(client.get_all_groups(with_custom_data=True))} == {"{}"}
    groups = accepted(client.get_all_groups(fetch_members=True, with_custom_data=True))
    [alice] = next(group["members"] for group in groups if group["code"] == "分组1")
    assert alice["customData"] == {"school": "home"}


@pytest.mark.parametrize("name", ["fetchMembers", "withCustomData"])
def test_a_flag_is_true_or_false(shared, name):
    refused(shared.caller(lang="zh-CN").get("get-all-groups", f"{name}=maybe").envelope, 400, f"参数 {name} 格式错误")


@BRANDS
@pytest.mark.parametrize("resource_type", [None, "DATA", "API", "MENU", "BUTTON", "UI"])
@pytest.mark.parametrize("namespace", [None, "default"])
def test_no_group_is_authorized_for_anything(shared, brand, namespace, resource_type):
    assert accepted(shared.client(brand).get_group_authorized_resources(GROUP, namespace, resource_type)) == []


@BRANDS
def test_resources_of_an_unknown_group_or_namespace_are_refused(shared, brand):
    client = shared.client(brand, lang="zh-CN")
    refused(client.get_group_authorized_resources("nobody-knows"), 404, "分组不存在")
    refused(client.get_group_authorized_resources("nobody-knows", "other"), 404, "分组不存在")
    refused(client.get_group_authorized_resources(GROUP, "other"), 404, "权限组不存在")


@pytest.mark.parametrize(
    ("query", "names"),
    [("", "code"), ("code=", "code"), ("code=a&resourceType=data", "resourceType"), ("resourceType=", "code, resourceType")],
)
def test_malformed_queries_for_resources_are_refused(shared, query, names):
    answer = shared.caller(lang="zh-CN").get("get-group-authorized-resources", query)
    refused(answer.envelope, 400, f"参数 {names} 格式错误")
