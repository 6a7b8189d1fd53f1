"""update-user, update-user-batch, delete-users-batch, resign-user and set-user-departments, with reads of the effect."""

import time

import pytest

from envelope import accepted, refused, succeeded
from sample_seeds import ALICE, CROWD, ORGANIZATION, PLATFORM, USER_IDS

BOTH = ["user-001", "user-002"]


def get(server, user_id=ALICE, **options):
    return accepted(server.client().get_user(user_id, with_custom_data=True, with_department_ids=True, **options))


def crowd_count(server):
    return accepted(server.client().list_group_members(CROWD))["totalCount"]


def members_count(server, department_id):
    return accepted(server.client().get_department(ORGANIZATION, department_id))["membersCount"]


def test_only_given_fields_change(fresh):
    before = get(fresh)
    time.sleep(0.002)
    changed = accepted(fresh.client().update_user(ALICE, gender="M", nickname="Ally", city="Paris", email_verified=True))
    expected = {"gender": "M", "nickname": "Ally", "city": "Paris", "emailVerified": True}
    after = get(fresh)
    assert {name for name in after if after[name] != before[name]} == {*expected, "updatedAt"}
    assert {name: after[name] for name in expected} == expected
    assert after["updatedAt"] > before["updatedAt"]
    assert changed == {name: value for name, value in after.items() if name != "departmentIds"}


def test_an_update_that_names_nothing_changes_nothing(fresh):
    before = get(fresh)
    time.sleep(0.002)
    accepted(fresh.client().update_user(ALICE))
    assert get(fresh) == before


def test_a_new_status_has_its_time(fresh):
    assert get(fresh)["statusChangedAt"] is None
    changed = accepted(fresh.client().update_user(ALICE, status="Suspended"))
    assert changed["status"] == "Suspended"
    assert changed["statusChangedAt"] == changed["updatedAt"]
    time.sleep(0.002)
    again = accepted(fresh.client().update_user(ALICE, status="Suspended"))
    assert again["statusChangedAt"] == changed["statusChangedAt"]


def test_custom_fields_change_one_by_one(fresh):
    client = fresh.client()
    accepted(client.update_user(ALICE, custom_data={"age": 7, "tags": ["a"]}))
    assert get(fresh)["customData"] == {"school": "home", "age": 7, "tags": ["a"]}
    accepted(fresh.caller().post("update-user", {"userId": ALICE, "customData": {"school": None}}).envelope)
    assert get(fresh)["customData"] == {"age": 7, "tags": ["a"]}


@pytest.mark.parametrize(
    ("id_type", "user_id"),
    [("username", "alice"), ("email", "ALICE@Example.com"), ("phone", "13800000001"), ("external_id", "external-alice")],
)
def test_a_user_is_named_by_any_kind_of_id(fresh, id_type, user_id):
    changed = accepted(fresh.client().update_user(user_id, name="Alicia", options={"userIdType": id_type}))
    assert (changed["userId"], changed["name"]) == (ALICE, "Alicia")


def test_a_user_is_found_only_by_the_new_unique_values(fresh):
    client = fresh.client(lang="zh-CN")
    accepted(client.update_user(ALICE, email="New@Example.com", username="alicia"))
    assert accepted(client.get_user("new@example.com", "email"))["userId"] == ALICE
    refused(client.get_user("alice", "username"), 404, "用户不存在", api_code=2004)


def test_an_empty_text_removes_a_unique_value(fresh):
    assert accepted(fresh.client().update_user(ALICE, email="", external_id=""))["email"] is None
    assert not accepted(fresh.client().is_user_exists(email="alice@example.com", external_id="external-alice"))["exists"]


def test_the_last_name_stays(fresh):
    envelope = fresh.client().update_user("user-001", username="")
    refused(envelope, 400, "Must contain one of the following fields: username, phone, email")
    assert get(fresh, "user-001")["username"] == "user_001"


