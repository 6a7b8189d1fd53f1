"""One-time passwords and second factors of users: import-otp, get-otp-secret-by-user, the status of MFA, and seeds."""

import json

import pytest

from emulator import run_to_exit
from envelope import accepted, assert_is_envelope, refused, succeeded
from sample_seeds import ALICE, pool, seed

BRANDS = pytest.mark.parametrize("brand", ["authing", "genauth"])
OTP = {"secret": "HZ2F6J3AGNAVSOTV", "recoveryCode": "b471-8ec0-874a-087f-bccb-cd54"}
FACTORS = [{"mfaPolicy": "SMS", "status": 1, "sort": 1}, {"mfaPolicy": "EMAIL", "status": 0, "sort": 0}]
BOUND = {
    "mfaToken": "token",
    "mfaPhone": "13800000002",
    "mfaPhoneCountryCode": "+86",
    "mfaEmail": "second@example.com",
    "faceMfaEnabled": True,
    "totpMfaEnabled": True,
    "applicationMfa": FACTORS,
}
UNBOUND = {
    "mfaToken": "",
    "mfaPhone": None,
    "mfaPhoneCountryCode": None,
    "mfaEmail": None,
    "nickname": "Al",
    "username": "alice",
    "phone": "13800000001",
    "phoneCountryCode": "+86",
    "faceMfaEnabled": False,
    "totpMfaEnabled": False,
    "applicationMfa": [],
}
NAMES = ["totpStatus", "faceMfaStatus", "smsMfaStatus", "emailMfaStatus"]


def assert_succeeds_without_data(envelope):
    assert_is_envelope(envelope)
    assert envelope["statusCode"] == 200 and "data" not in envelope, envelope


def statuses(server, user_id=ALICE):
    info = accepted(server.client().get_user_mfa_info(user_id))
    assert list(info) == NAMES
    return [info[name] for name in NAMES]


def secret(server, user_id):
    return accepted(server.client().get_otp_secret_by_user(user_id))


@BRANDS
def test_an_imported_secret_is_shown(fresh, brand):
    client = fresh.client(brand)
    assert accepted(client.get_otp_secret_by_user(ALICE)) == {"secret": ""}
    assert_succeeds_without_data(
        client.import_otp([{"userId": ALICE, "otp": OTP}, {"userId": "user-001", "otp": {"secret": "S"}}])
    )
    assert accepted(client.get_otp_secret_by_user(ALICE)) == {"secret": OTP["secret"]}
    assert accepted(client.get_otp_secret_by_user("user_001", "username")) == {"secret": "S"}
    assert statuses(fresh) == ["enabled", "disabled", "disabled", "disabled"]
    assert accepted(client.get_user_mfa_status(ALICE))["totpMfaEnabled"] is True


def test_the_last_secret_counts(fresh):
    client = fresh.client()
    client.import_otp([{"userId": ALICE, "otp": OTP}])
    assert_succeeds_without_data(
        client.import_otp([{"userId": ALICE, "otp": {"secret": "A"}}, {"userId": ALICE, "otp": {"secret": "B"}}])
    )
    assert secret(fresh, ALICE) == {"secret": "B"}
    assert_succeeds_without_data(client.import_otp([]))


def test_an_import_is_all_or_nothing(fresh):
    items = [{"userId": ALICE, "otp": OTP}, {"userId": "nobody", "otp": OTP}]
    refused(fresh.client(lang="zh-CN").import_otp(items), 404, "用户不存在", api_code=2004)
    assert secret(fresh, ALICE) == {"secret": ""}


@pytest.mark.parametrize(
    "items",
    [None, {}, [7], [{"otp": OTP}], [{"userId": "", "otp": OTP}], [{"userId": ALICE}], [{"userId": ALICE, "otp": {}}]]
    + [[{"userId": ALICE, "otp": {"secret": ""}}], [{"userId": ALICE, "otp": {"secret": "s", "recoveryCode": 1}}]],
    ids=str,
)
def test_a_malformed_import_is_refused(shared, items):
    answer = shared.caller(lang="zh-CN").post("import-otp", {"list": items})
    refused(answer.envelope, 400, "参数 list 格式错误")


def test_a_new_user_can_have_a_secret(fresh):
    client = fresh.client()
    one = accepted(client.create_user(username="bob", otp=OTP))
    two = accepted(client.create_users_batch([{"username": "eve", "otp": {"secret": "S"}}, {"username": "mallory"}]))
    found = [secret(fresh, user["userId"])["secret"] for user in [one, *two]]
    assert found == [OTP["secret"], "S", ""]
    answer = fresh.caller(lang="zh-CN").post("create-user", {"username": "x", "otp": {"recoveryCode": "r"}})
    refused(answer.envelope, 400, "参数 secret 格式错误")


def test_a_secret_goes_with_its_user(fresh):
    client = fresh.client()
    client.import_otp([{"userId": "user-001", "otp": OTP}])
    succeeded(client.set_users_mfa_status(BOUND, "user-001"))
    succeeded(client.delete_users_batch(["user-001"]))
    again = accepted(client.create_user(username="user_001"))
    assert secret(fresh, again["userId"]) == {"secret": ""}
    assert accepted(client.get_user_mfa_status(again["userId"]))["applicationMfa"] == []


