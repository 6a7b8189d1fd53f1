"""Making, changing and deleting groups: every row of their contracts."""

import pytest

import shapes
from envelope import accepted, refused, refused_parameters, succeeded
from shapes import assert_shaped
from sample_seeds import ALICE, CROWD, CROWD_IDS, GROUP, LONGEST_CODE, USER_IDS

BRANDS = pytest.mark.parametrize("brand", ["authing", "genauth"])
FIELDS = ["code", "name", "description", "type"]


def described(code, **fields):
    """A group as a caller describes it."""
    return {"code": code, "name": f"Name of {code}", "description": f"About {code}", "type": "static"} | fields


def create(client, code, **fields):
    group = described(code, **fields)
    return client.create_group(
        group["type"], group["description"], group["name"], group["code"], group.get("customData")
    )


def codes(client):
    """The codes of all groups, newest first."""
    return [group["code"] for group in accepted(client.get_all_groups())]


def custom_data(client, code):
    return accepted(client.get_group(code, with_custom_data=True))["customData"]


def member_ids(client, code):
    data = accepted(client.list_group_members(code, limit=50))
    assert data["totalCount"] == len(data["list"])
    return {member["userId"] for member in data["list"]}


@BRANDS
def test_a_group_is_created(fresh, brand):
    client = fresh.client(brand)
    made = accepted(create(client, "testers"))
    assert list(made) == list(shapes.GROUP)
    assert_shaped(made, shapes.GROUP)
    assert {name: made[name] for name in FIELDS} == described("testers")
    assert (made["metadataSource"], made["members"], len(made["id"])) == ([], None, 24)
    assert accepted(client.get_group("testers")) == made
    assert codes(client)[0] == "testers"
    succeeded(client.add_group_members([ALICE], "testers"))
    assert member_ids(client, "testers") == {ALICE}


@pytest.mark.parametrize("code", ["c", "测试", "t" * 64, "测" * 64, " ", "a/b?c=d&e"])
def test_any_code_of_1_to_64_characters_is_accepted(fresh, code):
    assert accepted(create(fresh.client(), code))["code"] == code
    assert accepted(fresh.client().get_group(code))["code"] == code


def test_the_message_of_success_is_that_of_groups(fresh):
    assert create(fresh.client(), "testers")["message"] == "Success"
    assert create(fresh.client(lang="zh-CN"), "others")["message"] == "操作成功"


def test_custom_fields_are_stored_and_shown_if_requested(fresh):
    client = fresh.client()
    fields = {"school": "home", "nested": {"list": [1, 2.5, None]}}
    assert "customData" not in accepted(create(client, "testers", customData=fields))
    assert custom_data(client, "testers") == fields
    accepted(create(client, "others"))
    assert custom_data(client, "others") == {}


def test_an_empty_description_and_another_type_are_kept(fresh):
    made = accepted(create(fresh.client(), "testers", description="", type="dynamic"))
    assert (made["description"], made["type"]) == ("", "dynamic")


@BRANDS
@pytest.mark.parametrize("code", [GROUP, "分组1"])
def test_a_code_in_use_is_refused(fresh, brand, code):
    client = fresh.client(brand, lang="zh-CN")
    before = accepted(client.get_group(code))
    refused(create(client, code, name="Another"), 409, "分组标识符已存在")
    assert accepted(client.get_group(code)) == before
    assert len(codes(client)) == 5


def test_the_code_of_a_group_in_another_pool_is_free(fresh):
    accepted(create(fresh.client(), "strangers-only"))


MALFORMED = {
    "no code": ("code", None),
    "an empty code": ("code", ""),
    "a code of 65 characters": ("code", "c" * 65),
    "a code of 100 characters": ("code", "c" * 100),
    "a number as code": ("code", 7),
    "no name": ("name", None),
    "an empty name": ("name", ""),
    "a number as description": ("description", 7),
    "a number as type": ("type", 7),
}
CUSTOM = {"text": ("customData", "{}"), "a list": ("customData", [7])}


@pytest.mark.parametrize(("name", "value"), (MALFORMED | CUSTOM).values(), ids=MALFORMED | CUSTOM)
def test_a_malformed_group_is_refused(shared, name, value):
    caller = shared.caller(lang="zh-CN")
    answer = caller.post("create-group", described("testers") | {name: value})
    assert answer.status == 200
    refused(answer.envelope, 400, f"参数 {name} 格式错误")
    batch = {"list": [described("others"), described("testers") | {name: value}]}
    refused(caller.post("create-groups-batch", batch).envelope, 400, "参数 list 格式错误")
    assert len(codes(shared.client())) == 5