@pytest.mark.parametrize(
    ("changes", "status", "message"),
    [
        ({"gender": ""}, 400, "参数 gender 格式错误"),
        ({"status": "Gone"}, 400, "参数 status 格式错误"),
        ({"email": "test1@qqq"}, 400, "参数 email 格式错误"),
        ({"phone": "1#"}, 400, "参数 phone 格式错误"),
        ({"options": {"userIdType": "x"}}, 400, "参数 userIdType 格式错误"),
        ({"phoneCountryCode": "+86"}, 400, "phone cannot be empty"),
        ({"customData": {"a": "x" * 1025}}, 400, "customData must be less than 1024 characters"),
        ({"username": "alice"}, 409, "username 已存在"),
        ({"email": "Alice@example.com"}, 409, "email 已存在"),
        ({"phone": "13800000001"}, 409, "phone 已存在"),
        ({"externalId": "external-alice"}, 409, "externalId 已存在"),
    ],
    ids=str,
)
def test_an_invalid_change_is_refused(fresh, changes, status, message):
    before = get(fresh, "user-001")
    envelope = fresh.caller(lang="zh-CN").post("update-user", {"userId": "user-001", "name": "x"} | changes).envelope
    refused(envelope, status, message)
    assert get(fresh, "user-001") == before


def test_a_users_own_unique_values_are_accepted(fresh):
    accepted(fresh.client().update_user(ALICE, username="alice", email="ALICE@example.com", phone="13800000001"))


@pytest.mark.parametrize(
    ("field", "asking"),
    [
        ("metadata", {"metadata": {"a": 1}}),
        ("passwordEncryptType", {"password": "x", "options": {"passwordEncryptType": "sm2"}}),
        (
            "inputSendEmailNotification",
            {"password": "x", "options": {"sendPasswordResetedNotification": {"inputSendEmailNotification": "a@b.c"}}},
        ),
        (
            "sendDefaultPhoneNotification",
            {
                "options": {
                    "autoGeneratePassword": True,
                    "sendPasswordResetedNotification": {"sendDefaultPhoneNotification": True},
                }
            },
        ),
    ],
)
def test_unemulated_fields_are_refused_by_name(shared, field, asking):
    answer = shared.caller().post("update-user", {"userId": ALICE} | asking)
    assert answer.status == 501
    assert f" {field} " in refused(answer.envelope, 501)


@pytest.mark.parametrize(
    "options",
    [
        {"passwordEncryptType": "sm2"},
        {"passwordEncryptType": "rsa", "autoGeneratePassword": True},
        {"sendPasswordResetedNotification": {"sendDefaultEmailNotification": True, "inputSendPhoneNotification": "1"}},
    ],
    ids=str,
)
def test_an_option_without_effect_is_not_refused(fresh, options):
    body = {"userId": ALICE, "name": "new"}
    assert accepted(fresh.caller().post("update-user", body | {"options": options}).envelope)["name"] == "new"
    [changed] = accepted(fresh.caller().post("update-user-batch", {"list": [body], "options": options}).envelope)
    assert changed["name"] == "new"


@pytest.mark.parametrize("operation", ["update", "delete", "resign", "set departments", "resign batch", "batch"])
def test_an_unknown_user_is_refused(shared, operation):
    client = shared.client(lang="zh-CN")
    call = {
        "update": lambda: client.update_user("nobody", name="x"),
        "batch": lambda: client.update_user_batch([{"userId": ALICE, "name": "x"}, {"userId": "nobody"}]),
        "delete": lambda: client.delete_users_batch([ALICE, "nobody"]),
        "resign": lambda: client.resign_user("nobody"),
        "resign batch": lambda: client.resign_user_batch([ALICE, "nobody"]),
        "set departments": lambda: client.set_user_departments("nobody", [{"departmentId": PLATFORM}]),
    }[operation]
    refused(call(), 404, "用户不存在", api_code=2004)
    found = get(shared)
    assert (found["name"], found["status"]) == ("爱丽丝", "Activated")


