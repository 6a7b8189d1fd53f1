"""Paths that are known but not emulated, paths that do not exist, methods that do not fit."""

import json
import pathlib
import re
import subprocess

import authing
import genauth
import pytest

from caller import API, exchange
from contract import entry_points, known_operations
from envelope import accepted, assert_is_envelope, refused

CREDENTIALS = pytest.mark.parametrize("with_credentials", [True, False], ids=["with credentials", "without"])


@pytest.fixture(scope="module")
def emulated(binary):
    """Method and path of each operation that the program says it emulates."""
    text = subprocess.run([binary, "describe", "openapi"], capture_output=True, check=True).stdout
    return {(method.upper(), path) for path, methods in json.loads(text)["paths"].items() for method in methods}


def public_operations():
    """Method and path of each operation of the description of the management API."""
    return [call for call, known in known_operations("management").items() if known["source"] == "description"]


def other_operations():
    """Method and path of what is known from elsewhere: all rows, and those whose methods are sure."""
    known = known_operations("management") | known_operations("authentication")
    elsewhere = [call for call in known if call not in public_operations()]
    return elsewhere + entry_points(), [call for call in elsewhere if known[call]["source"] != "live"]


def filled(path):
    """A path with something in its variable parts."""
    return re.sub(r"\{[^}]*\}", "some-id", path).replace("**", "some/rest")


def credentials(emulator, with_credentials):
    return emulator.caller().headers if with_credentials else {}


def assert_not_emulated(answer, operation):
    assert answer.status == 501
    assert answer.headers["x-genauth-emulator"] == "not-emulated"
    message = refused(answer.envelope, 501)
    assert message.startswith("((") and message.endswith("))"), message
    assert operation in message, message


def test_every_emulated_operation_is_a_described_one(emulated):
    operations = public_operations()
    assert len(operations) == len(set(operations)) == 425
    assert len(emulated) >= 81
    assert emulated <= set(operations)


@pytest.mark.parametrize(
    ("method", "operation"),
    [("POST", "create-webhook"), ("POST", "create-post"), ("GET", "get-user-post"), ("GET", "list-webhooks")]
    + [("POST", "create-application"), ("GET", "get-application"), ("POST", "remove-post")],
)
@CREDENTIALS
def test_a_known_operation_answers_501_with_its_name(shared, method, operation, with_credentials):
    headers = credentials(shared, with_credentials) | {"Content-Type": "application/json"}
    body = b"{}" if method == "POST" else None
    assert_not_emulated(exchange(shared.port, method, API + operation, headers, body), operation)


def test_every_other_operation_of_the_description_answers_501(shared, emulated):
    others = [call for call in public_operations() if call not in emulated]
    assert len(others) == 425 - len(emulated)
    for method, path in others:
        target = re.sub(r"\{[^}]*\}", "some-id", path)
        assert_not_emulated(exchange(shared.port, method, target), path.removeprefix(API))


def test_the_other_operations_are_known_once():
    rows, sure = other_operations()
    assert len(rows) == len(set(rows)) > 124 + 107 + 62
    assert len(sure) == 124 + 107
    assert not set(rows) & set(public_operations())


def test_every_operation_known_from_elsewhere_answers_501(shared):
    for method, path in other_operations()[0]:
        sent, name = ("POST", filled(path)) if method == "ANY" else (method, path)
        assert_not_emulated(exchange(shared.port, sent, filled(path)), f"{sent} {name} is not emulated")


def test_a_wrong_method_on_an_operation_known_from_elsewhere_answers_405(shared):
    rows, sure = other_operations()
    known = {}
    for method, path in public_operations() + rows:
        known.setdefault(path, set()).add(method)
    for path in {path for _, path in sure}:
        wrong = next(method for method in ["GET", "POST", "DELETE"] if method not in known[path])
        answer = exchange(shared.port, wrong, filled(path))
        if path.startswith("/api/v2/"):
            assert_not_emulated(answer, path.split("{")[0])
        else:
            assert answer.status == 405, path
            named = set(re.split(r", *", answer.headers["Allow"]))
            assert named == known[path] | ({"HEAD"} if "GET" in known[path] else set())


@pytest.mark.parametrize(
    ("method", "target", "name"),
    [
        ("POST", "/api/v3/update-application", "POST /api/v3/update-application"),
        ("GET", "/api/v3/list-sessions", "POST /api/v3/list-sessions"),
        ("POST", "/api/v3/list-sessions", "POST /api/v3/list-sessions"),
        ("POST", "/api/v3/signin", "POST /api/v3/signin"),
        ("POST", "/65a0c0ffee0000000000c001/api/v3/signin", "POST /{appId}/api/v3/signin"),
        ("POST", "/oidc/token", "POST /oidc/token"),
        ("GET", "/oidc/.well-known/openid-configuration", "GET /oidc/.well-known/openid-configuration"),
        ("GET", "/65a0c0ffee0000000000c001/oidc/.well-known/jwks.json", "GET /{appId}/oidc/.well-known/jwks.json"),
        ("POST", "/65a0c0ffee0000000000c001/oidc/token", "POST /{appId}/oidc/token"),
        ("GET", "/oidc/me/?access_token=x", "GET /oidc/me"),
        ("GET", "/cas-idp/an-app/validate/?ticket=ST-1", "GET /cas-idp/{appId}/validate"),
        ("GET", "/logout?user_id=x", "GET /logout"),
        ("POST", "/oauth/token/introspection", "POST /oauth/token/introspection"),
        ("GET", "/cas-idp/an-app/validate?ticket=ST-1&service=x", "GET /cas-idp/{appId}/validate"),
        ("GET", "/api/v2/saml-idp/an-app", "GET /api/v2/saml-idp/{appId}"),
        ("POST", "/graphql/v2", "POST /graphql/v2"),
        ("POST", "/api/v2/login/account", "POST /api/v2/login/account"),
        ("GET", "/api/v2/users/search?query=a", "GET /api/v2/users/search"),
        ("PATCH", "/api/v2/users/some-id", "PATCH /api/v2/users/some-id"),
        ("HEAD", "/api/v3/get-profile", None),
    ],
)
@CREDENTIALS
def test_a_call_of_another_interface_answers_501_with_its_name(shared, method, target, name, with_credentials):
    answer = exchange(shared.port, method, target, credentials(shared, with_credentials))
    if name is None:
        assert (answer.status, answer.headers["x-genauth-emulator"]) == (501, "not-emulated")
    else:
        assert_not_emulated(answer, f"{name} is not emulated")


