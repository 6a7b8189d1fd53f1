"""Paths that are known but not emulated, paths that do not exist, methods that do not fit."""

import re

import pytest

from caller import API, exchange
from emulator import REPOSITORY
from envelope import accepted, assert_is_envelope, refused

OPERATIONS = REPOSITORY / "Sources/ManagementAPI/Operations"


def emulated_operations():
    """Method and name of each operation the project declares."""
    declarations = [source.read_text("utf-8") for source in OPERATIONS.glob("*/*.swift")]
    pattern = r'OperationDeclaration\(\s*\.(get|post),\s*"([^"]+)"'
    return {(method.upper(), name) for text in declarations for method, name in re.findall(pattern, text)}


EMULATED = emulated_operations()

CREDENTIALS = pytest.mark.parametrize("with_credentials", [True, False], ids=["with credentials", "without"])


def public_operations():
    """The project's table of the public description, read from its source."""
    rows = []
    for source in sorted((REPOSITORY / "Sources/ManagementAPI/PublicDescription").glob("*.swift")):
        rows += re.findall(r"^ *(GET|POST|PUT|DELETE) (/\S+)$", source.read_text("utf-8"), re.MULTILINE)
    return rows


def credentials(emulator, with_credentials):
    return emulator.caller().headers if with_credentials else {}


def assert_not_emulated(answer, operation):
    assert answer.status == 501
    assert answer.headers["x-genauth-emulator"] == "not-emulated"
    message = refused(answer.envelope, 501)
    assert message.startswith("((") and message.endswith("))"), message
    assert operation in message, message


def test_the_table_is_read_whole():
    operations = public_operations()
    assert len(operations) == len(set(operations)) == 425
    assert len(EMULATED) >= 14
    assert {(method, API + name) for method, name in EMULATED} <= set(operations)


@pytest.mark.parametrize(
    ("method", "operation"),
    [("POST", "create-role"), ("POST", "assign-role"), ("GET", "list-roles"), ("GET", "list-webhooks")]
    + [("POST", "create-namespace"), ("GET", "get-application"), ("POST", "revoke-role")],
)
@CREDENTIALS
def test_a_known_operation_answers_501_with_its_name(shared, method, operation, with_credentials):
    headers = credentials(shared, with_credentials) | {"Content-Type": "application/json"}
    body = b"{}" if method == "POST" else None
    assert_not_emulated(exchange(shared.port, method, API + operation, headers, body), operation)


def test_every_other_operation_of_the_description_answers_501(shared):
    others = [row for row in public_operations() if (row[0], row[1].removeprefix(API)) not in EMULATED]
    assert len(others) == 425 - len(EMULATED)
    for method, path in others:
        target = re.sub(r"\{[^}]*\}", "some-id", path)
        assert_not_emulated(exchange(shared.port, method, target), path.removeprefix(API))


def test_no_emulated_operation_answers_501(shared):
    for method, operation in sorted(EMULATED):
        answer = exchange(shared.port, method, API + operation, shared.caller().headers)
        assert answer.status != 501, operation
        assert answer.headers["x-genauth-emulator"] is None, operation


def test_the_sdk_reads_a_501_as_an_answer(shared):
    envelope = shared.client().list_roles()
    assert "list-roles" in refused(envelope, 501)


@pytest.mark.parametrize(
    "path",
    ["/", "/api/v3", "/api/v3/", "/api/v3/no-such-operation", "/api/v2/list-groups", "/list-groups"]
    + ["/api/v3/list-groups/", "/api/v3/list-groups/more", "/API/V3/list-groups", "/api/v3/List-Groups"]
    + ["/api/v3//list-groups", "/api/v3/x/../list-groups", "/api/v3/list-groups%2F"]
    + ["/_emulator", "/_emulator/nothing"],
)
@CREDENTIALS
def test_a_path_nobody_knows_answers_404(shared, path, with_credentials):
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
