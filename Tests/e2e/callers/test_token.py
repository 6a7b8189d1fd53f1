"""get-management-token, and what a token opens and does not open."""

import base64
import json
import time

import authing.AuthingException
import genauth.GenAuthException
import pytest

from caller import API, exchange, post_json
from emulator import wait_until
from envelope import accepted, refused, refused_parameters, succeeded
from sample_seeds import GROUP, KEY, OTHER_KEY, OTHER_POOL_ID, POOL_ID, Key, group, pool, seed, standard_seed

EXCEPTIONS = {
    "authing": authing.AuthingException.AuthingException,
    "genauth": genauth.GenAuthException.GenAuthException,
}


def request_token(emulator, key=KEY):
    body = {"accessKeyId": key.id, "accessKeySecret": key.secret}
    return post_json(emulator.port, "get-management-token", body).envelope


def part(token, index):
    """A part of a JWT, read with the standard alphabet alone, as the Python SDKs do."""
    text = token.split(".")[index]
    return json.loads(base64.b64decode(text + "=" * (-len(text) % 4), validate=True))


def url_safe(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def list_groups(emulator, authorization):
    headers = {} if authorization is None else {"Authorization": authorization}
    answer = exchange(emulator.port, "GET", API + "list-groups", headers)
    assert answer.status == 200
    return answer.envelope


def test_a_token_is_a_signed_jwt_that_names_the_pool(shared):
    before = int(time.time())
    data = accepted(request_token(shared))
    assert list(data) == ["access_token", "expires_in"]
    assert data["expires_in"] == 7200
    token = data["access_token"]
    assert token.count(".") == 2
    assert part(token, 0)["alg"] == "HS256"
    claims = part(token, 1)
    assert claims["scoped_userpool_id"] == POOL_ID
    assert claims["access_key_id"] == KEY.id
    assert claims["token_type"] == "management_token"
    assert claims["access_key_type"] == "userpool"
    assert before <= claims["iat"] <= time.time() + 1
    assert claims["exp"] == claims["iat"] + 7200


AWKWARD_POOL_IDS = ["???", "a??>>b", "~~~~~", "x~~~", "xy~~~>>>???", "用户池", "é?é?é", "池😀池"]


def test_the_payload_needs_only_the_standard_base64_alphabet(launch):
    keys = [Key(f"key-{number}", "secret") for number in range(len(AWKWARD_POOL_IDS))]
    pools = [pool(pool_id, key) for pool_id, key in zip(AWKWARD_POOL_IDS, keys)]
    emulator = launch(seed=seed(*pools))
    found = [part(accepted(request_token(emulator, key))["access_token"], 1)["scoped_userpool_id"] for key in keys]
    assert found == AWKWARD_POOL_IDS


@pytest.mark.parametrize("brand", ["authing", "genauth"])
def test_the_sdk_logs_in_and_finds_its_pool(shared, brand):
    client = shared.client(brand)
    accepted(client.list_groups())
    assert client.http_client.token_provider.get_access_token()[1] == POOL_ID


@pytest.mark.parametrize("brand", ["authing", "genauth"])
def test_each_key_selects_its_own_pool(shared, brand):
    client = shared.client(brand, OTHER_KEY)
    codes = {found["code"] for found in accepted(client.list_groups())["list"]}
    assert codes == {"strangers-only", GROUP}
    assert client.http_client.token_provider.get_access_token()[1] == OTHER_POOL_ID


@pytest.mark.parametrize("brand", ["authing", "genauth"])
@pytest.mark.parametrize(
    ("key", "status", "api_code"),
    [(Key(KEY.id, "wrong"), 401, None), (Key("nobody", KEY.secret), 404, 2224)],
    ids=["wrong secret", "unknown key"],
)
def test_the_sdk_raises_when_the_key_is_wrong(shared, brand, key, status, api_code):
    with pytest.raises(EXCEPTIONS[brand]) as raised:
        shared.client(brand, key).list_groups()
    assert (raised.value.statusCode, raised.value.apiCode) == (status, api_code)


def test_a_wrong_secret_is_refused_without_api_code(shared):
    refused(request_token(shared, Key(KEY.id, OTHER_KEY.secret)), 401)


def test_an_unknown_key_is_refused(shared):
    refused(request_token(shared, Key("nobody", "any")), 404, api_code=2224)


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({"accessKeySecret": "s"}, ["accessKeyId"]),
        ({"accessKeyId": KEY.id}, ["accessKeySecret"]),
        ({"accessKeyId": 7, "accessKeySecret": KEY.secret}, ["accessKeyId"]),
        ({"accessKeyId": KEY.id, "accessKeySecret": None}, ["accessKeySecret"]),
        ({}, ["accessKeyId", "accessKeySecret"]),
    ],
    ids=["no id", "no secret", "id a number", "secret null", "neither"],
)
def test_malformed_credentials_are_named(shared, body, names):
    answer = post_json(shared.port, "get-management-token", body, {"x-authing-lang": "zh-CN"})
    assert answer.status == 200
    refused_parameters(answer.envelope, names)


