"""--rate-limit: more requests of an access key in a second of its pool's clock get 429."""

import concurrent.futures
import json

import pytest

from caller import exchange, API, post_json
from control import Control
from emulator import assert_fails_with_one_line, run_to_exit
from envelope import accepted, refused
from sample_seeds import KEY, OTHER_KEY, POOL_ID, Key, standard_seed
from signer import GENAUTH, signed

NOON = "2030-01-01T12:00:00.000Z"
CHINESE = "您的请求已超过最大数量限制，请稍后重试"


@pytest.fixture
def limited(launch):
    """A server with at most 5 requests a second, and frozen clocks."""
    return launch("--rate-limit", "5/s", "--freeze-clock", NOON, seed=standard_seed())


def statuses(caller, count):
    return [caller.get("list-groups").status for _ in range(count)]


def test_requests_over_the_limit_are_refused_as_documented(limited):
    caller = limited.caller(lang="zh-CN")
    assert caller.token  # the first request
    assert statuses(caller, 6) == [200] * 4 + [429] * 2
    answer = caller.get("list-groups")
    body = json.loads(answer.body)
    assert answer.status == 429 and refused(body, 429) == CHINESE
    assert set(body) == {"statusCode", "message", "requestId"}
    assert "Retry-After" not in answer.headers


def test_each_second_of_the_pools_clock_begins_anew(limited):
    caller = limited.caller()
    assert caller.token
    pool = Control(limited).pool(POOL_ID)
    assert statuses(caller, 5) == [200] * 4 + [429]
    pool.call("POST", "/clock/advance", {"seconds": 1})
    assert statuses(caller, 6) == [200] * 5 + [429]


def test_each_access_key_has_a_limit_of_its_own(limited):
    caller, other = limited.caller(), limited.caller(OTHER_KEY)
    assert statuses(caller, 10)[-1] == 429
    assert statuses(other, 3) == [200] * 3
    [made] = accepted(other.post("create-access-key", {"type": "userpool"}).envelope)
    second = limited.caller(Key(made["accessKeyId"], made["accessKeySecret"]))
    assert statuses(second, 5) == [200] * 4 + [429]


def test_requests_for_tokens_and_signed_requests_count(limited):
    assert statuses(limited.caller(), 3) == [200] * 3  # with the request for the token four
    headers = signed(GENAUTH, KEY, "GET", API + "list-groups", {})
    accepted(exchange(limited.port, "GET", API + "list-groups", headers).envelope)
    body = {"accessKeyId": KEY.id, "accessKeySecret": KEY.secret}
    assert post_json(limited.port, "get-management-token", body).status == 429


def test_exactly_as_many_as_allowed_pass_at_once(limited):
    token = limited.caller(OTHER_KEY).token
    headers = {"Authorization": f"Bearer {token}"}
    with concurrent.futures.ThreadPoolExecutor(16) as threads:
        calls = [
            threads.submit(exchange, limited.port, "GET", API + "list-groups", headers) for _ in range(64)
        ]
        found = [call.result().status for call in calls]
    assert sorted(found) == [200] * 4 + [429] * 60


def test_a_refused_caller_does_not_count(limited):
    for _ in range(10):
        refused(exchange(limited.port, "GET", API + "list-groups", {"Authorization": "Bearer x"}).envelope, 401, api_code=2020)
    assert statuses(limited.caller(), 4) == [200] * 4


def test_there_is_no_limit_by_default(shared):
    assert set(statuses(shared.caller(), 50)) == {200}


@pytest.mark.parametrize("value", ["0/s", "5", "5/m", "-1/s", "x/s", "1000001/s", ""])
def test_a_limit_that_makes_no_sense_is_refused(binary, value):
    assert_fails_with_one_line(run_to_exit("serve", "--port", "0", "--in-memory", f"--rate-limit={value}"), "rate-limit")


KEPT = ["path", "method", "userPool"]
REST = ["fields", "operation"]


@pytest.mark.parametrize("way", ["token", "signature", "request for a token"])
def test_the_explanation_names_the_limit_that_refused_a_request(limited, way):
    pool = Control(limited).pool(POOL_ID)
    caller = limited.caller()
    key = {"accessKeyId": KEY.id, "accessKeySecret": KEY.secret}

    def send():
        if way == "token":
            return caller.get("list-groups")
        if way == "signature":
            return exchange(limited.port, "GET", API + "list-groups", signed(GENAUTH, KEY, "GET", API + "list-groups", {}))
        return post_json(limited.port, "get-management-token", key)

    def rules(answer):
        shown = pool.get(f"/requests/{answer.headers['x-genauth-emulator-request-id']}")["explanation"]["rules"]
        return [(item["rule"], item["outcome"]) for item in shown]

    answers = [send() for _ in range(6)]
    assert (answers[0].status, answers[-1].status) == (200, 429)
    before = {
        "token": KEPT + ["credentials"],
        "signature": KEPT + ["contentType", "syntax", "credentials"],
        "request for a token": KEPT + ["contentType", "syntax"],
    }[way]
    after = (["contentType", "syntax"] if way == "token" else []) + REST
    assert rules(answers[0]) == [(rule, "kept") for rule in before + ["rateLimit"] + after]
    assert rules(answers[-1]) == (
        [(rule, "kept") for rule in before] + [("rateLimit", "broken")] + [(rule, "not checked") for rule in after]
    )
