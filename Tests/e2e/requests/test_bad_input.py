"""Bodies no operation can read: refused in the envelope, and the server serves on."""

import json
import socket

import pytest

from caller import HOST, exchange, exchange_bytes, read_answer
from envelope import accepted, refused, succeeded
from sample_seeds import ALICE, GROUP, ORGANIZATION

MEBIBYTE = 1024 * 1024
OPERATIONS = pytest.mark.parametrize("operation", ["add-group-members", "add-department-members"])
BODY = {
    "code": GROUP,
    "organizationCode": ORGANIZATION,
    "departmentId": "root",
    "userIds": [ALICE],
}


@pytest.fixture(autouse=True)
def unharmed(request):
    """After each test the shared server is still the same process, serves, and has unchanged data."""
    yield
    if "shared" in request.fixturenames:
        emulator = request.getfixturevalue("shared")
        assert emulator.is_running
        assert exchange(emulator.port, "GET", "/_emulator/health").status == 200
        client = emulator.client()
        assert accepted(client.list_group_members(GROUP))["totalCount"] == 0
        assert accepted(client.list_department_member_ids(ORGANIZATION, "root")) == []


def text(**more):
    return json.dumps(BODY | more, ensure_ascii=False)


NOT_JSON = {
    "blanks": b" \n",
    "words": b"code=developers",
    "cut off": text().encode()[:-1],
    "one brace too many": text().encode() + b"}",
    "two documents": text().encode() * 2,
    "a comma at the end": text().encode()[:-1] + b",}",
    "single quotes": b"{'code': 'developers'}",
    "a comment": b"/* */" + text().encode(),
    "NaN": b'{"code": NaN}',
    "a leading zero": b'{"code": 01}',
    "a control character in a string": b'{"code": "a\x01b"}',
    "a tab in a string": b'{"code": "a\tb"}',
    "an unknown escape": b'{"code": "\\x41"}',
    "NUL behind": text().encode() + b"\0",
    "a high number of braces": b"{" * 100_000,
    "a high number of brackets": b"[" * 100_000,
}

NOT_UTF8 = {
    "a lone byte": text().encode()[:-1] + b', "x": "\xff"}',
    "cut off in a letter": b'{"code": "\xe4\xbd"}',
    "an overlong slash": b'{"code": "\xc0\xaf"}',
    "a surrogate": b'{"code": "\xed\xa0\x80"}',
    "beyond the last letter": b'{"code": "\xf4\x90\x80\x80"}',
    "latin-1": '{"code": "é"}'.encode("latin-1"),
    "utf-16": text().encode("utf-16"),
}


@OPERATIONS
@pytest.mark.parametrize("body", [*NOT_JSON.values(), *NOT_UTF8.values()], ids=[*NOT_JSON, *NOT_UTF8])
def test_a_body_that_is_not_json_is_refused(shared, operation, body):
    answer = shared.caller().post(operation, body)
    assert answer.status == 400
    refused(answer.envelope, 400)


@pytest.mark.parametrize("open_close", ["[]", "{}"], ids=["arrays", "objects"])
def test_a_depth_of_128_is_the_deepest(fresh, open_close):
    def nested(depth):
        left, right = ("[", "]") if open_close == "[]" else ('{"a":', "}")
        innermost = "[]" if open_close == "[]" else "{}"
        return (text()[:-1] + ', "deep": ' + left * (depth - 2) + innermost + right * (depth - 2) + "}").encode()

    succeeded(fresh.caller().post("add-group-members", nested(128)).envelope)
    answer = fresh.caller().post("add-group-members", nested(129))
    assert answer.status == 400
    refused(answer.envelope, 400)


@OPERATIONS
@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "text/json-not", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
    + ["application/xml", "application/jsonp", "nonsense"],
)
def test_a_content_type_that_is_not_json_is_refused(shared, operation, content_type):
    answer = shared.caller().post(operation, BODY, **{"Content-Type": content_type})
    assert answer.status == 415
    refused(answer.envelope, 415)


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "application/json; charset=utf-8", "application/json;charset=UTF-8", "Application/JSON"],
)
def test_a_content_type_of_json_is_accepted(fresh, content_type):
    succeeded(fresh.caller().post("add-group-members", BODY, **{"Content-Type": content_type}).envelope)