@pytest.mark.parametrize("scheme", ["", "Bearer ", "bearer "], ids=["raw", "Bearer", "bearer"])
def test_a_token_is_accepted_with_and_without_scheme(shared, scheme):
    token = accepted(request_token(shared))["access_token"]
    assert accepted(list_groups(shared, scheme + token))["totalCount"] == 5


def test_signature_headers_beside_a_token_do_not_count(shared):
    headers = {
        "Authorization": accepted(request_token(shared))["access_token"],
        "date": "1234567890123",
        "x-authing-signature-method": "HMAC-SHA1",
        "x-authing-signature-nonce": "always the same",
        "x-authing-signature-version": "1.0",
    }
    for _ in range(2):
        accepted(exchange(shared.port, "GET", API + "list-groups", headers).envelope)


@pytest.mark.parametrize(
    "authorization",
    [None, "", "Bearer ", "Bearer nonsense", "nonsense", "Bearer a.b.c", "Basic a2V5OnNlY3JldA==", "Bearer ..."],
)
def test_missing_or_invalid_credentials_are_refused(shared, authorization):
    refused(list_groups(shared, authorization), 401, api_code=2020)


def forge_payload(token):
    head, _, signature = token.split(".")
    return f"{head}.{url_safe(part(token, 1) | {'exp': int(time.time()) + 10**6})}.{signature}"


def forge_algorithm(token):
    return f"{url_safe({'alg': 'none', 'typ': 'JWT'})}.{token.split('.')[1]}."


def forge_signature(token):
    head, payload, signature = token.split(".")
    return f"{head}.{payload}.{'B' if signature[0] == 'A' else 'A'}{signature[1:]}"


@pytest.mark.parametrize("forge", [forge_payload, forge_algorithm, forge_signature])
def test_a_forged_token_is_refused(shared, forge):
    token = accepted(request_token(shared))["access_token"]
    refused(list_groups(shared, "Bearer " + forge(token)), 401, api_code=2020)


def test_a_token_ends_with_its_lifetime(launch):
    emulator = launch("--token-lifetime", "2", seed=standard_seed())
    data = accepted(request_token(emulator))
    assert data["expires_in"] == 2
    claims = part(data["access_token"], 1)
    assert claims["exp"] == claims["iat"] + 2
    authorization = "Bearer " + data["access_token"]
    accepted(list_groups(emulator, authorization))
    expired = wait_until(
        lambda: (envelope := list_groups(emulator, authorization))["statusCode"] != 200 and envelope, 6, "expiry"
    )
    refused(expired, 401, api_code=2020)
    assert time.time() >= claims["exp"]


@pytest.mark.parametrize("operation", ["add-group-members", "add-department-members"])
def test_nothing_is_changed_without_credentials(shared, operation):
    body = {"code": GROUP, "organizationCode": "acme", "departmentId": "root", "userIds": ["user-000"]}
    refused(post_json(shared.port, operation, body).envelope, 401, api_code=2020)
    assert shared.client().list_group_members(GROUP)["data"]["totalCount"] == 0
    assert shared.client().list_department_member_ids("acme", "root")["data"] == []


def test_a_restarted_process_issues_tokens_that_work(launch, tmp_path):
    data = tmp_path / "data"
    launch(seed=seed(pool(groups=[group(GROUP)], users=[{"userId": "u"}])), data=data).stop()
    succeeded(launch(data=data).client().add_group_members(["u"], GROUP))


@pytest.mark.parametrize("header", ["x-authing-userpool-id", "x-genauth-userpool-id"])
def test_the_id_of_the_access_key_names_the_pool_of_a_token(fresh, header):
    """The PHP SDK and a public n8n node send their access key's id as the user pool on every call."""
    headers = fresh.caller().headers
    accepted(exchange(fresh.port, "GET", API + "list-groups", headers | {header: KEY.id}).envelope)
    for other in [OTHER_KEY.id, OTHER_POOL_ID, "nobody"]:
        answer = exchange(fresh.port, "GET", API + "list-groups", headers | {header: other})
        refused(answer.envelope, 401, api_code=2020)
        line = f"userpool-id names {other}, the token is for {POOL_ID}"
        wait_until(lambda: line in fresh.log(), 5, "the reason in the log")
    assert headers["Authorization"].split(".")[-1] not in fresh.log()
