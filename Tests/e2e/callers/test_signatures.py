"""Access key signatures: what an independent signer makes is accepted, everything else has its code."""

import json
import time

import pytest

import signer
from caller import API, exchange, post_json
from emulator import wait_until
from envelope import accepted, refused, succeeded
from signer import AUTHING, GENAUTH
from sample_seeds import CROWD, GROUP, KEY, USER_IDS, Key, standard_seed

BRANDS = pytest.mark.parametrize("brand", [AUTHING, GENAUTH], ids=["authing", "genauth"])
ADD = API + "add-group-members"
BODY = {"code": GROUP, "userIds": USER_IDS[:2]}


def post_signed(emulator, brand, members=BODY, body=None, key=KEY, headers=None):
    """Posts to add-group-members; `body` differs from the signed `members` where a test says so."""
    sent = signer.signed(brand, key, "POST", ADD, members, headers)
    return post_json(emulator.port, "add-group-members", signer.member_text(body or members).encode(), sent).envelope


def get_signed(emulator, brand, operation, parameters, signed_parameters=None):
    members = parameters if signed_parameters is None else signed_parameters
    headers = signer.signed(brand, KEY, "GET", API + operation, members)
    query = signer.axios_query(parameters)
    return exchange(emulator.port, "GET", API + operation + (f"?{query}" if query else ""), headers).envelope


def test_the_signer_itself_agrees_with_a_vector_worked_out_by_hand():
    headers = {
        "x-authing-signature-version": "1.0",
        "date": "Thu, 01 Jan 1970 00:00:00 GMT",
        "content-type": "application/json",
        "x-authing-lang": " zh-CN ",
    }
    members = {"userIds": ["u1", "u2"], "code": "组 1", "B": None, "a": True, "n": {"b": 1, "a": [1.5, None]}}
    text = signer.string_to_sign(AUTHING, "POST", "/api/v3/add-group-members", members, headers)
    assert text == (
        "POST\n"
        "date:Thu, 01 Jan 1970 00:00:00 GMT\n"
        "x-authing-lang:zh-CN\n"
        "x-authing-signature-version:1.0\n"
        '/api/v3/add-group-members?B=null&a=true&code=组 1&n={"b":1,"a":[1.5,null]}&userIds=["u1","u2"]'
    )
    # printf '%s' "$text" | openssl dgst -sha1 -hmac secret -binary | base64
    assert signer.signature("secret", text) == "ZV59NecsptMsLtVZ49rn/z+8710="


POSTED = {
    "only what is needed": {},
    "unicode": {"note": "你好，世界 🌍 é"},
    "null": {"nothing": None},
    "booleans": {"yes": True, "no": False},
    "numbers": {"one": 1, "minus": -40, "fraction": 1.5, "big": 9007199254740991},
    "empty string": {"empty": ""},
    "empty array and object": {"list": [], "object": {}},
    "nested values in their own order": {"options": {"z": 1, "a": {"y": None, "b": [True, {"d": "é", "c": 2}]}}},
    "nested text that looks like JSON": {"options": {"quote": 'say "hi"\\n', "slash": "a/b"}},
    "strings with the marks of a query": {"note": "a&b=c?d#e%20+"},
    "strings with quotes and line ends": {"note": 'a "b"\n\tc\\'},
    "names sorted with capitals first": {"b": "1", "B": "2", "a": "3", "_": "4"},
    "names sorted by utf-16 code units": {"\uff5e": "after the surrogates", "😀": "before", "é": "first"},
}


@BRANDS
@pytest.mark.parametrize("extra", POSTED.values(), ids=POSTED.keys())
def test_a_signed_post_is_accepted(fresh, brand, extra):
    succeeded(post_signed(fresh, brand, BODY | extra))
    assert fresh.client().list_group_members(GROUP)["data"]["totalCount"] == 2


@pytest.mark.parametrize("ensure_ascii", [True, False], ids=["escaped", "raw"])
def test_nested_values_are_signed_as_the_text_that_was_sent(fresh, ensure_ascii):
    def written(value):
        return json.dumps(value, ensure_ascii=ensure_ascii, separators=(" ,  ", " : "))

    options = {"b": "é", "a": [1, {"c": None}]}
    text = signer.string_to_sign(AUTHING, "POST", ADD, {}, headers := signer.node_headers(AUTHING))
    text += f"?code={GROUP}&options={written(options)}&userIds={written(BODY['userIds'])}"
    headers |= {"Authorization": signer.authorization(AUTHING, KEY, text)}
    succeeded(
        post_json(fresh.port, "add-group-members", written(BODY | {"options": options}).encode(), headers).envelope
    )


GOTTEN = {
    "one name": {"code": GROUP},
    "unicode and a blank": {"code": GROUP, "note": "第 一 组"},
    "numbers and booleans": {"code": GROUP, "page": 1, "limit": 10, "withCustomData": False},
    "an array as axios sends it": {"code": GROUP, "tags": ["a", "b c", "é"]},
    "an array of one": {"code": GROUP, "tags": ["a"]},
    "marks that are encoded": {"code": GROUP, "note": "a&b=c?d#e%20+/"},
    "null, signed but not sent": {"code": GROUP, "withCustomData": None},
}