def head(emulator, *lines):
    fixed = ["POST /api/v3/add-group-members HTTP/1.1", f"Host: {HOST}", "Content-Type: application/json"]
    authorization = f"Authorization: {emulator.caller().headers['Authorization']}"
    return "\r\n".join([*fixed, authorization, *lines, "", ""]).encode()


def padded(size):
    """A valid body of exactly `size` bytes."""
    return text(padding="x" * (size - len(text(padding="").encode()))).encode()


def test_a_body_of_one_mebibyte_is_the_largest(fresh):
    succeeded(fresh.caller().post("add-group-members", padded(MEBIBYTE)).envelope)


def test_a_larger_body_is_refused_when_announced(shared):
    answer = exchange_bytes(shared.port, head(shared, f"Content-Length: {MEBIBYTE + 1}"))
    assert answer.status == 413
    refused(answer.envelope, 413)


def test_a_larger_body_is_refused_when_sent(shared):
    answer = exchange_bytes(shared.port, head(shared, f"Content-Length: {MEBIBYTE + 1}"), padded(MEBIBYTE + 1))
    assert answer.status == 413
    refused(answer.envelope, 413)


def test_a_larger_body_is_refused_when_chunked(shared):
    chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    answer = exchange_bytes(shared.port, head(shared, "Transfer-Encoding: chunked"), *[chunk] * 17, b"0\r\n\r\n")
    assert answer.status == 413
    refused(answer.envelope, 413)


def test_a_chunked_body_is_a_body(fresh):
    body = text().encode()
    chunks = [b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:1], body[1:10], body[10:])]
    answer = exchange_bytes(fresh.port, head(fresh, "Transfer-Encoding: chunked"), *chunks, b"0\r\n\r\n")
    succeeded(answer.envelope)


@pytest.mark.parametrize(
    ("members", "status"),
    [('"code":"none","code":"developers"', 200), ('"code":"developers","code":"none"', 404)]
    + [('"code":7,"c\\u006fde":"developers"', 200), ('"code":"developers","code":null', 400)],
    ids=["good last", "bad last", "escaped name", "null last"],
)
def test_the_last_of_duplicate_names_wins(fresh, members, status):
    body = "{%s,%s}" % (members, '"userIds":["nobody"],"userIds":["%s"]' % ALICE)
    assert fresh.caller().post("add-group-members", body.encode()).envelope["statusCode"] == status


@pytest.mark.parametrize(
    "body",
    [b"{", b'{"code": "\xff"}', b"[" * 1000],
    ids=["not json", "not utf-8", "too deep"],
)
def test_a_connection_goes_on_after_a_refused_body(shared, body):
    with socket.create_connection((HOST, shared.port), timeout=10) as connection:
        connection.sendall(head(shared, f"Content-Length: {len(body)}") + body)
        assert read_answer(connection).status == 400
        again = json.dumps({"code": "none", "userIds": [ALICE]}).encode()
        connection.sendall(head(shared, f"Content-Length: {len(again)}") + again)
        refused(read_answer(connection).envelope, 404)


@pytest.mark.parametrize("body", [b"", b"null", b" null\r\n"], ids=["empty", "null", "null and blanks"])
@pytest.mark.parametrize("content_type", ["application/json", "application/x-www-form-urlencoded", "text/plain"])
def test_a_body_without_parameters_is_an_empty_object(shared, body, content_type):
    """PHP sends an empty body where there are no parameters, Java the text null, as no JSON."""
    answer = shared.caller().post("list-users", body, **{"Content-Type": content_type})
    assert accepted(answer.envelope)["totalCount"] == accepted(shared.caller().post("list-users", {}).envelope)["totalCount"]
    refused(shared.caller().post("create-user", body, **{"Content-Type": content_type}).envelope, 400)