@pytest.mark.parametrize(("name", "value"), MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_group_to_make_or_change_is_refused(shared, name, value):
    answer = shared.caller(lang="zh-CN").post("create-or-update-group", described(GROUP) | {name: value})
    refused(answer.envelope, 400, f"参数 {name} 格式错误")


# What the PHP SDK, Python 5.0 and every SDK before December 2022 send, and what the Go SDK sends for texts not set.
OLDER = {
    "no type": {"description": "x"},
    "no type and no description": {},
    "null": {"description": None, "type": None},
    "empty texts": {"description": "", "type": ""},
}


@pytest.mark.parametrize("fields", OLDER.values(), ids=OLDER)
def test_a_group_without_type_and_description_is_a_static_one(fresh, fields):
    group = {"code": "testers", "name": "Testers"} | fields
    due = group | {"description": fields.get("description") or "", "type": "static"}
    caller = fresh.caller()
    made = [
        accepted(caller.post("create-group", group).envelope),
        *accepted(caller.post("create-groups-batch", {"list": [group | {"code": "others"}]}).envelope),
        accepted(caller.post("create-or-update-group", group | {"code": "third"}).envelope)["data"],
    ]
    assert [{name: each[name] for name in FIELDS} for each in made] == [
        due | {"code": code} for code in ("testers", "others", "third")
    ]


@pytest.mark.parametrize("fields", [{}, {"description": None, "type": None}, {"type": ""}], ids=str)
def test_create_or_update_does_not_change_absent_fields(fresh, fields):
    created = accepted(create(fresh.client(), "testers", type="dynamic"))
    body = {"code": "testers", "name": "New"} | fields
    changed = accepted(fresh.caller().post("create-or-update-group", body).envelope)
    assert changed == {"created": False, "data": created | {"name": "New"}}


def test_an_update_needs_no_description(fresh):
    created = accepted(create(fresh.client(), "testers"))
    for body in ({}, {"description": None}, {"name": created["name"]}):
        assert accepted(fresh.caller().post("update-group", {"code": "testers"} | body).envelope) == created


def test_all_invalid_fields_are_named_in_one_message(shared):
    needed = ["code", "name"]
    refused_parameters(shared.caller(lang="zh-CN").post("create-group", {}).envelope, needed)
    refused_parameters(shared.caller(lang="zh-CN").post("create-or-update-group", {}).envelope, needed)


@BRANDS
def test_a_batch_makes_its_groups_in_their_order(fresh, brand):
    client = fresh.client(brand)
    batch = [described("one"), described("two", customData={"a": 1}), described("three")]
    made = accepted(client.create_groups_batch(batch))
    assert [group["code"] for group in made] == ["one", "two", "three"]
    for group in made:
        assert list(group) == list(shapes.GROUP)
        assert accepted(client.get_group(group["code"])) == group
    assert codes(client)[:3] == ["three", "two", "one"]
    assert custom_data(client, "two") == {"a": 1}


def test_at_most_fifty_groups_are_created_at_once(fresh):
    client = fresh.client(lang="zh-CN")
    batch = [described(f"group-{number}") for number in range(51)]
    refused(client.create_groups_batch(batch), 400, "参数 list 格式错误")
    assert len(codes(client)) == 5
    assert len(accepted(client.create_groups_batch(batch[:50]))) == 50
    assert len(codes(client)) == 55


TAKEN = {
    "one of two": [described("one"), described(GROUP)],
    "all": [described(GROUP), described(CROWD)],
    "twice in the batch": [described("one"), described("two"), described("one")],
}


@BRANDS
@pytest.mark.parametrize("batch", TAKEN.values(), ids=TAKEN)
def test_a_batch_with_a_code_in_use_creates_no_group(shared, brand, batch):
    client = shared.client(brand, lang="zh-CN")
    refused(client.create_groups_batch(batch), 409, "分组标识符已存在")
    assert len(codes(client)) == 5


@pytest.mark.parametrize("batch", [None, [], {}, "x", ["x"], [None], [[]], [{}]])
def test_a_malformed_batch_is_refused(shared, batch):
    answer = shared.caller(lang="zh-CN").post("create-groups-batch", {"list": batch})
    refused(answer.envelope, 400, "参数 list 格式错误")


def create_or_update(client, code, **fields):
    group = described(code, **fields)
    return client.create_or_update_group(group["type"], group["description"], group["name"], group["code"])


@BRANDS
def test_create_or_update_makes_a_group_once_and_changes_it_then(fresh, brand):
    client = fresh.client(brand)
    first = accepted(create_or_update(client, "testers"))
    assert list(first) == ["created", "data"]
    assert first["created"] is True
    assert list(first["data"]) == list(shapes.GROUP)
    succeeded(client.add_group_members([ALICE], "testers"))
    second = accepted(create_or_update(client, "testers", name="New", description="", type="other"))
    changed = first["data"] | {"name": "New", "description": "", "type": "other"}
    assert second == {"created": False, "data": changed}
    assert accepted(client.get_group("testers")) == changed
    assert member_ids(client, "testers") == {ALICE}
    assert len(codes(client)) == 6


def test_create_or_update_leaves_custom_fields_alone(fresh):
    client = fresh.client()
    accepted(create(client, "testers", customData={"a": 1}))
    accepted(create_or_update(client, "testers", name="New"))
    assert custom_data(client, "testers") == {"a": 1}


@BRANDS
def test_a_group_is_changed(fresh, brand):
    client = fresh.client(brand)
    before = accepted(client.get_group(CROWD))
    changed = before | {"name": "Mob", "description": ""}
    assert accepted(client.update_group("", CROWD, name="Mob", custom_data={"a": 1})) == changed
    assert accepted(client.get_group(CROWD)) == changed
    assert custom_data(client, CROWD) == {"a": 1}
    assert member_ids(client, CROWD) == set(CROWD_IDS)


def test_absent_fields_do_not_change(fresh):
    client = fresh.client()
    before = accepted(create(client, "testers", customData={"a": 1}))
    assert accepted(client.update_group("Other", "testers")) == before | {"description": "Other"}
    assert custom_data(client, "testers") == {"a": 1}
    accepted(client.update_group("Other", "testers", custom_data={"b": 2}))
    assert custom_data(client, "testers") == {"b": 2}
    accepted(client.update_group("Other", "testers", custom_data={}))
    assert custom_data(client, "testers") == {}


@BRANDS
def test_a_group_with_a_new_code_keeps_its_members_and_position(fresh, brand):
    client = fresh.client(brand, lang="zh-CN")
    before, order = accepted(client.get_group(CROWD)), codes(client)
    renamed = accepted(client.update_group("Renamed", CROWD, new_code="mob"))
    assert renamed == before | {"code": "mob", "description": "Renamed"}
    refused(client.get_group(CROWD), 404, "分组不存在")
    assert accepted(client.get_group("mob")) == renamed
    assert member_ids(client, "mob") == set(CROWD_IDS)
    assert codes(client) == [{CROWD: "mob"}.get(code, code) for code in order]
    assert [group["code"] for group in accepted(client.get_user_groups(USER_IDS[0]))["list"]] == ["mob"]
    accepted(create(client, CROWD))
    assert member_ids(client, CROWD) == set()


def test_the_current_code_is_accepted_as_the_new_code(fresh):
    assert accepted(fresh.client().update_group("Same", GROUP, new_code=GROUP))["code"] == GROUP


@BRANDS
def test_a_new_code_in_use_is_refused_and_nothing_changes(fresh, brand):
    client = fresh.client(brand, lang="zh-CN")
    before = accepted(client.get_all_groups())
    refused(client.update_group("x", GROUP, name="x", new_code=CROWD), 409, "分组标识符已存在")
    assert accepted(client.get_all_groups()) == before


@BRANDS
@pytest.mark.parametrize("code", ["nobody-knows", " ", "strangers-only", GROUP.upper()])
def test_an_unknown_group_cannot_be_changed(shared, brand, code):
    refused(shared.client(brand, lang="zh-CN").update_group("x", code, new_code=CROWD), 404, "分组不存在")


MALFORMED_CHANGES = {
    "an empty code": ("code", ""),
    "a number as description": ("description", 7),
    "an empty name": ("name", ""),
    "an empty new code": ("newCode", ""),
    "a new code of 65 characters": ("newCode", "c" * 65),
    "a new code of 100 characters": ("newCode", "c" * 100),
    "a number as new code": ("newCode", 7),
    "custom fields in a list": ("customData", [1]),
}


@pytest.mark.parametrize(("name", "value"), MALFORMED_CHANGES.values(), ids=MALFORMED_CHANGES)
def test_a_malformed_change_is_refused(shared, name, value):
    body = {"code": GROUP, "description": "x", name: value}
    answer = shared.caller(lang="zh-CN").post("update-group", body)
    refused(answer.envelope, 400, f"参数 {name} 格式错误")


@BRANDS
def test_groups_are_deleted_with_their_memberships(fresh, brand):
    client = fresh.client(brand, lang="zh-CN")
    succeeded(client.delete_groups_batch([CROWD, "分组1"]))
    assert set(codes(client)) == {GROUP, LONGEST_CODE, "auditors"}
    refused(client.get_group(CROWD), 404, "分组不存在")
    refused(client.list_group_members(CROWD), 404, "分组不存在")
    assert accepted(client.get_user_groups(USER_IDS[0]))["list"] == []
    accepted(create(client, CROWD))
    assert member_ids(client, CROWD) == set()
    assert accepted(client.get_user_groups(USER_IDS[0]))["list"] == []


@BRANDS
def test_deleting_unknown_codes_succeeds(fresh, brand):
    client = fresh.client(brand)
    succeeded(client.delete_groups_batch(["nobody-knows", "x" * 100]))
    succeeded(client.delete_groups_batch(["nobody-knows", GROUP, GROUP, "strangers-only"]))
    succeeded(client.delete_groups_batch([GROUP]))
    assert set(codes(client)) == {CROWD, LONGEST_CODE, "分组1", "auditors"}


@pytest.mark.parametrize(
    "code_list", [None, [], GROUP, {}, [7], [GROUP, ""], [GROUP, None], [GROUP] * 51]
)
def test_a_malformed_list_of_codes_is_refused(shared, code_list):
    answer = shared.caller(lang="zh-CN").post("delete-groups-batch", {"codeList": code_list})
    refused(answer.envelope, 400, "参数 codeList 格式错误")
    assert len(codes(shared.client())) == 5
