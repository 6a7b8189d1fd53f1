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
        ("PUT", f"/user-pools/{POOL_ID}", "DELETE, GET, HEAD"),
        ("GET", f"/user-pools/{POOL_ID}/import", "POST"),
        ("POST", "/control-openapi.json", "GET, HEAD"),
    ],
)
def test_a_wrong_method_is_refused_with_the_right_ones(shared, method, path, allowed):
    control = Control(shared)
    answer = control.exchange(method, path)
    assert answer.status == 405 and answer.headers["Allow"] == allowed
    assert answer.envelope["error"]["code"] == "method_not_allowed"


def sample(schema, components):
    """A value that a schema of the description allows."""
    if "$ref" in schema:
        schema = components[schema["$ref"].rsplit("/", 1)[1]]
    match schema.get("type"):
        case "object":
            needed = schema.get("required", [])
            return {name: sample(schema["properties"][name], components) for name in needed}
        case "array":
            return [sample(schema["items"], components)]
        case "integer" | "number":
            return 1
        case "boolean":
            return True
        case _:
            return "x"


# Where the description does not say everything that a call demands.
BODIES = {"planFault": {"effect": {"http": 503}}, "importUserPool": {"userPools": [{"id": "p", "name": "P"}]}}
BODIES["createWebhook"] = {"url": "http://127.0.0.1/", "events": ["group:created"]}


def test_an_unknown_pool_is_refused_by_every_call_about_one(shared):
    control = Control(shared)
    components = control.description["components"]["schemas"]
    called = []
    for path, operations in control.description["paths"].items():
        if "{userPoolId}" not in path:
            continue
        path = re.sub(r"\{\w+\}", "1", path.removeprefix("/_emulator").replace("{userPoolId}", "nobody"))
        for method, operation in operations.items():
            needed = [item["name"] for item in operation["parameters"] if item["in"] == "query" and item["required"]]
            query = "&".join(f"{name}=x" for name in needed)
            body = None
            if "requestBody" in operation:
                schema = operation["requestBody"]["content"]["application/json"]["schema"]
                body = BODIES.get(operation["operationId"], sample(schema, components))
            answer = control.exchange(method.upper(), path + (f"?{query}" if query else ""), body)
            assert (answer.status, answer.envelope["error"]["code"]) == (404, "user_pool_not_found"), (method, path)
            called.append(operation["operationId"])
    assert len(called) > 30 and BODIES.keys() <= set(called)


def test_a_call_without_body_refuses_one(fresh):
    control = Control(fresh)
    pool = control.pool(POOL_ID)
    for body in (b"[]", b"x", {"seconds": 1}, b"{}{}"):
        assert "no body" in pool.refused("POST", "/reset", 400, "invalid_request", body)
        assert "no body" in pool.refused("GET", "/clock", 400, "invalid_request", body)
        assert "no body" in pool.refused("DELETE", "", 400, "invalid_request", body)
    for body in (b"", b" \n", b"{}"):
        pool.call("POST", "/reset", body, status=204)


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
