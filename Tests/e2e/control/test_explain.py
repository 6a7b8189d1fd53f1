"""Explanations of requests: what was signed, which rule was broken, what is near, what was not looked at."""

import hashlib
import hmac
import json
import time

import pytest

import signer
from caller import API, exchange, post_json
from contract import ROOT
from control import Control
from sample_seeds import GROUP, KEY, OTHER_KEY, POOL_ID, group
from signer import AUTHING, GENAUTH

ID = "x-genauth-emulator-request-id"
CREATE = API + "create-group"
LIST = API + "list-group-members"
BODY = group("new") | {"odd": {"b": 1, "a": ["x", "y"], "c": "é"}, "flag": True, "none": None}
QUERY = {"code": GROUP, "page": "1", "limit": "10", "odd": "a b&c"}


@pytest.fixture
def pool(fresh):
    return Control(fresh).pool(POOL_ID)


def explained(pool, answer):
    return pool.get(f"/requests/{answer.headers[ID]}")["explanation"]


def outcomes(explanation):
    return {rule["rule"]: rule["outcome"] for rule in explanation["rules"]}


def text_of(method="POST", path=CREATE, members=BODY, headers=None):
    return signer.string_to_sign(AUTHING, method, path, members, headers)


def send(emulator, text, headers, secret=KEY.secret, body=BODY, digest=hashlib.sha1, encode=None):
    """A request whose signature is of `text`; returns the answer."""
    code = hmac.new(secret.encode(), text.encode(), digest)
    signature = encode(code) if encode else signer.base64.b64encode(code.digest()).decode()
    sent = headers | {"Authorization": f"authing {KEY.id}:{signature}"}
    if body is None:
        return exchange(emulator.port, "GET", f"{LIST}?{signer.axios_query(QUERY)}", sent)
    return post_json(emulator.port, "create-group", signer.member_text(body).encode(), sent)


def test_the_explanation_of_a_valid_signature_has_what_was_signed(fresh, pool):
    headers = signer.node_headers(AUTHING)
    explanation = explained(pool, send(fresh, text_of(headers=headers), headers))
    assert explanation["signature"] == {"isValid": True, "stringToSign": text_of(headers=headers)}
    assert set(outcomes(explanation).values()) == {"kept"}


def without(headers, name):
    return {key: value for key, value in headers.items() if key != name}


def spaced(members):
    return {name: json.dumps(value) if isinstance(value, (dict, list)) else value for name, value in members.items()}


