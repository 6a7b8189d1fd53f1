"""The journal: what a user pool was asked and answered, without secrets, and calls that wait for it."""

import base64
import concurrent.futures
import json
import socket
import time

import pytest

from caller import API, HOST, exchange, exchange_bytes, post_json
from control import Control
from emulator import wait_until
from envelope import accepted
from sample_seeds import GROUP, KEY, OTHER_KEY, OTHER_POOL_ID, POOL_ID, group, standard_seed
from signer import AUTHING, signed

ID = "x-genauth-emulator-request-id"


@pytest.fixture
def control(fresh):
    return Control(fresh)


@pytest.fixture
def pool(control):
    return control.pool(POOL_ID)


def requests(pool, query=""):
    return pool.get(f"/requests{query}")["requests"]


def recorded(pool, answer):
    return pool.get(f"/requests/{answer.headers[ID]}")


def test_every_answer_has_the_id_of_its_request(fresh):
    headers = fresh.caller().headers
    answers = [
        exchange(fresh.port, "GET", API + "list-groups", headers),
        exchange(fresh.port, "GET", API + "list-groups"),
        exchange(fresh.port, "GET", API + "nothing"),
        exchange(fresh.port, "PUT", API + "list-groups"),
        exchange(fresh.port, "GET", API + "get-role", headers),
    ]
    assert [answer.headers[ID] for answer in answers] == [answer.envelope["requestId"] for answer in answers]


def test_requests_are_listed_in_their_order_with_what_they_asked_and_got(fresh, pool):
    caller = fresh.caller()
    caller.get("get-group", f"code={GROUP}")
    caller.post("create-group", group("new"))
    caller.get("get-group", "code=nobody")
    first, second, third, fourth = requests(pool)
    assert [item["operation"] for item in (first, second, third, fourth)] == [
        "get-management-token", "get-group", "create-group", "get-group",
    ]  # fmt: skip
    assert [item["number"] for item in (first, second, third, fourth)] == [1, 2, 3, 4]
    assert (second["method"], second["path"]) == ("GET", f"{API}get-group?code={GROUP}")
    assert (second["status"], second["statusCode"]) == (200, 200)
    assert (fourth["status"], fourth["statusCode"]) == (200, 404)
    assert all(0 < item["microseconds"] < 10_000_000 for item in (first, second, third, fourth))


def test_a_request_is_shown_with_its_headers_bodies_and_caller(fresh, pool):
    answer = fresh.caller().post("create-group", group("new"), **{"x-odd": "1"})
    shown = recorded(pool, answer)
    assert shown["request"]["body"] == group("new")
    assert {"name": "x-odd", "value": "1"} in shown["request"]["headers"]
    assert shown["response"]["body"] == answer.envelope
    assert shown["explanation"]["caller"]["credentials"] == "token"
    assert shown["explanation"]["caller"]["accessKeyId"] == KEY.id


def test_a_request_without_a_known_pool_is_in_the_journal_of_the_pool_it_claims(fresh, control, pool):
    other = control.pool(OTHER_POOL_ID)
    wrong = {"Authorization": f"authing {OTHER_KEY.id}:AAAA"}
    answer = exchange(fresh.port, "GET", API + "list-groups", wrong)
    assert recorded(other, answer)["statusCode"] == 401
    token = fresh.caller(OTHER_KEY).token
    answer = exchange(fresh.port, "GET", API + "nothing", {"Authorization": f"Bearer {token}"})
    shown = recorded(other, answer)
    assert shown["status"] == 404 and "operation" not in shown
    nobody = exchange(fresh.port, "GET", API + "list-groups")
    assert recorded(pool, nobody)["explanation"]["caller"] == {"credentials": "none"}
    assert "Authorization" in recorded(pool, nobody)["explanation"]["reason"]


def test_a_request_that_chooses_its_pool_is_in_the_journal_of_that_pool(fresh, control):
    other = control.pool(OTHER_POOL_ID)
    answer = exchange(fresh.port, "GET", f"/_pools/{OTHER_POOL_ID}{API}list-groups", fresh.caller().headers)
    assert recorded(other, answer)["path"] == f"/_pools/{OTHER_POOL_ID}{API}list-groups"


SECRET = "tell-nobody-5f2e"


