"""create-user and create-users-batch: stored fields, refusals, and that a batch is all or nothing."""

import re

import pytest

import shapes
from envelope import accepted, refused
from shapes import assert_shaped
from sample_seeds import ALICE, ORGANIZATION, PLATFORM

BRANDS = pytest.mark.parametrize("brand", ["authing", "genauth"])

EVERYTHING = {
    "status": "Suspended",
    "email": "Bob@Example.com",
    "phone": "13900000001",
    "phoneCountryCode": "+86",
    "username": "bob",
    "externalId": "external-bob",
    "name": "鲍勃",
    "nickname": "Bobby",
    "photo": "https://example.com/bob.png",
    "gender": "M",
    "emailVerified": True,
    "phoneVerified": True,
    "birthdate": "2022-06-03T00:00:00.000Z",
    "country": "CN",
    "province": "BJ",
    "city": "Beijing",
    "address": "1 Long Street",
    "streetAddress": "Long Street",
    "postalCode": "100000",
    "company": "steamory",
    "browser": "Chrome",
    "device": "iOS",
    "givenName": "Robert",
    "familyName": "Builder",
    "middleName": "James",
    "profile": "alice",
    "preferredUsername": "Bob",
    "website": "https://bob.example.com",
    "zoneinfo": "GMT-08",
    "locale": "af",
    "formatted": "132, My Street, Kingston",
    "region": "Xinjiang",
    "identityNumber": "420421199901011234",
    "customData": {"school": "pku", "age": "22"},
}
UNIQUE = {"email": "ALICE@example.COM", "phone": "13800000001", "username": "alice", "externalId": "external-alice"}


def create(server, body, lang="zh-CN"):
    return server.caller(lang=lang).post("create-user", body).envelope


def count(server):
    return accepted(server.client().list_users())["totalCount"]


def test_all_fields_of_a_user_are_stored(fresh):
    made = accepted(create(fresh, EVERYTHING))
    assert_shaped(made, shapes.USER)
    assert re.fullmatch(r"[0-9a-f]{24}", made["userId"])
    expected = EVERYTHING | {"email": "bob@example.com"}
    assert {name: made.get(name) for name in expected} == expected
    found = accepted(fresh.client().get_user(made["userId"], with_custom_data=True))
    assert found == made


@BRANDS
def test_a_new_user_has_the_defaults(fresh, brand):
    made = accepted(fresh.client(brand).create_user(username="bob"))
    expected = {
        "status": "Activated",
        "workStatus": "Active",
        "username": "bob",
        "email": None,
        "gender": "U",
        "photo": "https://files.authing.co/authing-console/default-user-avatar.png",
        "loginsCount": 0,
        "lastLogin": None,
        "lastIp": None,
        "emailVerified": False,
        "phoneVerified": False,
        "userSourceType": "adminCreated",
        "customData": {},
    }
    assert {name: made[name] for name in expected} == expected
    assert made["createdAt"] == made["updatedAt"]


@pytest.mark.parametrize("field", ["username", "email", "phone"])
def test_one_name_is_enough(fresh, field):
    value = {"email": "bob@example.com", "phone": "139"}.get(field, "bob")
    made = accepted(create(fresh, {field: value}))
    assert accepted(fresh.client().get_user(value, field))["userId"] == made["userId"]


@pytest.mark.parametrize("body", [{}, {"name": "Bob", "externalId": "b"}, {"username": ""}], ids=str)
def test_a_user_needs_a_name(shared, body):
    refused(create(shared, body), 400, "Must contain one of the following fields: username, phone, email")


MALFORMED = {
    "email": ["test1@qqq", "bob", 7],
    "phone": ["1234567890#", 7],
    "status": ["Sleeping", ""],
    "gender": ["X", ""],
    "emailVerified": ["yes"],
    "username": [["bob"]],
    "customData": ["text", [7]],
    "departmentIds": ["text", [""]],
}


@pytest.mark.parametrize(
    ("field", "value"), [(field, value) for field, values in MALFORMED.items() for value in values], ids=str
)
def test_a_malformed_field_is_named(shared, field, value):
    refused(create(shared, {"username": "bob", field: value}), 400, f"参数 {field} 格式错误")


def test_a_country_code_needs_a_phone(shared):
    refused(create(shared, {"username": "bob", "phoneCountryCode": "+86"}), 400, "phone cannot be empty")


