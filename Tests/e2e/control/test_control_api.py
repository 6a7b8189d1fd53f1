"""What all calls of the control API have in common: errors, methods, description, token, who may see secrets."""

import json
import re
import socket

import pytest
from openapi_spec_validator import validate

from caller import exchange
from control import Control
from emulator import REPOSITORY
from sample_seeds import KEY, POOL_ID, standard_seed

PAGE = REPOSITORY / "docs/reference/control-api.md"
TOKEN = "token-of-the-control-api"


def test_the_description_is_valid_openapi(shared):
    description = Control(shared).description
    validate(description)
    ids = [item["operationId"] for path in description["paths"].values() for item in path.values()]
    assert len(ids) == len(set(ids)) > 10


def test_the_page_of_the_control_api_lists_its_calls(shared):
    shown = re.findall(r"^\| `([A-Z]+) (/_emulator/\S+)` \| (.+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    described = [
        (method.upper(), path, operation["summary"])
        for path, operations in Control(shared).description["paths"].items()
        for method, operation in operations.items()
    ]
    assert sorted(shown) == sorted(described)


def test_each_answer_has_the_id_of_its_request(fresh):
    control = Control(fresh)
    seen = set()
    for method, path in (("GET", "/user-pools"), ("GET", "/nothing"), ("POST", "/user-pools/nobody/reset")):
        seen.add(control.exchange(method, path).headers["x-genauth-emulator-request-id"])
    assert len(seen) == 3 and None not in seen
    line = [line for line in fresh.log().splitlines() if "nobody" in line][-1]
    assert any(request_id in line for request_id in seen)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/user-pools", "GET, HEAD, POST"),
        ("GET", "/reset", "POST"),
        ("GET", f"/user-pools/{POOL_ID}", "DELETE"),
        ("POST", "/control-openapi.json", "GET, HEAD"),
    ],
)
def test_a_wrong_method_is_refused_with_the_right_ones(shared, method, path, allowed):
    control = Control(shared)
    answer = control.exchange(method, path)
    assert answer.status == 405 and answer.headers["Allow"] == allowed
    assert answer.envelope["error"]["code"] == "method_not_allowed"


def test_a_head_is_answered_as_a_get_without_body(shared):
    control = Control(shared)
    whole = control.exchange("GET", "/user-pools")
    head = control.exchange("HEAD", "/user-pools")
    assert head.status == 200 and head.body == b""
    assert head.headers["Content-Length"] == str(len(whole.body))


@pytest.mark.parametrize("path", ["/nothing", "/user-pools/a/b/c", "/user-pools/%FF"])
def test_an_unknown_path_is_refused(shared, path):
    Control(shared).refused("GET", path, 404, "unknown_path")


def test_without_the_token_only_the_health_check_is_answered(launch):
    emulator = launch("--control-token", TOKEN, seed=standard_seed())
    assert exchange(emulator.port, "GET", "/_emulator/health").status == 200
    for sent in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": TOKEN}, {"Authorization": f"Basic {TOKEN}"}):
        for path in ("user-pools", "openapi.json", "control-openapi.json", "nothing"):
            answer = exchange(emulator.port, "GET", f"/_emulator/{path}", sent)
            assert answer.status == 401 and answer.headers["WWW-Authenticate"] == "Bearer"
            assert answer.envelope["error"]["code"] == "unauthorized"
    control = Control(emulator, TOKEN)
    assert control.get("/user-pools")["userPools"][0]["accessKeys"][0]["secret"] == KEY.secret
    assert TOKEN not in emulator.log()


def test_the_token_comes_from_the_environment_and_is_not_logged(launch):
    emulator = launch("--log-level", "debug", environment={"GENAUTH_EMULATOR_CONTROL_TOKEN": TOKEN})
    assert exchange(emulator.port, "GET", "/_emulator/user-pools").status == 401
    assert Control(emulator, TOKEN).get("/user-pools")["userPools"]
    log = emulator.log()
    assert TOKEN not in log and "control-token" in log


def address_of_this_machine():
    """An address other than loopback, if there is one; no packet is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        return probe.getsockname()[0]


def test_a_caller_of_another_address_sees_no_secret(launch):
    address = address_of_this_machine()
    if address is None or address.startswith("127."):
        pytest.skip("this machine has no other address")
    emulator = launch("--host", address, seed=standard_seed())

    def call(method, path, body=None):
        import http.client

        connection = http.client.HTTPConnection(address, emulator.port, timeout=30)
        connection.request(method, f"/_emulator/{path}", body)
        response = connection.getresponse()
        return response.status, json.loads(response.read())

    status, listed = call("GET", "user-pools")
    assert status == 200 and listed["userPools"][0]["accessKeys"] == [{"id": KEY.id}]
    status, refused = call("GET", f"user-pools/{POOL_ID}/export")
    assert status == 403 and refused["error"]["code"] == "forbidden"
    status, created = call("POST", "user-pools", "{}")
    assert status == 201 and created["accessKeys"][0]["secret"]
    assert KEY.secret not in json.dumps([listed, refused])