def test_secrets_are_never_shown(fresh, control, pool):
    caller = fresh.caller()
    body = {"username": "carol", "password": SECRET, "options": {"passwordEncryptType": "none"}}
    answers = [
        caller.post("create-user", body),
        caller.post("create-user", {"password": SECRET, "list": [{"tokens": [SECRET, 1, {"x": SECRET}]}]}),
        caller.post("create-user", {"accessKeySecret": {"v": SECRET}, "pwd": SECRET, "apiKey": SECRET}),
        caller.get("get-user", f"userId=x&passCode={SECRET}"),
        caller.get("get-user", f"userId=x&pass%43ode={SECRET}"),
        caller.post("list-groups", b"not JSON " + SECRET.encode()),
        exchange(fresh.port, "GET", API + "list-groups", {"Authorization": f"Bearer {SECRET}", "Cookie": SECRET}),
        exchange(fresh.port, "GET", API + "list-groups", {"Authorization": SECRET, "x-authing-app-secret": SECRET}),
        exchange(fresh.port, "GET", API + "list-groups", {"Authorization": f"Basic a:{SECRET}"}),
        exchange(fresh.port, "GET", API + "list-groups", {"Authorization": f"Bearer {SECRET}:a"}),
        exchange(fresh.port, "GET", API + "list-groups", {"Authorization": f'Digest response="{SECRET}", uri="http:'}),
        exchange(fresh.port, "GET", API + "list-groups", {"Proxy-Authorization": SECRET, "x-api-key": SECRET}),
        exchange(
            fresh.port, "GET", API + "list-groups",
            signed(AUTHING, KEY, "GET", API + "list-groups", {}, {"date": "x"}) | {"x-authing-app-secret": SECRET},
        ),
        post_json(fresh.port, "get-management-token", {"accessKeyId": KEY.id, "accessKeySecret": SECRET}),
    ]
    headers = signed(AUTHING, KEY, "POST", API + "create-group", group("new"))
    sent = {"Content-Type": "application/json"} | headers
    answers.append(exchange(fresh.port, "POST", API + "create-group", sent, json.dumps(group("new")).encode()))
    shown = [json.dumps(recorded(pool, answer)) for answer in answers]
    everything = json.dumps(requests(pool)) + "".join(shown)
    for secret in (SECRET, KEY.secret, caller.token, headers["Authorization"].split(":")[-1]):
        assert secret not in everything
    assert SECRET not in fresh.log()
    assert f"authing {KEY.id}:(redacted)" in shown[-1]
    assert "carol" in shown[0]


def test_a_body_in_chunks_is_shown_whole(fresh, pool):
    headers = "".join(f"{name}: {value}\r\n" for name, value in fresh.caller().headers.items())
    head = f"POST {API}create-group HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n{headers}\r\n"
    body = json.dumps(group("new")).encode()
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:5], body[5:])) + b"0\r\n\r\n"
    answer = exchange_bytes(fresh.port, head.encode() + chunks)
    accepted(answer.envelope)
    assert recorded(pool, answer)["request"]["body"] == group("new")


def test_requests_are_found_by_operation_status_and_number(fresh, pool):
    caller = fresh.caller()
    for code in (GROUP, "nobody", GROUP):
        caller.get("get-group", f"code={code}")
    caller.get("list-groups")
    assert len(requests(pool, "?operation=get-group")) == 3
    assert len(requests(pool, "?operation=get-group&statusCode=404")) == 1
    assert [item["number"] for item in requests(pool, "?operation=get-group&limit=1")] == [4]
    assert [item["operation"] for item in requests(pool, "?since=4")] == ["list-groups"]
    assert pool.get("/requests/count?operation=get-group&statusCode=200") == {"count": 2}
    assert pool.get("/requests/count?operation=create-group") == {"count": 0}
    for entry in pool.get("/requests")["requests"]:
        assert pool.get(f"/requests/{entry['number']}") == pool.get(f"/requests/{entry['requestId']}")
    pool.refused("GET", "/requests/0", 404, "request_not_found")


def test_removed_requests_are_gone_and_numbers_go_on(fresh, pool):
    answer = fresh.caller().get("list-groups")
    pool.call("DELETE", "/requests", status=204)
    assert requests(pool) == []
    pool.refused("GET", f"/requests/{answer.headers[ID]}", 404, "request_not_found")
    exchange(fresh.port, "GET", API + "list-groups")
    assert [item["number"] for item in requests(pool)] == [3]


def test_a_call_waits_until_a_request_arrives(fresh, pool):
    caller = fresh.caller()
    caller.get("list-groups")
    with concurrent.futures.ThreadPoolExecutor() as executor:
        waiting = executor.submit(requests, pool, "?operation=create-group&wait=20s")
        time.sleep(0.1)
        caller.get("list-groups")
        assert not waiting.done()
        caller.post("create-group", group("new"))
        [found] = waiting.result(10)
    assert found["operation"] == "create-group"


