"""Faults that a test plans for the requests of its user pool, and the account of what was applied."""

import concurrent.futures
import http.client
import json
import socket
import time

import pytest
import requests as http_requests

from caller import API, exchange, post_json
from control import Control
from envelope import accepted, refused
from sample_seeds import GROUP, KEY, OTHER_KEY, POOL_ID, Key, group, standard_seed

PLAN = "x-genauth-emulator-fault"


@pytest.fixture
def control(fresh):
    return Control(fresh)


@pytest.fixture
def pool(control):
    return control.pool(POOL_ID)


def plan(pool, effect, **members):
    return pool.call("POST", "/faults", {"effect": effect} | members, status=201)


def counts(pool, plan):
    shown = pool.get(f"/faults/{plan['id']}")
    return shown["matched"], shown["fired"]


def group_exists(pool, code):
    [entry] = pool.get("/export")["userPools"]
    return code in [item["code"] for item in entry["groups"]]


def test_exactly_the_first_calls_fail_and_the_account_agrees(fresh, pool):
    caller = fresh.caller()
    assert caller.token
    made = plan(pool, {"error": {"statusCode": 500, "apiCode": 7}}, operation="get-group", when={"first": 7}, name="seven")
    with concurrent.futures.ThreadPoolExecutor(16) as workers:
        answers = list(workers.map(lambda _: caller.get("get-group", f"code={GROUP}"), range(60)))
    failed = [answer for answer in answers if answer.envelope["statusCode"] != 200]
    assert len(failed) == 7 and {answer.envelope["apiCode"] for answer in failed} == {7}
    assert counts(pool, made) == (60, 7)
    [verified] = pool.call("POST", "/faults/verify")["faults"]
    assert verified == pool.get("/faults")["faults"][0] == made | {"matched": 60, "fired": 7}
    listed = pool.get("/requests?operation=get-group")["requests"]
    struck = [item for item in listed if "faults" in item]
    assert {item["requestId"] for item in struck} == {answer.envelope["requestId"] for answer in failed}
    assert all(item["faults"][0]["faultId"] == made["id"] for item in struck)


def test_verify_names_the_plans_that_were_not_applied_as_often_as_planned(fresh, pool):
    plan(pool, {"http": 503}, operation="get-group", when={"first": 2}, name="twice")
    never = plan(pool, {"http": 503}, operation="delete-users-batch")
    fresh.caller().get("get-group", f"code={GROUP}")
    message = pool.refused("POST", "/faults/verify", 409, "faults_not_fired")
    assert "twice (1 of 2)" in message and f"{never['id']} (0 of 1)" in message
    fresh.caller().get("get-group", f"code={GROUP}")
    pool.call("DELETE", f"/faults/{never['id']}", status=204)
    pool.call("POST", "/faults/verify")


def test_a_probability_with_a_seed_draws_the_same_calls_again(fresh, pool):
    def drawn(seed):
        made = plan(pool, {"http": 500}, operation="get-group", when={"probability": 0.5, "random": seed})
        caller = fresh.caller()
        answers = [caller.get("get-group", f"code={GROUP}").status for _ in range(40)]
        assert counts(pool, made) == (40, answers.count(500))
        pool.call("DELETE", f"/faults/{made['id']}", status=204)
        return answers

    first = drawn(42)
    assert set(first) == {200, 500} and drawn(42) == first and drawn(43) != first


def test_a_deterministic_server_draws_the_same_calls_without_a_seed_in_each_run(launch):
    def drawn(seed):
        emulator = launch("--deterministic", seed, seed=standard_seed())
        made = plan(Control(emulator).pool(POOL_ID), {"http": 500}, operation="get-group", when={"probability": 0.5})
        assert made["id"] == "fault-1"
        caller = emulator.caller()
        return [caller.get("get-group", f"code={GROUP}").status for _ in range(40)]

    assert drawn("one") == drawn("one") != drawn("two")


def test_a_failure_has_the_envelope_of_the_service_and_the_operation_is_not_carried_out(fresh, pool):
    plan(pool, {"error": {"statusCode": 499, "apiCode": 1234, "message": "no luck"}}, operation="create-group")
    answer = fresh.caller().post("create-group", group("new"))
    assert answer.status == 200
    assert {name: answer.envelope[name] for name in ("statusCode", "apiCode", "message")} == {
        "statusCode": 499, "apiCode": 1234, "message": "no luck",
    }  # fmt: skip
    assert list(answer.envelope) == ["statusCode", "message", "apiCode", "requestId"]
    assert not group_exists(pool, "new")


