"""Calls about what no user of the standard seed has: sessions, roles, proofs of identity, encrypted fields."""

import pytest

from envelope import accepted, refused, succeeded
from sample_seeds import ALICE

BRANDS = pytest.mark.parametrize("brand", ["authing", "genauth"])
ROLES = [{"code": "admin", "namespace": "default"}, {"code": "reader"}]
BODIES = {
    "kick-users": {"userId": ALICE, "appIds": ["app"]},
    "check-session-status": {"userId": ALICE, "appId": "app"},
    "has-any-role": {"userId": ALICE, "roles": ROLES},
    "reset-user-principal-authentication-info": {"userId": ALICE},
    "get-user-password-ciphertext": {"userId": ALICE},
}
WITH_OPTIONS = ["kick-users", "has-any-role", "reset-user-principal-authentication-info"]


@BRANDS
def test_no_user_is_logged_in(shared, brand):
    client = shared.client(brand)
    assert accepted(client.check_session_status("app", ALICE)) == {"active": False}
    succeeded(client.kick_users(["app", "another"], ALICE))
    succeeded(client.kick_users(["app"], "alice", {"userIdType": "username"}))


@BRANDS
def test_there_is_no_proof_of_identity(shared, brand):
    client = shared.client(brand, lang="zh-CN")
    refused(client.reset_user_principal_authentication_info(ALICE), 499, "没有认证记录")
    by_name = client.reset_user_principal_authentication_info("alice", {"userIdType": "username"})
    refused(by_name, 499, "没有认证记录")
    english = shared.client(brand, lang="en-US").reset_user_principal_authentication_info(ALICE)
    refused(english, 499, "No authentication record")


@BRANDS
def test_no_user_has_a_role_that_is_not_there(shared, brand):
    assert accepted(shared.client(brand).has_any_role(ROLES, ALICE)) == {"hasAnyRole": False}


@BRANDS
def test_only_an_empty_list_can_be_decrypted(shared, brand):
    assert accepted(shared.client(brand).user_field_decrypt([], "private key")) == []
    item = {"userId": ALICE, "fieldName": "phone", "encryptedContent": "content"}
    answer = shared.caller().post("users/field/decrypt", {"privateKey": "private key", "data": [item]})
    assert answer.status == 501
    assert " data " in refused(answer.envelope, 501)
    assert "private key" not in shared.log()


@pytest.mark.parametrize("operation", BODIES)
def test_the_user_has_to_be_there(shared, operation):
    caller = shared.caller(lang="zh-CN")
    body = BODIES[operation]
    refused(caller.post(operation, body | {"userId": "nobody"}).envelope, 404, "用户不存在", api_code=2004)
    refused(caller.post(operation, body | {"userId": ""}).envelope, 400, "参数 userId 格式错误")
    missing = {name: value for name, value in body.items() if name != "userId"}
    refused(caller.post(operation, missing).envelope, 400, "参数 userId 格式错误")


@pytest.mark.parametrize("operation", WITH_OPTIONS)
def test_the_kind_of_id_is_in_the_options(shared, operation):
    caller = shared.caller(lang="zh-CN")
    body = BODIES[operation]
    bad = caller.post(operation, body | {"options": {"userIdType": "x"}})
    refused(bad.envelope, 400, "参数 userIdType 格式错误")
    malformed = caller.post(operation, body | {"userId": "a@b", "options": {"userIdType": "email"}})
    refused(malformed.envelope, 400, "参数 userId 格式错误")
    answer = caller.post(operation, body | {"options": {"userIdType": "custom_field"}})
    refused(answer.envelope, 404, "用户不存在", api_code=2004)


@pytest.mark.parametrize(
    ("operation", "changes", "names"),
    [
        ("kick-users", {"appIds": []}, "appIds"),
        ("kick-users", {"appIds": ["a"] * 51}, "appIds"),
        ("kick-users", {"appIds": [""]}, "appIds"),
        ("kick-users", {"appIds": None, "userId": None}, "userId, appIds"),
        ("check-session-status", {"appId": ""}, "appId"),
        ("has-any-role", {"roles": []}, "roles"),
        ("has-any-role", {"roles": None}, "roles"),
        ("has-any-role", {"roles": [{"namespace": "default"}]}, "roles"),
        ("users/field/decrypt", {}, "privateKey, data"),
        ("users/field/decrypt", {"privateKey": "k", "data": [{"fieldName": "phone"}]}, "data"),
    ],
    ids=str,
)
def test_malformed_calls_are_refused(shared, operation, changes, names):
    body = BODIES.get(operation, {}) | changes
    refused(shared.caller(lang="zh-CN").post(operation, body).envelope, 400, f"参数 {names} 格式错误")