def test_a_request_that_is_there_is_not_waited_for(fresh, pool):
    fresh.caller().get("list-groups")
    started = time.monotonic()
    assert len(requests(pool, "?operation=list-groups&wait=20s")) == 1
    assert time.monotonic() - started < 5


def test_waiting_ends_after_its_time(pool):
    started = time.monotonic()
    pool.refused("GET", "/requests?operation=create-group&wait=200ms", 408, "timeout")
    assert time.monotonic() - started >= 0.2


def test_a_call_that_waits_ends_when_its_pool_is_removed(fresh, control):
    pool = control.pool(control.create()["id"])
    with concurrent.futures.ThreadPoolExecutor() as executor:
        waiting = executor.submit(pool.refused, "GET", "/requests?wait=30s", 410, "ended")
        time.sleep(0.2)
        pool.call("DELETE", status=204)
        waiting.result(10)


@pytest.mark.parametrize("kind", ["requests?operation=none", "events?name=none", "deliveries?state=dead"])
def test_clients_that_leave_free_the_places_of_their_calls(fresh, pool, kind):
    most = 1024
    target = f"/_emulator{pool.path()}/{kind}&wait=600s"
    clients = [socket.create_connection((HOST, fresh.port), timeout=20) for _ in range(most)]
    try:
        for client in clients:
            client.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        wait_until(lambda: waits(pool, kind) == "busy", 20, "the most waiting calls")
    finally:
        for client in clients:
            client.close()
    wait_until(lambda: waits(pool, kind) == "timeout", 20, "a place for a call that waits")


def waits(pool, kind):
    return pool.control.exchange("GET", pool.path(f"/{kind}&wait=1ms")).envelope["error"]["code"]


def test_a_forged_token_with_odd_times_is_explained(fresh, pool):
    for times in ({"iat": 2**63 - 1, "exp": 1}, {"iat": -(2**63), "exp": 2**62}, {"iat": 253402300800, "exp": 0}):
        claims = {"scoped_userpool_id": POOL_ID, "access_key_id": "a"} | times
        parts = [json.dumps(part).encode() for part in ({"alg": "HS256", "typ": "JWT"}, claims)]
        parts[0] = b'{"alg":"HS256","typ":"JWT"}'
        token = ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts) + ".AAAA"
        answer = exchange(fresh.port, "GET", API + "list-groups", {"Authorization": f"Bearer {token}"})
        shown = recorded(pool, answer)["explanation"]["caller"]
        assert shown["accessKeyId"] == "a" and "issuedAt" not in shown


def test_a_call_that_waits_does_not_delay_a_stop(fresh, pool):
    with concurrent.futures.ThreadPoolExecutor() as executor:
        waiting = executor.submit(pool.refused, "GET", "/requests?wait=30s&operation=create-group", 410, "ended")
        time.sleep(0.2)
        started = time.monotonic()
        fresh.stop()
        waiting.result(10)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "query",
    ["?wait=5", "?wait=-1s", "?wait=601s", "?wait=infs", "?limit=0", "?limit=1001", "?since=-1", "?statusCode=x", "?x=1"],
)
def test_a_query_that_makes_no_sense_is_refused(pool, query):
    pool.refused("GET", f"/requests{query}", 400, "invalid_request")


def test_the_journal_keeps_as_many_requests_as_was_asked(launch):
    emulator = launch("--journal-size", "3", seed=standard_seed())
    caller, pool = emulator.caller(), Control(emulator).pool(POOL_ID)
    for _ in range(7):
        caller.get("list-groups")
    assert [item["number"] for item in requests(pool)] == [6, 7, 8]


def test_a_journal_of_size_0_keeps_nothing(launch):
    emulator = launch("--journal-size", "0", seed=standard_seed())
    answer = emulator.caller().get("list-groups")
    assert answer.headers[ID] == answer.envelope["requestId"]
    assert requests(Control(emulator).pool(POOL_ID)) == []


def test_the_journal_is_bounded_in_bytes(launch):
    emulator = launch("--max-body-bytes", "4000000", seed=standard_seed())
    caller, pool = emulator.caller(), Control(emulator).pool(POOL_ID)
    for _ in range(8):
        caller.post("create-group", b'{"code":"' + b"x" * 3_000_000 + b'"}')
    assert len(requests(pool)) == 5