@BRANDS
def test_no_second_factor_is_bound_at_first(shared, brand):
    status = accepted(shared.client(brand).get_user_mfa_status("alice", "username"))
    assert status == UNBOUND and list(status) == list(UNBOUND)
    assert statuses(shared) == ["disabled"] * 4


@BRANDS
def test_second_factors_are_shown_as_set(fresh, brand):
    client = fresh.client(brand)
    succeeded(client.set_users_mfa_status(BOUND, "alice", "username"))
    assert accepted(client.get_user_mfa_status(ALICE)) == UNBOUND | BOUND
    # One-time passwords are bound by their secret, not by the wish to ask for them.
    assert statuses(fresh) == ["disabled", "enabled", "enabled", "enabled"]


def test_setting_replaces_everything_and_takes_what_was_shown(fresh):
    client = fresh.client()
    before = accepted(client.get_user_mfa_status(ALICE))
    succeeded(client.set_users_mfa_status(BOUND, ALICE))
    succeeded(client.set_users_mfa_status(before, ALICE))
    assert accepted(client.get_user_mfa_status(ALICE)) == before
    succeeded(client.set_users_mfa_status({"mfaToken": "t", "applicationMfa": FACTORS[:1]}, ALICE))
    expected = UNBOUND | {"mfaToken": "t", "applicationMfa": FACTORS[:1]}
    assert accepted(client.get_user_mfa_status(ALICE)) == expected


@pytest.mark.parametrize("field", ["nickname", "username", "phone", "phoneCountryCode"])
def test_a_user_is_not_changed_by_it(fresh, field):
    answer = fresh.caller().post("set-mfa-status", {"userId": ALICE, "mfaTriggerData": BOUND | {field: "9"}})
    assert answer.status == 501
    assert f" {field} " in refused(answer.envelope, 501)
    assert accepted(fresh.client().get_user_mfa_status(ALICE)) == UNBOUND


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (None, "mfaTriggerData"),
        ([7], "mfaTriggerData"),
        ([], "mfaToken, applicationMfa"),
        ({}, "mfaToken, applicationMfa"),
        (BOUND | {"mfaPhone": 7, "faceMfaEnabled": "yes"}, "mfaPhone, faceMfaEnabled"),
        (BOUND | {"applicationMfa": [{"mfaPolicy": "SMS", "status": 1}]}, "applicationMfa"),
        (BOUND | {"applicationMfa": [{"mfaPolicy": "SMS", "status": 1.5, "sort": 0}]}, "applicationMfa"),
    ],
    ids=str,
)
def test_a_malformed_status_is_refused(shared, data, names):
    body = {"userId": ALICE, "mfaTriggerData": data}
    refused(shared.caller(lang="zh-CN").post("set-mfa-status", body).envelope, 400, f"参数 {names} 格式错误")


@pytest.mark.parametrize("operation", ["get-user-mfa-info", "get-mfa-status", "get-otp-secret-by-user"])
def test_reads_need_a_user(shared, operation):
    caller = shared.caller(lang="zh-CN")
    refused(caller.get(operation, "userId=nobody").envelope, 404, "用户不存在", api_code=2004)
    refused(caller.get(operation, "userId=").envelope, 400, "参数 userId 格式错误")
    unknown = caller.get(operation, f"userId=school:{ALICE}&userIdType=custom_field")
    refused(unknown.envelope, 404, "用户不存在", api_code=2004)


def test_setting_needs_a_user(shared):
    refused(shared.client(lang="zh-CN").set_users_mfa_status(BOUND, "nobody"), 404, "用户不存在", api_code=2004)


def test_a_seed_has_both(launch, tmp_path):
    users = [
        {"userId": "u1", "username": "one", "otp": OTP, "mfa": BOUND},
        {"userId": "u2", "username": "two", "otp": {"secret": "S"}, "mfa": {"totpMfaEnabled": False}},
        {"userId": "u3", "username": "three", "mfa": {}},
    ]
    first = launch(seed=seed(pool(users=users)), data=tmp_path / "first")
    assert secret(first, "u1") == {"secret": OTP["secret"]}
    status = accepted(first.client().get_user_mfa_status("u1"))
    assert {name: status[name] for name in BOUND} == BOUND
    assert accepted(first.client().get_user_mfa_status("u2"))["totpMfaEnabled"] is False
    exported = run_to_exit("export", "--data", tmp_path / "first").stdout
    (one, two, three) = json.loads(exported)["userPools"][0]["users"]
    assert (one, two["otp"]) == (users[0], {"secret": "S"})
    assert three["mfa"] == {"mfaToken": ""}

    (tmp_path / "exported.json").write_text(exported, encoding="utf-8")
    launch("--seed", tmp_path / "exported.json", data=tmp_path / "second")
    assert run_to_exit("export", "--data", tmp_path / "second").stdout == exported