def test_an_answer_has_the_ids_of_the_plans_that_were_applied(fresh, pool):
    slow = plan(pool, {"latency": "1ms"}, operation="get-group")
    failing = plan(pool, {"http": 503}, operation="get-group", when={"first": 1})
    caller = fresh.caller()
    answers = [caller.get("get-group", f"code={GROUP}") for _ in range(2)]
    assert [answer.headers[PLAN] for answer in answers] == [f"{slow['id']}, {failing['id']}", slow["id"]]
    assert PLAN not in caller.get("list-groups").headers


def test_an_http_status_is_sent_with_retry_after(fresh, pool):
    plan(pool, {"http": 429, "retryAfter": 3}, operation="get-group")
    answer = fresh.caller().get("get-group", f"code={GROUP}")
    assert answer.status == 429 and answer.headers["Retry-After"] == "3"
    refused(answer.envelope, 429)
    plan(pool, {"http": 503, "error": {"statusCode": 700}}, operation="list-groups")
    answer = fresh.caller().get("list-groups")
    assert answer.status == 503 and answer.envelope["statusCode"] == 700


def test_a_latency_holds_back_the_response_and_nothing_else(fresh, pool):
    caller = fresh.caller()
    assert caller.token
    plan(pool, {"latency": "400ms"}, operation="create-group")
    start = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(1) as worker:
        slow = worker.submit(caller.post, "create-group", group("new"))
        while not group_exists(pool, "new"):
            time.sleep(0.001)
        accepted(caller.get("get-group", f"code={GROUP}").envelope)
        between = time.monotonic() - start
        accepted(slow.result().envelope)
    assert between < 0.4 <= time.monotonic() - start


def test_a_latency_is_drawn_from_its_range(fresh, pool):
    plan(pool, {"latency": {"from": "10ms", "to": "12ms"}}, operation="get-group", when={"random": 5})
    caller = fresh.caller()
    for _ in range(20):
        caller.get("get-group", f"code={GROUP}")
    effects = {item["faults"][0]["effect"] for item in pool.get("/requests?operation=get-group")["requests"]}
    assert effects == {"latency 10 ms", "latency 11 ms", "latency 12 ms"}


def test_a_reset_is_a_reset_of_the_connection_and_the_operation_is_not_carried_out(fresh, pool):
    made = plan(pool, {"reset": True}, operation="create-group", when={"first": 1})
    caller = fresh.caller()
    with pytest.raises(ConnectionResetError):
        caller.post("create-group", group("new"))
    assert not group_exists(pool, "new") and counts(pool, made) == (1, 1)
    [entry] = pool.get("/requests?operation=create-group")["requests"]
    assert entry["status"] == 0 and entry["faults"] == [{"faultId": made["id"], "effect": "reset"}]
    shown = pool.get(f"/requests/{entry['requestId']}")
    assert "body" not in shown["response"] and made["id"] in shown["explanation"]["fault"]
    accepted(caller.post("create-group", group("new")).envelope)


@pytest.mark.parametrize("size", [0, 5])
def test_a_truncated_response_ends_early_and_the_operation_is_carried_out(fresh, pool, size):
    plan(pool, {"truncate": size}, operation="create-group")
    caller = fresh.caller()
    with pytest.raises(http.client.IncompleteRead) as error:
        caller.post("create-group", group("new"))
    assert error.value.partial == b'{"statusCode":200'[:size] and error.value.expected > 20
    assert group_exists(pool, "new")


def test_a_failure_can_be_late_and_truncated(fresh, pool):
    plan(pool, {"latency": "100ms", "http": 500, "truncate": 3}, operation="get-group")
    caller = fresh.caller()
    assert caller.token
    start = time.monotonic()
    with pytest.raises(http.client.IncompleteRead):
        caller.get("get-group", f"code={GROUP}")
    assert time.monotonic() - start >= 0.1
    [entry] = pool.get("/requests?operation=get-group")["requests"]
    assert entry["status"] == 500
    assert entry["faults"][0]["effect"] == "latency 100 ms, HTTP status 500, statusCode 500, truncated after 3 bytes"


def hang(fresh, caller):
    connection = socket.create_connection(("127.0.0.1", fresh.port), timeout=0.3)
    lines = "".join(f"{name}: {value}\r\n" for name, value in caller.headers.items())
    connection.sendall(f"GET {API}get-group?code={GROUP} HTTP/1.1\r\nHost: 127.0.0.1\r\n{lines}\r\n".encode())
    return connection


def test_a_call_that_hangs_gets_no_response_and_does_not_delay_a_stop(fresh, pool):
    plan(pool, {"hang": True}, operation="get-group")
    caller = fresh.caller()
    assert caller.token
    with hang(fresh, caller) as connection:
        with pytest.raises(TimeoutError):
            connection.recv(1)
        accepted(caller.get("list-groups").envelope)
        start = time.monotonic()
        fresh.stop()
        assert time.monotonic() - start < 3
        assert connection.recv(1) == b""


