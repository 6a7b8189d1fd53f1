"""Access keys: creating, listing, disabling and deleting them, with the immediate effect on tokens and signatures."""

import json

import pytest

import signer
from caller import API, Caller, exchange, post_json
from emulator import run_to_exit
from envelope import accepted, refused, refused_parameters, succeeded
from sample_seeds import KEY, OTHER_KEY, OTHER_POOL_ID, POOL_ID, USER_IDS, Key, pool, seed, user, standard_seed

MEMBERS = ["accessKeyId", "accessKeySecret", "userId", "createdAt", "status", "lastDate", "userPoolId", "enable"]
LAST_KEY = "The last enabled access key of a user pool cannot be deleted or disabled"


def create(emulator, key=KEY, **fields):
    """Creates a key; the reply is an array with one entry."""
    data = accepted(emulator.caller(key).post("create-access-key", {"type": "userpool"} | fields).envelope)
    assert len(data) == 1 and list(data[0]) == MEMBERS
    return data[0]


def pair(made):
    return Key(made["accessKeyId"], made["accessKeySecret"])


def listed(emulator, query="", key=KEY):
    return [each["accessKeyId"] for each in accepted(emulator.caller(key).get("list-access-key", query).envelope)]


def set_enabled(emulator, key, enable):
    succeeded(emulator.caller().post("update-access-key", {"accessKeyId": key.id, "enable": enable}).envelope)


def delete(emulator, key):
    envelope = emulator.caller().post("delete-access-key", {"accessKeyId": key.id}).envelope
    assert envelope["statusCode"] == 200 and "data" not in envelope


def ask_token(emulator, key):
    body = {"accessKeyId": key.id, "accessKeySecret": key.secret}
    return post_json(emulator.port, "get-management-token", body).envelope


def signed_call(emulator, key):
    language = {"x-authing-lang": "en-US"}
    headers = signer.signed(signer.AUTHING, key, "GET", API + "list-groups", {}, signer.node_headers(signer.AUTHING) | language)
    return exchange(emulator.port, "GET", API + "list-groups", headers).envelope


def token_call(caller):
    return caller.get("list-groups").envelope


def test_a_new_key_works_at_once_for_tokens_and_signatures(fresh):
    made = create(fresh, userId=USER_IDS[0])
    assert made["status"] == "activated" and made["enable"] is True
    assert made["userId"] == USER_IDS[0] and made["userPoolId"] == POOL_ID
    assert made["createdAt"] == made["lastDate"]
    assert len(made["accessKeyId"]) == 24 and len(made["accessKeySecret"]) == 32
    accepted(signed_call(fresh, pair(made)))
    accepted(token_call(fresh.caller(pair(made))))


def test_a_new_key_chooses_its_own_pool(launch):
    emulator = launch(seed=seed(pool(), pool(OTHER_POOL_ID, OTHER_KEY, users=[user("only-here")])))
    made = create(emulator, OTHER_KEY)
    assert made["userPoolId"] == OTHER_POOL_ID
    accepted(emulator.caller(pair(made)).get("get-user", "userId=only-here").envelope)
    assert listed(emulator) == [KEY.id]


@pytest.mark.parametrize("brand", ["authing", "genauth"])
def test_the_sdks_manage_keys(fresh, brand):
    client = fresh.client(brand)
    made = accepted(client.create_access_key("tenant", USER_IDS[0], "t1"))[0]
    assert accepted(client.get_access_key(USER_IDS[0], made["accessKeyId"])) == [made]
    assert made in accepted(client.get_access_key_list())
    succeeded(client.update_access_key(False, made["accessKeyId"]))
    assert accepted(client.get_access_key(USER_IDS[0], made["accessKeyId"]))[0]["status"] == "revoked"
    assert client.delete_access_key(made["accessKeyId"])["statusCode"] == 200
    refused(client.get_access_key(USER_IDS[0], made["accessKeyId"]), 404, "Access key does not exist")


def test_a_disabled_key_is_refused_at_once_and_works_again_when_enabled(fresh):
    key = pair(create(fresh))
    caller = fresh.caller(key)
    for _ in range(2):
        accepted(token_call(caller))
        accepted(signed_call(fresh, key))
    set_enabled(fresh, key, False)
    refused(token_call(caller), 401, api_code=2020)
    refused(signed_call(fresh, key), 401, "The access key is disabled")
    refused(ask_token(fresh, key), 401, "The access key is disabled")
    refused(ask_token(fresh, Key(key.id, "wrong")), 401, "Wrong accessKeySecret")
    assert "is disabled" in fresh.log() and key.secret not in fresh.log()
    set_enabled(fresh, key, True)
    accepted(token_call(caller))
    accepted(signed_call(fresh, key))
    accepted(ask_token(fresh, key))


def test_a_deleted_key_is_unknown_at_once(fresh):
    key = pair(create(fresh))
    caller = fresh.caller(key)
    accepted(token_call(caller))
    accepted(signed_call(fresh, key))
    delete(fresh, key)
    refused(token_call(caller), 401, api_code=2020)
    refused(signed_call(fresh, key), 404, api_code=2224)
    refused(ask_token(fresh, key), 404, api_code=2224)
    assert listed(fresh) == [KEY.id]