@BRANDS
@pytest.mark.parametrize("parameters", GOTTEN.values(), ids=GOTTEN.keys())
def test_a_signed_get_is_accepted(shared, brand, parameters):
    assert accepted(get_signed(shared, brand, "list-group-members", parameters)) == {"totalCount": 0, "list": []}


@BRANDS
def test_a_signed_get_without_parameters_is_accepted(shared, brand):
    assert accepted(get_signed(shared, brand, "list-groups", {}))["totalCount"] == 5


def test_a_question_mark_left_by_undefined_parameters_is_accepted(shared):
    headers = signer.node_headers(AUTHING)
    text = signer.string_to_sign(AUTHING, "GET", API + "list-groups", {}, headers) + "?"
    headers |= {"Authorization": signer.authorization(AUTHING, KEY, text)}
    assert accepted(exchange(shared.port, "GET", API + "list-groups", headers).envelope)["totalCount"] == 5


@BRANDS
@pytest.mark.parametrize("name", ["date", "prefixed"])
@pytest.mark.parametrize("clock", [signer.gmt, signer.milliseconds], ids=["gmt", "milliseconds"])
def test_a_date_counts_in_either_header_and_either_form(shared, brand, name, clock):
    headers = signer.node_headers(brand)
    del headers["date"]
    headers["date" if name == "date" else brand.header("date")] = clock()
    sent = signer.signed(brand, KEY, "GET", API + "list-groups", {}, headers)
    accepted(exchange(shared.port, "GET", API + "list-groups", sent).envelope)


def test_a_signature_without_nonce_is_accepted(shared):
    headers = {"x-authing-date": signer.milliseconds(), "x-authing-signature-method": "HMAC-SHA1"}
    headers |= {"x-authing-signature-version": "1.0"}
    sent = signer.signed(AUTHING, KEY, "GET", API + "list-groups", {}, headers)
    accepted(exchange(shared.port, "GET", API + "list-groups", sent).envelope)


HEADER_FAULTS = {
    "no method": ("signature-method", None, 1301),
    "another method": ("signature-method", "HMAC-SHA256", 1301),
    "no version": ("signature-version", None, 1302),
    "another version": ("signature-version", "2.0", 1302),
    "a date in words": ("date", "yesterday", 1303),
    "a date with a wrong month": ("date", "Thu, 01 Foo 2026 00:00:00 GMT", 1303),
    "no date": ("date", None, 1304),
    "a clock an hour behind": ("date", lambda: signer.gmt(time.time() - 3600), 1305),
    "a clock an hour ahead": ("date", lambda: signer.gmt(time.time() + 3600), 1305),
    "milliseconds an hour behind": ("date", lambda: signer.milliseconds(time.time() - 3600), 1305),
    "a clock 16 minutes behind": ("date", lambda: signer.gmt(time.time() - 16 * 60), 1305),
}


@BRANDS
@pytest.mark.parametrize(("name", "value", "code"), HEADER_FAULTS.values(), ids=HEADER_FAULTS.keys())
def test_a_well_signed_request_with_a_faulty_header_is_refused(shared, brand, name, value, code):
    headers = signer.node_headers(brand)
    name = "date" if name == "date" else brand.header(name)
    value = value() if callable(value) else value
    headers = headers | {name: value} if value else {kept: headers[kept] for kept in headers if kept != name}
    refused(post_signed(shared, brand, headers=headers), 401, api_code=code)


def test_a_clock_14_minutes_behind_is_accepted(shared):
    headers = signer.node_headers(AUTHING) | {"date": signer.gmt(time.time() - 14 * 60)}
    sent = signer.signed(AUTHING, KEY, "GET", API + "list-groups", {}, headers)
    accepted(exchange(shared.port, "GET", API + "list-groups", sent).envelope)


@pytest.mark.parametrize(
    ("flags", "environment"),
    [(["--max-clock-skew", "7200"], {}), ([], {"GENAUTH_EMULATOR_MAX_CLOCK_SKEW": "7200"})],
    ids=["flag", "environment"],
)
def test_the_clock_skew_allowed_can_be_set(launch, flags, environment):
    emulator = launch(*flags, seed=standard_seed(), environment=environment)
    hour_ago = signer.node_headers(AUTHING) | {"date": signer.gmt(time.time() - 3600)}
    succeeded(post_signed(emulator, AUTHING, headers=hour_ago))
    three_hours_ago = signer.node_headers(AUTHING) | {"date": signer.gmt(time.time() - 3 * 3600)}
    refused(post_signed(emulator, AUTHING, headers=three_hours_ago), 401, api_code=1305)


@BRANDS
def test_a_request_sent_twice_is_refused_the_second_time(shared, brand):
    headers = signer.signed(brand, KEY, "GET", API + "list-groups", {})
    accepted(exchange(shared.port, "GET", API + "list-groups", headers).envelope)
    refused(exchange(shared.port, "GET", API + "list-groups", headers).envelope, 401, api_code=1306)