def test_a_response_that_is_held_back_is_sent_at_a_stop(fresh, pool):
    plan(pool, {"latency": "60s"}, operation="get-group")
    caller = fresh.caller()
    assert caller.token
    with concurrent.futures.ThreadPoolExecutor(1) as worker:
        slow = worker.submit(caller.get, "get-group", f"code={GROUP}")
        pool.get("/requests?operation=get-group&wait=5s")
        assert not slow.done()
        start = time.monotonic()
        fresh.stop()
        accepted(slow.result().envelope)
        assert time.monotonic() - start < 3


def test_delays_of_several_plans_add_up_and_the_first_failure_decides(fresh, pool):
    slow = plan(pool, {"latency": "50ms"}, operation="get-group")
    first = plan(pool, {"http": 502}, operation="get-group", when={"first": 1})
    second = plan(pool, {"http": 503}, operation="get-group", when={"first": 1})
    caller = fresh.caller()
    assert [caller.get("get-group", f"code={GROUP}").status for _ in range(3)] == [502, 503, 200]
    assert [counts(pool, item) for item in (slow, first, second)] == [(3, 3), (3, 1), (2, 1)]


def test_only_the_plan_counts_that_a_request_names(fresh, pool):
    named = plan(pool, {"http": 502}, name="named")
    other = plan(pool, {"http": 503}, operation="get-group")
    path = f"{API}get-group?code={GROUP}"
    with_token = {"Authorization": "Bearer " + accepted_token(fresh)}
    assert exchange(fresh.port, "GET", path, with_token | {PLAN: "named"}).status == 502
    assert exchange(fresh.port, "GET", path, with_token | {PLAN: "unknown"}).status == 200
    assert counts(pool, named) == (1, 1) and counts(pool, other) == (0, 0)


def accepted_token(fresh):
    """A token; the request for it names a plan that does not exist."""
    body = {"accessKeyId": KEY.id, "accessKeySecret": KEY.secret}
    return accepted(post_json(fresh.port, "get-management-token", body, {PLAN: "none"}).envelope)["access_token"]


def test_a_plan_for_parameters_applies_to_requests_that_contain_them(fresh, pool):
    made = plan(pool, {"http": 500}, when={"match": {"code": "bad", "type": "static"}}, operation="create-group")
    caller = fresh.caller()
    assert caller.post("create-group", group("good")).status == 200
    assert caller.post("create-group", group("bad")).status == 500
    assert counts(pool, made) == (1, 1)
    plan(pool, {"http": 500}, when={"match": {"code": GROUP, "withCustomData": True}}, operation="get-group")
    assert caller.get("get-group", f"code={GROUP}").status == 200
    assert caller.get("get-group", f"withCustomData=true&code={GROUP}").status == 500


def test_a_plan_for_all_operations_applies_to_tokens_too(fresh, pool):
    plan(pool, {"http": 503}, operation="*", when={"first": 1})
    credentials = {"accessKeyId": KEY.id, "accessKeySecret": KEY.secret}
    assert post_json(fresh.port, "get-management-token", credentials).status == 503
    accepted(post_json(fresh.port, "get-management-token", credentials).envelope)


def test_faults_are_those_of_one_pool_and_of_callers_with_valid_credentials(fresh, control, pool):
    made = plan(pool, {"http": 503})
    accepted(fresh.caller(OTHER_KEY).get("list-groups").envelope)
    entry = control.create()
    accepted(fresh.caller(Key(**entry["accessKeys"][0])).get("list-groups").envelope)
    refused(exchange(fresh.port, "GET", API + "list-groups").envelope, 401, api_code=2020)
    unknown = {"accessKeyId": "nobody", "accessKeySecret": "s"}
    assert post_json(fresh.port, "get-management-token", unknown).status == 200
    assert counts(pool, made) == (0, 0)


def test_a_reset_of_the_pool_removes_its_faults_and_a_restore_does_not(fresh, pool):
    pool.snapshot("before")
    plan(pool, {"http": 503})
    pool.restore("before")
    assert len(pool.get("/faults")["faults"]) == 1
    pool.reset()
    assert pool.get("/faults") == {"faults": []}
    accepted(fresh.caller().get("list-groups").envelope)


def test_a_plan_is_shown_as_it_was_given_until_it_is_removed(pool):
    given = {
        "name": "slow", "operation": "get-user",
        "when": {"first": 3, "probability": 0.5, "random": -1, "match": {"a": [1, {"b": None}]}},
        "effect": {"latency": {"from": "1ms", "to": "1.5s"}, "error": {"statusCode": 429}, "retryAfter": 1, "truncate": 9},
    }  # fmt: skip
    made = pool.call("POST", "/faults", given, status=201)
    assert made == {"id": made["id"], "matched": 0, "fired": 0} | given
    assert pool.get(f"/faults/{made['id']}") == made
    pool.call("DELETE", f"/faults/{made['id']}", status=204)
    for method in ("GET", "DELETE"):
        assert made["id"] in pool.refused(method, f"/faults/{made['id']}", 404, "fault_not_found")


