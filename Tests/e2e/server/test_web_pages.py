"""Web pages in the developer's browser: what may drive the emulator and what may not."""

import http.client
import json

import pytest

from caller import API, HOST, exchange
from emulator import assert_fails_with_one_line, run_to_exit
from envelope import accepted, refused
from sample_seeds import GROUP, standard_seed

HEALTH = "/_emulator/health"
EVIL = "https://evil.example"
APP = "http://localhost:3000"


def turned_away(answer):
    assert answer.status == 403
    message = refused(answer.envelope, 403)
    assert not [name for name in answer.headers if name.lower().startswith("access-control-")]
    return message


@pytest.mark.parametrize("target", [HEALTH, API + "list-groups", "/nothing"])
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_a_page_of_another_origin_is_refused(shared, method, target):
    headers = shared.caller().headers | {"Origin": EVIL}
    assert "--cors" in turned_away(exchange(shared.port, method, target, headers, b"{}"))


def test_a_refused_page_changes_nothing(fresh):
    caller = fresh.caller()
    turned_away(caller.post("delete-groups-batch", {"codeList": [GROUP]}, Origin=EVIL))
    accepted(fresh.client().get_group(GROUP))


@pytest.mark.parametrize("target", [HEALTH, API + "list-groups"])
def test_a_foreign_name_that_resolves_to_this_machine_is_refused(shared, target):
    headers = shared.caller().headers | {"Host": f"evil.example:{shared.port}"}
    message = turned_away(exchange(shared.port, "GET", target, headers))
    assert "--allowed-host" in message and "evil" not in message


@pytest.mark.parametrize(
    ("name", "value"), [("Origin", EVIL), ("Host", "evil.example"), ("Origin", "https://" + "e" * 5_000)])
def test_the_refusal_is_in_the_log(fresh, name, value):
    message = turned_away(exchange(fresh.port, "GET", HEALTH, {name: value}))
    [line] = [line for line in fresh.log().splitlines() if "refused a request" in line]
    assert value[:150] in line and len(line) < 1_000
    assert message in line and f'operation="GET {HEALTH}"' in line and "status=403" in line and "requestId=" in line


def test_the_names_of_this_machine_are_accepted(shared):
    for name in ["localhost", "127.0.0.1", "[::1]"]:
        host = f"{name}:{shared.port}"
        own = {"Host": host, "Origin": f"http://{host}"}
        assert exchange(shared.port, "GET", HEALTH, own).status == 200


@pytest.mark.parametrize("wide", [["--host", "0.0.0.0"], ["--allowed-host", "genauth"]])
def test_a_container_name_works_where_it_may(launch, wide):
    emulator = launch(*wide)
    assert exchange(emulator.port, "GET", HEALTH, {"Host": "genauth:8930"}).status == 200
    turned_away(exchange(emulator.port, "GET", HEALTH, {"Host": "genauth:8930", "Origin": EVIL}))


def test_a_public_name_of_a_server_on_all_interfaces_is_refused_until_allowed(launch):
    emulator = launch("--host", "0.0.0.0", "--allowed-host", "emulator.example")
    for host in ["evil.example", f"evil.example:{emulator.port}", "evil.example.", "127.0.0.1.evil.example"]:
        assert "--allowed-host" in turned_away(exchange(emulator.port, "GET", HEALTH, {"Host": host}))
    local = ["127.0.0.1", "10.1.2.3:8930", "[fd00::1]:8930", "genauth", "host.docker.internal:8930", "a.svc.cluster.local"]
    for host in [*local, "emulator.example", "EMULATOR.example:8930"]:
        assert exchange(emulator.port, "GET", HEALTH, {"Host": host}).status == 200


EXPOSED = {"x-genauth-emulator", "x-genauth-emulator-request-id"}


def exposed(answer):
    return set(answer.headers["Access-Control-Expose-Headers"].split(", "))


@pytest.fixture
def open_to_app(launch):
    return launch("--cors", APP, "--cors", "https://other.example", seed=standard_seed())


def test_a_page_of_an_allowed_origin_is_served(open_to_app):
    answer = exchange(open_to_app.port, "GET", f"{API}get-group?code={GROUP}", headers(open_to_app, APP))
    accepted(answer.envelope)
    assert answer.headers["Access-Control-Allow-Origin"] == APP
    assert answer.headers["Vary"] == "Origin"
    assert exposed(answer) == EXPOSED
    turned_away(exchange(open_to_app.port, "GET", HEALTH, {"Origin": EVIL}))


FAILURES = {
    "404": ("GET", "/nothing", 404),
    "404-of-the-emulator": ("GET", "/_emulator/nothing", 404),
    "405": ("PUT", API + "get-group", 405),
    "415": ("POST", API + "add-group-members", 415),
    "501": ("POST", API + "create-webhook", 501),
}


@pytest.mark.parametrize("case", FAILURES)
def test_a_page_of_an_allowed_origin_can_read_failures_too(open_to_app, case):
    method, target, status = FAILURES[case]
    sent = headers(open_to_app, APP) | {"Content-Type": "text/plain"}
    answer = exchange(open_to_app.port, method, target, sent, body=None if method == "GET" else b"{}")
    assert answer.status == status
    assert answer.headers["Access-Control-Allow-Origin"] == APP
    assert answer.headers["Vary"] == "Origin"
    assert exposed(answer) == EXPOSED


def test_each_request_of_a_connection_is_checked_for_its_origin(open_to_app):
    connection = http.client.HTTPConnection(HOST, open_to_app.port, timeout=20)
    for origin in [APP, None, EVIL, APP]:
        connection.request("GET", HEALTH, headers={"Origin": origin} if origin else {})
        response = connection.getresponse()
        assert response.status == (403 if origin == EVIL else 200)
        assert response.headers["Access-Control-Allow-Origin"] == (APP if origin == APP else None)
        json.loads(response.read())
    connection.close()


def test_a_preflight_request_is_answered(open_to_app):
    question = {
        "Origin": APP,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type,x-authing-userpool-id",
        "Access-Control-Request-Private-Network": "true",
    }
    answer = exchange(open_to_app.port, "OPTIONS", API + "add-group-members", question)
    assert (answer.status, answer.body) == (204, b"")
    assert answer.headers["Access-Control-Allow-Origin"] == APP
    assert answer.headers["Access-Control-Allow-Methods"] == "POST"
    assert answer.headers["Access-Control-Allow-Headers"] == question["Access-Control-Request-Headers"]
    assert answer.headers["Access-Control-Allow-Private-Network"] == "true"
    turned_away(exchange(open_to_app.port, "OPTIONS", API + "add-group-members", question | {"Origin": EVIL}))


def test_every_origin_can_be_allowed(launch):
    emulator = launch(environment={"GENAUTH_EMULATOR_CORS": "http://a.example,*"})
    answer = exchange(emulator.port, "GET", HEALTH, {"Origin": EVIL})
    assert (answer.status, answer.headers["Access-Control-Allow-Origin"]) == (200, EVIL)


BAD = [("--cors", "localhost:3000"), ("--cors", f"{APP}/"), ("--allowed-host", "genauth:8930")]


@pytest.mark.parametrize(("flag", "value"), BAD)
def test_an_invalid_origin_or_name_stops_the_start(binary, tmp_path, flag, value):
    assert_fails_with_one_line(run_to_exit("--in-memory", flag, value, directory=tmp_path), value)


def headers(emulator, origin):
    return emulator.caller().headers | {"Origin": origin}