@BRANDS
def test_a_nonce_used_again_for_another_request_is_refused(shared, brand):
    headers = signer.node_headers(brand)
    first = signer.signed(brand, KEY, "GET", API + "list-groups", {}, headers)
    accepted(exchange(shared.port, "GET", API + "list-groups", first).envelope)
    refused(post_signed(shared, brand, headers=headers), 401, api_code=1306)


@BRANDS
def test_a_wrong_secret_is_refused(shared, brand):
    refused(post_signed(shared, brand, key=Key(KEY.id, "wrong")), 401, api_code=1300)


@BRANDS
def test_a_body_changed_after_signing_is_refused(shared, brand):
    tampered = {"code": CROWD, "userIds": USER_IDS[30:31]}
    refused(post_signed(shared, brand, BODY, body=tampered), 401, api_code=1300)
    assert shared.client().list_group_members(CROWD)["data"]["totalCount"] == 25


@BRANDS
def test_a_query_changed_after_signing_is_refused(shared, brand):
    envelope = get_signed(shared, brand, "get-group", {"code": CROWD}, signed_parameters={"code": GROUP})
    refused(envelope, 401, api_code=1300)


@BRANDS
def test_a_header_changed_after_signing_is_refused(shared, brand):
    sent = signer.signed(brand, KEY, "GET", API + "list-groups", {}) | {brand.header("lang"): "en-US"}
    refused(exchange(shared.port, "GET", API + "list-groups", sent).envelope, 401, api_code=1300)


@pytest.mark.parametrize("value", ["", "not base64!", "AAAA"], ids=["empty", "not base64", "short"])
def test_a_malformed_signature_is_refused(shared, value):
    sent = signer.node_headers(AUTHING) | {"Authorization": f"authing {KEY.id}:{value}"}
    refused(exchange(shared.port, "GET", API + "list-groups", sent).envelope, 401, api_code=1300)


@BRANDS
def test_an_unknown_access_key_is_refused(shared, brand):
    refused(post_signed(shared, brand, key=Key("nobody", KEY.secret)), 404, api_code=2224)


def test_the_log_shows_the_string_the_server_signed(fresh):
    headers = signer.node_headers(AUTHING)
    refused(post_signed(fresh, AUTHING, key=Key(KEY.id, "wrong"), headers=headers), 401, api_code=1300)
    nonce = headers["x-authing-signature-nonce"]
    line = f"x-authing-signature-nonce:{nonce}"
    wait_until(lambda: line in fresh.log(), 5, "the string to sign in the log")
    assert f"{ADD}?code={GROUP}&userIds=" in fresh.log()
    assert KEY.secret not in fresh.log()


@pytest.mark.parametrize("other", [AUTHING, GENAUTH], ids=["authing", "genauth"])
@pytest.mark.parametrize("name", ["signature-nonce", "date", "signature-method", "signature-version"])
def test_a_replay_does_not_pass_with_a_header_of_the_other_brand(shared, other, name):
    brand = AUTHING if other is GENAUTH else GENAUTH
    sent = signer.signed(brand, KEY, "GET", API + "list-groups", {})
    accepted(exchange(shared.port, "GET", API + "list-groups", sent).envelope)
    values = {"date": signer.milliseconds(), "signature-method": "HMAC-SHA1", "signature-version": "1.0"}
    fresh = {other.header(name): values.get(name, signer.node_headers(other)[other.header("signature-nonce")])}
    for headers in [fresh | sent, sent | fresh]:
        refused(exchange(shared.port, "GET", API + "list-groups", headers).envelope, 401, api_code=1306)


@pytest.mark.parametrize("name", ["x-genauth-date", "x-genauth-signature-nonce"])
def test_an_old_request_does_not_pass_with_a_date_of_the_other_brand(shared, name):
    old = signer.node_headers(AUTHING) | {"date": signer.gmt(time.time() - 3600)}
    sent = {name: signer.milliseconds()} | signer.signed(AUTHING, KEY, "GET", API + "list-groups", {}, old)
    refused(exchange(shared.port, "GET", API + "list-groups", sent).envelope, 401, api_code=1305)


def test_a_wrong_signature_of_a_large_body_leaves_a_short_line(fresh):
    body = BODY | {"note": "n" * 1_000_000}
    refused(post_signed(fresh, AUTHING, body, key=Key(KEY.id, "wrong")), 401, api_code=1300)
    wait_until(lambda: "more bytes" in fresh.log(), 5, "the string to sign in the log")
    assert len(fresh.log()) < 10_000


@BRANDS
@pytest.mark.parametrize("body", [b"", b"null"], ids=["empty", "null"])
def test_a_body_without_parameters_is_signed_as_none(shared, brand, body):
    sent = signer.signed(brand, KEY, "POST", API + "list-users", {})
    accepted(post_json(shared.port, "list-users", body, sent).envelope)