def test_names_are_unique_and_the_number_of_plans_is_limited(pool):
    plan(pool, {"http": 500}, name="one")
    assert "one" in pool.refused("POST", "/faults", 409, "fault_exists", {"effect": {"http": 500}, "name": "one"})
    for _ in range(99):
        plan(pool, {"http": 500})
    assert "100" in pool.refused("POST", "/faults", 409, "too_many_faults", {"effect": {"http": 500}})


@pytest.mark.parametrize(
    ("body", "part"),
    [
        ({}, "effect is missing"),
        ({"effect": {}}, "at least one effect"),
        ({"effect": {"reset": False}}, "at least one effect"),
        ({"effect": {"http": 200}}, "effect.http: must be from 400 to 599"),
        ({"effect": {"error": {}}}, "effect.error: statusCode is missing"),
        ({"effect": {"error": {"statusCode": 200}}}, "effect.error.statusCode: must be from 300"),
        ({"effect": {"latency": 50}}, "effect.latency: must be a string"),
        ({"effect": {"latency": "50"}}, "effect.latency: must be a time"),
        ({"effect": {"latency": "601s"}}, "effect.latency: must be a time"),
        ({"effect": {"latency": {"from": "2s"}}}, "effect.latency: from and to"),
        ({"effect": {"latency": {"from": "2s", "to": "1s"}}}, "effect.latency: from and to"),
        ({"effect": {"retryAfter": 1}}, "retryAfter: only together"),
        ({"effect": {"reset": True, "hang": True}}, "exclude each other"),
        ({"effect": {"reset": True, "http": 500}}, "no response to change"),
        ({"effect": {"truncate": -1}}, "effect.truncate: must be from 0"),
        ({"effect": {"explode": True}}, "effect.explode: unknown field"),
        ({"effect": {"http": 500}, "when": {"first": 0}}, "when.first: must be from 1"),
        ({"effect": {"http": 500}, "when": {"probability": 1.5}}, "when.probability: must be from 0 to 1"),
        ({"effect": {"http": 500}, "when": {"match": []}}, "when.match: must be an object"),
        ({"effect": {"http": 500}, "when": {"random": 0.5}}, "when.random: must be a whole number"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(pool, body, part):
    assert part in pool.refused("POST", "/faults", 400, "invalid_request", body)
    assert pool.get("/faults") == {"faults": []}


@pytest.mark.parametrize("brand", ["authing", "genauth"])
def test_an_sdk_sees_each_effect(fresh, pool, brand):
    client = fresh.client(brand)
    assert client.list_groups()["statusCode"] == 200
    made = plan(pool, {"error": {"statusCode": 429, "message": "slow down"}}, operation="list-groups", when={"first": 1})
    answer = client.list_groups()
    assert (answer["statusCode"], answer["message"]) == (429, "slow down")
    assert counts(pool, made) == (1, 1)
    for effect in ({"reset": True}, {"truncate": 4}):
        made = plan(pool, effect, operation="list-groups", when={"first": 1})
        with pytest.raises((http_requests.exceptions.RequestException, json.JSONDecodeError)):
            client.list_groups()
        assert counts(pool, made) == (1, 1)
    assert client.list_groups()["statusCode"] == 200


@pytest.mark.parametrize(("operation", "part"), [
    ("get-grop", "there is no operation get-grop; nearest: get-group"),
    ("xxxxxxxxxxxx", "there is no operation xxxxxxxxxxxx"),
    ("oup", "there is no operation oup"),
    ("/api/v3/get-group", "there is no operation"),
    ("create-webhook", "create-webhook is not emulated"),
])  # fmt: skip
def test_a_plan_for_an_operation_that_no_request_has_is_refused(pool, operation, part):
    body = {"operation": operation, "effect": {"http": 503}}
    assert part in pool.refused("POST", "/faults", 400, "invalid_request", body)
    assert pool.get("/faults")["faults"] == []


def test_a_plan_for_requests_of_tokens_can_be_made(fresh, pool):
    plan(pool, {"http": 503}, operation="get-management-token")
    key = {"accessKeyId": KEY.id, "accessKeySecret": KEY.secret}
    assert post_json(fresh.port, "get-management-token", key).status == 503


def test_a_plan_has_at_most_64_kib(pool):
    big = {"effect": {"http": 503}, "when": {"match": {"text": "x" * 65_536}}}
    assert "65536 bytes" in pool.refused("POST", "/faults", 400, "invalid_request", big)
    big["when"]["match"]["text"] = "x" * 65_000
    pool.call("POST", "/faults", big, status=201)
