"""The description of what is emulated: valid, the same everywhere, and in the README as it is now."""

import json
import re
import subprocess

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from caller import exchange
from contract import OPERATIONS


def described(binary, form):
    return subprocess.run([binary, "describe", form], capture_output=True, check=True).stdout


@pytest.fixture(scope="module")
def document(shared):
    return json.loads(exchange(shared.port, "GET", "/_emulator/openapi.json").body)


def operations(document):
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield (method.upper(), path), operation


def test_is_valid_openapi_3_1(document):
    assert document["openapi"] == "3.1.0"
    OpenAPIV31SpecValidator(document).validate()


def test_is_served_as_the_command_prints_it(shared, binary):
    answer = exchange(shared.port, "GET", "/_emulator/openapi.json")
    assert answer.status == 200
    assert answer.headers.get_content_type() == "application/json"
    assert answer.body == described(binary, "openapi")
    assert exchange(shared.port, "HEAD", "/_emulator/openapi.json").body == b""
    assert exchange(shared.port, "POST", "/_emulator/openapi.json").status == 405


def test_names_each_operation_once(document):
    ids = [operation["operationId"] for _, operation in operations(document)]
    assert len(set(ids)) == len(ids) > 60
    assert {call for call, _ in operations(document)} <= set(OPERATIONS)


def test_describes_what_is_emulated_and_nothing_else(document, shared):
    """Without credentials, emulated operations refuse the call, and others return 501."""
    emulated = {call for call, _ in operations(document)}
    for method, path in OPERATIONS:
        status = exchange(shared.port, method, path, {"Content-Type": "application/json"}, b"{}").status
        assert (status == 200) == ((method, path) in emulated), path


def test_asks_for_no_credentials_to_give_a_token(document):
    open_calls = [call for call, operation in operations(document) if operation.get("security") == []]
    assert open_calls == [("POST", "/api/v3/get-management-token")]


def test_lists_501_where_something_is_not_emulated(document):
    for call, operation in operations(document):
        assert ("501" in operation["responses"]) == ("x-not-emulated" in operation), call


def test_has_a_row_for_each_operation(binary, document):
    table = described(binary, "table").decode("utf-8")
    rows = re.findall(r"^\| \S+ \| .+ \| `(\S+) (\S+)` \| .+ \|$", table, re.MULTILINE)
    assert set(rows) == {call for call, _ in operations(document)} and len(rows) == len(set(rows))
    assert table.startswith(f"{len(rows)} of the 425 operations")