def test_a_custom_value_has_at_most_1024_characters(fresh):
    accepted(create(fresh, {"username": "bob", "customData": {"school": "学" * 1024}}))
    envelope = create(fresh, {"username": "eve", "customData": {"school": "学" * 1025}})
    refused(envelope, 400, "customData must be less than 1024 characters")
    assert not accepted(fresh.client().is_user_exists(username="eve"))["exists"]


@pytest.mark.parametrize("field", UNIQUE)
def test_a_value_in_use_by_another_is_refused(fresh, field):
    body = {"username": "bob"} | {field: UNIQUE[field]}
    refused(create(fresh, body), 409, f"{field} 已存在")
    refused(create(fresh, body, lang="en-US"), 409, f"{field} already exists")
    assert count(fresh) == 61


def test_empty_texts_are_never_in_use(fresh):
    for username in ("bob", "eve"):
        made = accepted(create(fresh, {"username": username, "email": "", "phone": "", "externalId": ""}))
        assert (made["email"], made["phone"], made["externalId"]) == (None, None, None)


@pytest.mark.parametrize(
    ("id_type", "value"),
    [
        (None, PLATFORM),
        ("department_id", PLATFORM),
        ("open_department_id", "open-platform"),
        ("sync_relation", "lark:od_platform"),
        ("custom_field", "custom-platform"),
        ("code", "PLATFORM"),
    ],
)
def test_a_new_user_joins_departments(fresh, id_type, value):
    client = fresh.client()
    options = {"departmentIdType": id_type} if id_type else None
    made = accepted(client.create_user(username="bob", department_ids=[value], options=options))
    assert made["mainDepartmentId"] == PLATFORM
    assert accepted(client.get_user(made["userId"], with_department_ids=True))["departmentIds"] == [PLATFORM]
    assert accepted(client.get_department(ORGANIZATION, PLATFORM))["membersCount"] == 2


def test_an_unknown_department_makes_no_user(fresh):
    envelope = fresh.client(lang="zh-CN").create_user(username="bob", department_ids=[PLATFORM, "none"])
    refused(envelope, 404, "存在不合法的 departmentId: none")
    assert count(fresh) == 61
    assert accepted(fresh.client().get_department(ORGANIZATION, PLATFORM))["membersCount"] == 1


@pytest.mark.parametrize("id_type", [None, "department_id", "open_department_id", "sync_relation", "custom_field", "code"])
def test_the_alias_of_the_root_is_no_department_of_a_new_user(fresh, id_type):
    options = {"departmentIdType": id_type} if id_type else None
    envelope = fresh.client(lang="zh-CN").create_user(username="bob", department_ids=["root"], options=options)
    refused(envelope, 404, "存在不合法的 departmentId: root")
    assert count(fresh) == 61


def test_the_first_tenant_is_shown(fresh):
    client = fresh.client()
    made = accepted(client.create_user(username="bob", tenant_ids=["t2", "t1", "t2"]))
    assert made["tenantId"] == "t2"
    assert accepted(client.get_user(made["userId"]))["tenantId"] == "t2"
    assert accepted(client.get_user(ALICE))["tenantId"] is None
    refused(create(fresh, {"username": "eve", "tenantIds": "t"}), 400, "参数 tenantIds 格式错误")


NOT_EMULATED = [
    ("salt", {"salt": "salt"}),
    ("metadataSource", {"metadataSource": {"a": 1}}),
]
NOT_EMULATED_OPTIONS = [
    ("passwordEncryptType", {"passwordEncryptType": "rsa"}),
    ("sendEmailNotification", {"sendNotification": {"sendEmailNotification": True}}),
    ("sendPhoneNotification", {"sendNotification": {"sendPhoneNotification": True}}),
]


# A user with whom each of these options has an effect.
WHOLE = {"username": "bob", "email": "b@example.com", "phone": "13900000077", "password": "encrypted"}


@pytest.mark.parametrize(("field", "asking"), NOT_EMULATED, ids=[row[0] for row in NOT_EMULATED])
def test_unemulated_fields_are_refused_by_name(shared, field, asking):
    user = WHOLE | asking
    for operation, body in (("create-user", user), ("create-users-batch", {"list": [user]})):
        answer = shared.caller().post(operation, body)
        assert answer.status == 501
        assert f" {field} " in refused(answer.envelope, 501)