@pytest.mark.parametrize("sdk", [authing, genauth], ids=["authing", "genauth"])
def test_every_call_of_an_official_sdk_is_known(shared, sdk):
    """The calls are read from the SDK's own sources; variable parts of a path are filled."""
    texts = [source.read_text("utf-8") for source in pathlib.Path(sdk.__file__).parent.glob("*Client.py")]
    form = r"""method=\s*['"](\w+)['"],\s*url=\s*f?['"](/[^'"?]*)"""
    calls = {call for text in texts for call in re.findall(form, text)}
    assert len(calls) > 400
    for method, path in sorted(calls):
        status = exchange(shared.port, method, filled(path)).status
        assert status in (200, 400, 501), f"{method} {path}: {status}"


def test_no_emulated_operation_answers_501(shared, emulated):
    for method, path in sorted(emulated):
        answer = exchange(shared.port, method, path, shared.caller().headers)
        assert answer.status != 501, path
        assert answer.headers["x-genauth-emulator"] is None, path


def test_the_sdk_reads_a_501_as_an_answer(shared):
    envelope = shared.client().list_tenants()
    assert "list-tenants" in refused(envelope, 501)


@pytest.mark.parametrize(
    "path",
    ["/api/v3", "/api/v3/", "/api/v3/no-such-operation", "/api/v1/list-groups", "/list-groups"]
    + ["/api/v3/list-groups/more", "/API/V3/list-groups", "/api/v3/List-Groups"]
    + ["/api/v3/x/../list-groups", "/api/v3/list-groups%2F"]
    + ["/_emulator", "/_emulator/nothing"],
)
@CREDENTIALS
def test_an_unknown_path_returns_404(shared, path, with_credentials):
    answer = exchange(shared.port, "GET", path, credentials(shared, with_credentials))
    assert answer.status == 404
    assert "x-genauth-emulator" not in answer.headers
    if not path.startswith("/_emulator"):
        refused(answer.envelope, 404)


@pytest.mark.parametrize(
    ("method", "path", "allowed", "not_allowed"),
    [
        ("GET", "add-group-members", {"POST"}, {"GET", "PUT", "DELETE"}),
        ("PUT", "add-department-members", {"POST"}, {"GET", "PUT", "DELETE"}),
        ("DELETE", "get-management-token", {"POST"}, {"GET", "PUT", "DELETE"}),
        ("POST", "list-groups", {"GET"}, {"POST", "PUT", "DELETE"}),
        ("PATCH", "get-user", {"GET"}, {"POST", "PUT", "DELETE", "PATCH"}),
        ("GET", "create-group", {"POST"}, {"GET", "PUT", "DELETE"}),
        ("DELETE", "list-users", {"GET", "POST"}, {"PUT", "DELETE"}),
    ],
)
@CREDENTIALS
def test_a_wrong_method_answers_405_with_what_is_allowed(
    shared, method, path, allowed, not_allowed, with_credentials
):
    answer = exchange(shared.port, method, API + path, credentials(shared, with_credentials))
    assert answer.status == 405
    named = set(re.split(r", *", answer.headers["Allow"]))
    assert allowed <= named and not named & not_allowed, named
    refused(answer.envelope, 405)


def test_head_answers_as_get_without_a_body(shared):
    caller = shared.caller()
    got = exchange(shared.port, "GET", API + "get-group?code=developers", caller.headers)
    headed = exchange(shared.port, "HEAD", API + "get-group?code=developers", caller.headers)
    assert (headed.status, headed.body) == (200, b"")
    assert headed.headers["Content-Length"] == got.headers["Content-Length"] == str(len(got.body))


def test_a_query_does_not_hide_a_path(shared):
    answer = exchange(shared.port, "GET", API + "list-groups?limit=1", shared.caller().headers)
    assert accepted(answer.envelope)["totalCount"] == 5


@pytest.mark.parametrize("path", ["list-groups", "create-group", "no-such-operation"])
def test_every_answer_has_a_request_id_of_its_own(shared, path):
    answers = [exchange(shared.port, "GET", API + path, shared.caller().headers) for _ in range(3)]
    for answer in answers:
        assert_is_envelope(answer.envelope)
    assert len({answer.envelope["requestId"] for answer in answers}) == 3