def test_a_batch_changes_users_in_its_order(fresh):
    updates = [{"userId": user_id, "nickname": f"nick of {user_id}"} for user_id in BOTH[::-1]]
    changed = accepted(fresh.client().update_user_batch(updates))
    assert [(user["userId"], user["nickname"]) for user in changed] == [
        (user_id, f"nick of {user_id}") for user_id in BOTH[::-1]
    ]


def test_a_batch_of_changes_is_all_or_nothing(fresh):
    updates = [{"userId": BOTH[0], "email": "same@example.com"}, {"userId": BOTH[1], "email": "Same@example.com"}]
    refused(fresh.client(lang="zh-CN").update_user_batch(updates), 409, "email 已存在")
    assert get(fresh, BOTH[0])["email"] is None


@pytest.mark.parametrize("updates", [[{"name": "x"}], [{"userId": ALICE, "gender": ""}], "x", None], ids=str)
def test_a_malformed_batch_of_changes_is_refused(shared, updates):
    answer = shared.caller(lang="zh-CN").post("update-user-batch", {"list": updates})
    refused(answer.envelope, 400, "参数 list 格式错误")


def test_deleted_users_are_gone_from_everywhere(fresh):
    client = fresh.client(lang="zh-CN")
    gone = [USER_IDS[0], USER_IDS[1], "user-050"]
    succeeded(client.delete_users_batch([*gone, USER_IDS[0]]))
    for user_id in gone:
        refused(client.get_user(user_id), 404, "用户不存在", api_code=2004)
    assert crowd_count(fresh) == 23
    department = accepted(client.get_department(ORGANIZATION, PLATFORM))
    assert (department["membersCount"], department["leaderUserIds"]) == (0, [])
    assert accepted(client.list_department_member_ids(ORGANIZATION, PLATFORM)) == []
    accepted(client.create_user(username="user_000"))


def test_users_are_deleted_by_other_ids(fresh):
    succeeded(fresh.client().delete_users_batch(["alice"], {"userIdType": "username"}))
    refused(fresh.client().get_user(ALICE), 404, api_code=2004)


@pytest.mark.parametrize("user_ids", [[], None, [""], USER_IDS[:51]], ids=["empty", "none", "empty id", "51"])
def test_a_malformed_list_of_ids_is_refused(shared, user_ids):
    caller = shared.caller(lang="zh-CN")
    for operation in ("delete-users-batch", "resign-user-batch"):
        refused(caller.post(operation, {"userIds": user_ids}).envelope, 400, "参数 userIds 格式错误")


@pytest.mark.parametrize("batch", [False, True], ids=["one", "batch"])
def test_a_resigned_user_loses_all_memberships_but_is_kept(fresh, batch):
    client = fresh.client()
    succeeded(client.add_group_members(["user-050"], CROWD))
    succeeded(client.resign_user_batch(["user-050", "user-051"]) if batch else client.resign_user("user-050"))
    found = get(fresh, "user-050")
    assert (found["status"], found["departmentIds"], found["mainDepartmentId"]) == ("Resigned", [], None)
    assert found["username"] == "user_050" and found["statusChangedAt"] == found["updatedAt"]
    assert accepted(client.get_user_groups("user-050"))["totalCount"] == 0
    assert accepted(client.get_user_departments("user-050"))["totalCount"] == 0
    assert crowd_count(fresh) == 25
    assert members_count(fresh, PLATFORM) == 0
    assert members_count(fresh, "dep-storage") == (1 if batch else 2)
    succeeded(client.resign_user("user_050", "username"))
    assert get(fresh, "user-050") == found


def departments(server, user_id):
    listed = accepted(server.client().get_user_departments(user_id, sort_by="DepartmentName", order_by="Asc"))["list"]
    return [(found["departmentId"], found["isLeader"], found["isMainDepartment"]) for found in listed]