MISTAKES = {
    "the body is left out": lambda h: text_of(members={}, headers=h),
    "the body as sent is after the path": lambda h: text_of(members={}, headers=h) + signer.member_text(BODY),
    "the parameters are in the order sent": lambda h: text_of(members={}, headers=h)
    + "?"
    + "&".join(f"{name}={signer.member_text(value)}" for name, value in BODY.items()),
    "the parameters are percent-encoded": lambda h: text_of(members={}, headers=h)
    + "?"
    + "&".join(
        f"{name}={signer.urllib.parse.quote(signer.member_text(BODY[name]), safe='')}" for name in sorted(BODY)
    ),
    "as json.dumps writes them": lambda h: text_of(members=spaced(BODY), headers=h),
    "strings are in quotes": lambda h: text_of(
        members={name: json.dumps(value) if isinstance(value, str) else value for name, value in BODY.items()},
        headers=h,
    ),
    "true and false have a capital": lambda h: text_of(members=BODY | {"flag": "True"}, headers=h),
    "null is left out": lambda h: text_of(members=without(BODY, "none"), headers=h),
    "the method is in small letters": lambda h: text_of("post", headers=h),
    "the method is GET": lambda h: text_of("GET", headers=h),
    "without /api/v3": lambda h: text_of(path="/create-group", headers=h),
    "a slash at its end": lambda h: text_of(path=CREATE + "/", headers=h),
    "the headers are left out": lambda h: text_of(headers={}),
    "the header x-authing-lang is left out": lambda h: text_of(headers=without(h, "x-authing-lang")),
    "CR LF": lambda h: text_of(headers=h).replace("\n", "\r\n"),
    "a line feed is at the end": lambda h: text_of(headers=h) + "\n",
    "an empty line is before the path": lambda h: text_of(headers=h).replace("\n/", "\n\n/"),
    "a blank follows the colon": lambda h: "\n".join(
        line.replace(":", ": ", 1) if ":" in line and not line.startswith("/") else line
        for line in text_of(headers=h).split("\n")
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_known_mistake_is_named_and_marked(fresh, pool, mistake):
    headers = signer.node_headers(AUTHING)
    text = MISTAKES[mistake](headers)
    answer = send(fresh, text, headers)
    assert answer.envelope["apiCode"] == 1300
    explanation = explained(pool, answer)
    signature, client = explanation["signature"], explanation["signature"]["client"]
    assert not signature["isValid"] and signature["stringToSign"] == text_of(headers=headers)
    assert client["stringToSign"] == text
    assert len(client["mistakes"]) == 1 and mistake in client["mistakes"][0], client["mistakes"]
    difference = client["firstDifference"]
    offset = difference["offset"]
    assert text[:offset] == signature["stringToSign"][:offset]
    assert difference["client"] == text[offset : offset + 40]
    assert difference["server"] == signature["stringToSign"][offset : offset + 40]
    assert difference["client"][:1] != difference["server"][:1]
    assert outcomes(explanation)["credentials"] == "broken"
    assert outcomes(explanation)["fields"] == "not checked"


@pytest.mark.parametrize(
    ("mistake", "form"),
    [
        ("hexadecimal digits", {"encode": lambda code: code.hexdigest()}),
        ("HMAC-SHA256", {"digest": hashlib.sha256}),
        ("the id of the access key is used as the secret", {"secret": KEY.id}),
        ("a line feed at its end", {"secret": KEY.secret + "\n"}),
    ],
)
def test_a_mistake_with_the_code_or_the_secret_is_named(fresh, pool, mistake, form):
    headers = signer.node_headers(AUTHING)
    answer = send(fresh, text_of(headers=headers), headers, **form)
    assert answer.envelope["apiCode"] == 1300
    client = explained(pool, answer)["signature"]["client"]
    assert mistake in client["mistakes"][0] and "firstDifference" not in client


def test_the_secret_of_another_access_key_is_recognized_and_not_shown(fresh, pool):
    made = fresh.caller().post("create-access-key", {"type": "userpool"}).envelope["data"][0]
    headers = signer.node_headers(AUTHING)
    answer = send(fresh, text_of(headers=headers), headers, secret=made["accessKeySecret"])
    shown = pool.get(f"/requests/{answer.headers[ID]}")
    assert made["accessKeyId"] in shown["explanation"]["signature"]["client"]["mistakes"][0]
    assert made["accessKeySecret"] not in json.dumps(shown) and KEY.secret not in json.dumps(shown)


def test_mistakes_with_a_query_are_named(fresh, pool):
    for text, mistake in (
        (lambda h: text_of("GET", LIST, {}, h), "the query is left out"),
        (lambda h: text_of("GET", f"{LIST}?{signer.axios_query(QUERY)}", {}, h), "the query is as sent"),
    ):
        headers = signer.node_headers(AUTHING)
        answer = send(fresh, text(headers), headers, body=None)
        client = explained(pool, answer)["signature"]["client"]
        assert mistake in client["mistakes"][0] and client["stringToSign"] == text(headers)


def test_two_mistakes_are_named_together(fresh, pool):
    headers = signer.node_headers(AUTHING)
    answer = send(fresh, text_of("post", members={}, headers=headers), headers)
    client = explained(pool, answer)["signature"]["client"]
    assert client["mistakes"] == ["the method is in small letters", "the body is left out"]


def test_an_unknown_mistake_leaves_the_text_of_the_server(fresh, pool):
    headers = signer.node_headers(AUTHING)
    explanation = explained(pool, send(fresh, "anything", headers))
    assert explanation["signature"] == {"isValid": False, "stringToSign": text_of(headers=headers)}


def test_the_search_for_what_was_signed_is_bounded(fresh, pool):
    headers = signer.node_headers(AUTHING) | {f"x-odd-{number}": "1" for number in range(60)}
    body = BODY | {f"odd{number}": ["x" * 100] for number in range(2_000)}
    answer = send(fresh, "anything", headers, body=body)
    started = time.monotonic()
    assert not explained(pool, answer)["signature"]["isValid"]
    assert time.monotonic() - started < 10


SECRET = "tell-nobody-5f2e"


@pytest.mark.parametrize("mistake", ["the body as sent is after the path", "the method is GET", "strings are in quotes"])
def test_no_secret_is_in_what_was_signed(fresh, pool, mistake):
    body = {"username": "carol", "password": SECRET, "nested": {"a": [{"token": SECRET}]}, "x-app-secret": SECRET}
    headers = signer.node_headers(AUTHING) | {"x-authing-app-secret": SECRET}
    text = text_of("POST", API + "create-user", body, headers)
    if mistake.startswith("the body"):
        text = text_of("POST", API + "create-user", {}, headers) + signer.member_text(body)
    elif mistake.startswith("the method"):
        text = text_of("GET", API + "create-user", body, headers)
    else:
        text = text_of("POST", API + "create-user", {n: json.dumps(v, separators=(",", ":")) for n, v in body.items()}, headers)
    sent = headers | {"Authorization": signer.authorization(AUTHING, KEY, text)}
    answer = post_json(fresh.port, "create-user", signer.member_text(body).encode(), sent)
    shown = pool.get(f"/requests/{answer.headers[ID]}")
    assert mistake in shown["explanation"]["signature"]["client"]["mistakes"][0]
    assert SECRET not in json.dumps(shown)
    assert "password=(redacted)" in shown["explanation"]["signature"]["stringToSign"]


@pytest.mark.parametrize(
    ("broken", "call"),
    [
        ("path", lambda port, headers: exchange(port, "GET", API + "nothing", headers)),
        ("path", lambda port, headers: exchange(port, "POST", API + "create-webhook", headers)),
        ("method", lambda port, headers: exchange(port, "PUT", CREATE, headers)),
        ("userPool", lambda port, headers: exchange(port, "GET", "/_pools/nobody" + LIST, headers)),
        ("credentials", lambda port, headers: exchange(port, "GET", LIST)),
        ("contentType", lambda port, headers: exchange(port, "POST", CREATE, headers | {"Content-Type": "text/plain"}, b"x")),
        ("syntax", lambda port, headers: post_json(port, "create-group", b"{", headers)),
        ("fields", lambda port, headers: post_json(port, "create-group", {"code": 1}, headers)),
        ("operation", lambda port, headers: exchange(port, "GET", LIST + "?code=nobody", headers)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_broken_rule_is_marked(fresh, pool, broken, call):
    found = outcomes(explained(pool, call(fresh.port, fresh.caller().headers)))
    assert found[broken] == "broken"
    assert list(found.values()).count("broken") == 1
    assert "not checked" in found.values() or broken == "operation"


def test_the_nearest_operations_of_an_unknown_path_are_named(fresh, pool):
    for path, nearest in (("create-groups", "create-group"), ("creat-group", "create-group"), ("list-group-member", "list-group-members")):
        answer = exchange(fresh.port, "POST", API + path)
        [first, *_] = explained(pool, answer)["nearestOperations"]
        assert (first["path"], first["isEmulated"], first["distance"]) == (API + nearest, True, 1)
    [first, *_] = explained(pool, exchange(fresh.port, "POST", "/create-group"))["nearestOperations"]
    assert first["path"] == CREATE
    assert explained(pool, exchange(fresh.port, "GET", "/favicon.ico"))["nearestOperations"] == []


def test_what_was_not_looked_at_is_shown_and_counted(fresh, pool):
    caller = fresh.caller()
    for code in ("a", "b"):
        body = {"code": code, "name": code, "description": code, "odd": 1}
        answer = caller.post("create-group", body, **{"X-Odd": "1"})
    unread = explained(pool, answer)["unread"]
    assert unread == [{"kind": "field", "name": "odd"}, {"kind": "header", "name": "x-odd"}]
    answer = exchange(fresh.port, "POST", CREATE + "?more=1", caller.headers)
    assert {"kind": "query", "name": "more"} in explained(pool, answer)["unread"]
    caller.get("list-groups", "page=1&odd=2")
    listed = pool.get("/unread-inputs")["unreadInputs"]
    assert listed[:2] == [
        {"operation": "create-group", "kind": "field", "name": "odd", "count": 2},
        {"operation": "create-group", "kind": "header", "name": "x-odd", "count": 2},
    ]
    assert {"operation": "list-groups", "kind": "query", "name": "odd", "count": 1} in listed
    assert not [item for item in listed if item["name"] in ("page", "authorization", "host", "code")]
    pool.call("DELETE", "/requests", status=204)
    assert pool.get("/unread-inputs") == {"unreadInputs": []}


def test_known_operations_are_listed_with_their_calls(fresh):
    control = Control(fresh)
    caller = fresh.caller()
    for _ in range(3):
        caller.get("list-groups")
    exchange(fresh.port, "HEAD", API + "list-groups", caller.headers)
    caller.post("create-webhook", {"code": "a"})
    operations = control.get("/coverage")["operations"]
    found = {f"{item['method']} {item['path']}": item for item in operations}
    assert len(found) == len(operations) > 600
    listed = found[f"GET {API}list-groups"]
    assert listed["emulated"] and listed["calls"] == 4 and listed["domain"] == "groups"
    webhook = found[f"POST {API}create-webhook"]
    assert not webhook["emulated"] and webhook["calls"] == 1
    assert "always empty" in found[f"GET {API}get-user-login-history"]["differences"]
    described = control.exchange("GET", "/openapi.json").envelope["paths"]
    assert sum(item["emulated"] for item in operations) == sum(len(methods) for methods in described.values())


def test_known_operations_are_listed_with_the_choices_tests_and_sdks_of_each(fresh):
    operations = Control(fresh).get("/coverage")["operations"]
    found = {f"{item['method']} {item['path']}": item for item in operations}
    page = (ROOT / "docs/fidelity.md").read_text("utf-8")
    departments = found[f"POST {API}set-user-departments"]
    rows = [line for line in page.splitlines() if "set-user-departments" in line and line.startswith("| ")]
    assert rows
    assert [row.split(" | ")[:2] for row in rows] == [
        [f"| {each['question']}", each["choice"]] for each in departments["choices"]
    ]
    members = found[f"POST {API}add-group-members"]
    assert "Tests/e2e/groups/test_group_members.py" in members["tests"]
    assert any(sdk.startswith("authing-py-sdk:") for sdk in members["sdks"])
    for item in operations:
        assert all((ROOT / test).is_file() for test in item["tests"])
        assert item["emulated"] or not item["tests"]
    assert not found[f"POST {API}create-webhook"]["sdks"]