def test_a_key_that_is_unknown_is_404(fresh):
    caller = fresh.caller()
    for envelope in [
        caller.post("delete-access-key", {"accessKeyId": "no"}).envelope,
        caller.post("update-access-key", {"accessKeyId": "no", "enable": True}).envelope,
        caller.get("get-access-key", "userId=&accessKeyId=no").envelope,
        caller.get("get-access-key", f"userId={USER_IDS[0]}&accessKeyId={KEY.id}").envelope,
    ]:
        refused(envelope, 404, "Access key does not exist")
    chinese = fresh.caller(lang="zh-CN").post("delete-access-key", {"accessKeyId": "no"}).envelope
    refused(chinese, 404, "accessKey 不存在")


def test_a_key_of_the_seed_belongs_to_no_user(fresh):
    shown = accepted(fresh.caller().get("get-access-key", f"userId=&accessKeyId={KEY.id}").envelope)
    assert [each["userId"] for each in shown] == [""]
    assert pair(shown[0]) == KEY


def test_the_user_of_a_new_key_has_to_exist(fresh):
    refused(
        fresh.caller().post("create-access-key", {"type": "userpool", "userId": "nobody"}).envelope,
        404, "User does not exist", 2004,
    )
    assert listed(fresh) == [KEY.id]


@pytest.mark.parametrize(
    ("operation", "body", "fields"),
    [
        ("create-access-key", {}, ["type"]),
        ("create-access-key", {"type": ""}, ["type"]),
        ("create-access-key", {"type": "userpool", "userId": 1}, ["userId"]),
        ("update-access-key", {}, ["accessKeyId", "enable"]),
        ("update-access-key", {"accessKeyId": "k", "enable": "perhaps"}, ["enable"]),
        ("delete-access-key", {}, ["accessKeyId"]),
    ],
)
def test_fields_that_are_missing_or_invalid_are_named(shared, operation, body, fields):
    refused_parameters(shared.caller(lang="zh-CN").post(operation, body).envelope, fields)


def test_the_last_enabled_key_is_neither_deleted_nor_disabled(fresh):
    spare = pair(create(fresh))
    set_enabled(fresh, spare, False)
    caller = fresh.caller()
    refused(caller.post("delete-access-key", {"accessKeyId": KEY.id}).envelope, 400, LAST_KEY)
    refused(caller.post("update-access-key", {"accessKeyId": KEY.id, "enable": False}).envelope, 400, LAST_KEY)
    set_enabled(fresh, spare, True)
    delete(fresh, KEY)
    assert listed(fresh, key=spare) == [spare.id]


def test_lists_are_filtered_and_newest_first(fresh):
    first = create(fresh, userId=USER_IDS[0])["accessKeyId"]
    second = create(fresh, userId=USER_IDS[1], tenantId="t1", type="tenant")["accessKeyId"]
    set_enabled(fresh, Key(second, ""), False)
    assert set(listed(fresh)[:2]) == {first, second} and listed(fresh)[2] == KEY.id
    for query, expected in [
        (f"userId={USER_IDS[0]}", [first]),
        ("userId=nobody", []),
        ("tenantId=t1", [second]),
        ("type=tenant", [second]),
        ("status=revoked", [second]),
        ("status=staging", []),
        ("userId=&tenantId=&type=&status=revoked", [second]),
    ]:
        assert listed(fresh, query) == expected, query
    assert set(listed(fresh, "status=revoked,activated")) == {first, second, KEY.id}
    assert set(listed(fresh, "status=activated")) == {first, KEY.id}


def test_keys_are_kept_over_a_restart(launch, tmp_path):
    data = tmp_path / "data"
    emulator = launch(seed=standard_seed(), data=data)
    kept, disabled, deleted = (pair(create(emulator)) for _ in range(3))
    tokens = {key: emulator.caller(key).token for key in (kept, disabled, deleted)}
    set_enabled(emulator, disabled, False)
    delete(emulator, deleted)
    emulator.kill()
    again = launch(data=data)

    def with_token(key):
        return exchange(again.port, "GET", API + "list-groups", {"Authorization": f"Bearer {tokens[key]}"}).envelope

    accepted(with_token(kept))
    refused(with_token(disabled), 401, api_code=2020)
    refused(with_token(deleted), 401, api_code=2020)
    accepted(signed_call(again, kept))
    refused(signed_call(again, disabled), 401)
    refused(signed_call(again, deleted), 404, api_code=2224)


def test_an_export_has_the_keys_and_a_seed_makes_them(launch, tmp_path):
    data = tmp_path / "data"
    emulator = launch(seed=seed(pool(users=[user("u1")])), data=data)
    made = pair(create(emulator, userId="u1", tenantId="t1", type="tenant"))
    set_enabled(emulator, made, False)
    shown = accepted(emulator.caller().get("list-access-key").envelope)
    exported = run_to_exit("export", "--data", data)
    assert exported.returncode == 0, exported.stderr
    keys = json.loads(exported.stdout)["userPools"][0]["accessKeys"]
    created = next(key for key in keys if key["id"] == made.id)
    assert created == {
        "id": made.id, "secret": made.secret, "userId": "u1", "tenantId": "t1", "type": "tenant",
        "createdAt": created["createdAt"], "enable": False,
    }
    other = launch(seed=json.loads(exported.stdout), data=tmp_path / "copy")
    assert accepted(other.caller().get("list-access-key").envelope) == shown
    refused(signed_call(other, made), 401, "The access key is disabled")
    assert run_to_exit("export", "--data", tmp_path / "copy").stdout == exported.stdout


def test_checks_that_are_off_accept_a_disabled_key(launch):
    emulator = launch("--auth", "off", seed=standard_seed())
    key = pair(create(emulator))
    set_enabled(emulator, key, False)
    accepted(signed_call(emulator, key))
    accepted(Caller(emulator.port, key).get("list-groups").envelope)