def test_departments_are_replaced(fresh):
    client = fresh.client()
    wanted = [{"departmentId": "dep-sales"}, {"departmentId": "dep-support", "isLeader": True, "isMainDepartment": True}]
    succeeded(client.set_user_departments("user-050", wanted))
    assert departments(fresh, "user-050") == [("dep-sales", False, False), ("dep-support", True, True)]
    assert [members_count(fresh, name) for name in (PLATFORM, "dep-sales", "dep-support")] == [0, 1, 1]
    assert accepted(client.get_department(ORGANIZATION, PLATFORM))["leaderUserIds"] == []
    assert accepted(client.get_department(ORGANIZATION, "dep-support"))["leaderUserIds"] == ["user-050"]


def test_a_membership_that_stays_keeps_its_time_and_the_main_department(fresh):
    client = fresh.client()
    before = accepted(client.get_user_departments("user-050"))["list"][0]["joinedAt"]
    time.sleep(0.002)
    succeeded(client.set_user_departments("user-050", [{"departmentId": "dep-sales"}, {"departmentId": PLATFORM}]))
    assert departments(fresh, "user-050") == [(PLATFORM, False, True), ("dep-sales", False, False)]
    joined = {d["departmentId"]: d["joinedAt"] for d in accepted(client.get_user_departments("user-050"))["list"]}
    assert joined[PLATFORM] == before < joined["dep-sales"]


@pytest.mark.parametrize("department_id", ["none", "", " ", "d" * 100, "root"])
def test_an_unknown_department_replaces_nothing(fresh, department_id):
    wanted = [{"departmentId": "dep-sales"}, {"departmentId": department_id}]
    envelope = fresh.client(lang="zh-CN").set_user_departments("user-050", wanted)
    refused(envelope, 404, f"存在不合法的 departmentId: {department_id}")
    assert departments(fresh, "user-050") == [(PLATFORM, True, True)]


def test_departments_are_set_for_other_ids(fresh):
    succeeded(fresh.client().set_user_departments("alice", [{"departmentId": "dep-sales"}], {"userIdType": "username"}))
    assert departments(fresh, ALICE) == [("dep-sales", False, True)]


@pytest.mark.parametrize("wanted", [[], None, [{}], [{"departmentId": 7}], [{"departmentId": "d", "isLeader": 1}]], ids=str)
def test_malformed_departments_are_refused(shared, wanted):
    answer = shared.caller(lang="zh-CN").post("set-user-departments", {"userId": ALICE, "departments": wanted})
    refused(answer.envelope, 400, "参数 departments 格式错误")


@pytest.mark.parametrize("first", ["resign_user", "update_user"])
def test_resigning_ends_what_was_joined_with_that_status(fresh, first):
    client = fresh.client()
    if first == "resign_user":
        succeeded(client.resign_user(ALICE))
        succeeded(client.add_group_members([ALICE], CROWD))
        succeeded(client.add_department_members([ALICE], ORGANIZATION, PLATFORM))
    else:
        succeeded(client.add_department_members([ALICE], ORGANIZATION, PLATFORM))
        accepted(client.update_user(ALICE, status="Resigned"))
    before = accepted(client.get_user(ALICE))
    succeeded(client.resign_user(ALICE))
    assert accepted(client.get_user_groups(ALICE))["list"] == []
    after = accepted(client.get_user(ALICE, with_department_ids=True))
    assert (after["departmentIds"], after["mainDepartmentId"]) == ([], None)
    assert (after["updatedAt"], after["statusChangedAt"]) == (before["updatedAt"], before["statusChangedAt"])


def test_custom_fields_are_replaced_as_a_whole_and_removed_by_null(fresh):
    client = fresh.client()
    made = accepted(client.create_user(username="zoe", custom_data={"a": 1, "b": None, "c": {"x": 1}}))
    assert made["customData"] == {"a": 1, "c": {"x": 1}}
    changed = accepted(client.update_user(made["userId"], custom_data={"a": None, "c": {"y": None}, "d": [None]}))
    assert changed["customData"] == {"c": {"y": None}, "d": [None]}