@pytest.mark.parametrize(("field", "options"), NOT_EMULATED_OPTIONS, ids=[row[0] for row in NOT_EMULATED_OPTIONS])
def test_options_that_are_not_emulated_are_refused_by_name(shared, field, options):
    bodies = {"create-user": WHOLE, "create-users-batch": {"list": [{"username": "eve"}, WHOLE]}}
    for operation, body in bodies.items():
        answer = shared.caller().post(operation, body | {"options": options})
        assert answer.status == 501
        assert f" {field} " in refused(answer.envelope, 501)


WITHOUT_EFFECT = {
    "sm2 without a password": {"options": {"passwordEncryptType": "sm2"}},
    "rsa with an empty password": {"options": {"passwordEncryptType": "rsa"}, "password": ""},
    "rsa for a password made up": {"options": {"passwordEncryptType": "rsa", "autoGeneratePassword": True}},
    "salt without a password": {"salt": "salt"},
    "mail to nobody": {"options": {"sendNotification": {"sendEmailNotification": True}}, "phone": "13900000078"},
    "a message to no phone": {"options": {"sendNotification": {"sendPhoneNotification": True}}, "email": "e@example.com"},
}


@pytest.mark.parametrize("asking", WITHOUT_EFFECT.values(), ids=WITHOUT_EFFECT)
def test_an_option_without_effect_is_not_refused(fresh, asking):
    item = {"username": "bob"} | {name: value for name, value in asking.items() if name != "options"}
    options = {"options": asking.get("options", {})}
    accepted(create(fresh, item | options))
    refused(create(fresh, item | options), 409)
    other = {"list": [{"username": "eve"} | ({"salt": "x"} if "salt" in item else {})]}
    accepted(fresh.caller().post("create-users-batch", other | options).envelope)


@pytest.mark.parametrize("gender", ["M", "F", "U", "W"])
def test_every_gender_of_an_sdk_is_kept(fresh, gender):
    made = accepted(create(fresh, {"username": "bob", "gender": gender}))
    assert made["gender"] == gender
    assert accepted(fresh.client().update_user(made["userId"], gender="W"))["gender"] == "W"
    only = [{"field": "gender", "operator": "EQUAL", "value": "W"}]
    assert [user["username"] for user in accepted(fresh.client().list_users(advanced_filter=only))["list"]] == ["bob"]


def test_options_without_effect_are_accepted(fresh):
    options = {"keepPassword": False, "passwordEncryptType": "none", "sendNotification": {"appId": "a"}}
    body = {"username": "bob", "options": options, "tenantIds": [], "otp": None, "identities": [], "password": ""}
    accepted(create(fresh, body))


def test_a_batch_makes_users_in_its_order(fresh):
    client = fresh.client()
    names = [f"new{number}" for number in range(50)]
    made = accepted(client.create_users_batch([{"username": name} for name in names]))
    assert [user["username"] for user in made] == names
    assert len({user["userId"] for user in made}) == 50
    assert count(fresh) == 111


@pytest.mark.parametrize(
    ("users", "status", "message"),
    [
        ([], 400, "参数 list 格式错误"),
        ([{"username": f"u{number}"} for number in range(51)], 400, "参数 list 格式错误"),
        ([{"username": "bob"}, {"email": "test1@qqq"}], 400, "参数 list 格式错误"),
        ([{"username": "bob"}, "eve"], 400, "参数 list 格式错误"),
        ([{"username": "bob"}, {}], 400, "Must contain one of the following fields: username, phone, email"),
        ([{"username": "bob"}, {"username": "alice"}], 409, "username 已存在"),
        ([{"username": "bob"}, {"username": "bob"}], 409, "username 已存在"),
        ([{"username": "bob"}, {"username": "eve", "departmentIds": ["x"]}], 404, "存在不合法的 departmentId: x"),
    ],
    ids=["empty", "51", "malformed", "no object", "no name", "taken", "twice", "unknown department"],
)
def test_a_batch_is_all_or_nothing(fresh, users, status, message):
    refused(fresh.client(lang="zh-CN").create_users_batch(users), status, message)
    assert count(fresh) == 61


def test_a_new_user_can_join_a_group(fresh):
    client = fresh.client()
    made = accepted(client.create_user(username="bob"))
    accepted(client.add_group_members([made["userId"], ALICE], "developers"))
    members = accepted(client.list_group_members("developers"))["list"]
    assert {member["username"] for member in members} == {"bob", "alice"}
