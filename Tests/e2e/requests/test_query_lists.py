"""Lists in a query, in every form that a public client writes, plain and signed."""

import urllib.parse

import pytest

import signer
from caller import API, exchange
from envelope import accepted, refused, refused_parameters
from signer import AUTHING
from sample_seeds import KEY, ORGANIZATION, USER_IDS

A, B = USER_IDS[:2]

FORMS = {
    "Python: repeated": "{n}={a}&{n}={b}",
    "Node: brackets": "{n}[]={a}&{n}[]={b}",
    "Node: encoded brackets": "{n}%5B%5D={a}&{n}%5B%5D={b}",
    "PHP: numbered": "{n}[0]={a}&{n}[1]={b}",
    "PHP: numbered and encoded": "{n}%5B0%5D={a}&{n}%5B1%5D={b}",
    "C#: commas": "{n}={a},{b}",
    "C#: encoded commas": "{n}={a}%2C{b}",
    "commas with blanks": "{n}={a},%20{b}",
    "Java": "{n}=%5B{a},+{b}%5D",
    "Go": "{n}=[{a}+{b}]",
    "JSON": "{n}=%5B%22{a}%22%2C%22{b}%22%5D",
    "JSON, not encoded": '{n}=["{a}","{b}"]',
}

UNREADABLE = {
    "cut JSON": '["{a}","{b}"',
    "JSON that is no list": '{{"0":"{a}"}}',
    "a list of objects": '[{{"id":"{a}"}}]',
    "quotes without brackets": '"{a}","{b}"',
    "an empty element": "{a},,{b}",
    "a comma at the end": "{a},",
    "an empty list": "[]",
    "nothing": "",
    "JSON with a NUL": '["{a}\\u0000"]',
    "Python's text of a list": "['{a}', '{b}']",
}


def get(emulator, query, headers=None):
    headers = headers or emulator.caller().headers
    return exchange(emulator.port, "GET", f"{API}get-user-batch?{query}", headers).envelope


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_a_list_is_read_in_every_form(shared, form):
    users = accepted(get(shared, form.format(n="userIds", a=A, b=B)))
    assert [user["userId"] for user in users] == [A, B]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_a_list_of_codes_is_read_in_every_form(shared, form):
    query = form.format(n="organizationCodeList", a=ORGANIZATION, b="nobodys")
    answer = exchange(shared.port, "GET", f"{API}get-organization-batch?{query}", shared.caller().headers)
    assert [found["organizationCode"] for found in accepted(answer.envelope)] == [ORGANIZATION]


@pytest.mark.parametrize("value", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_list_that_cannot_be_read_is_refused(shared, value):
    query = "userIds=" + urllib.parse.quote(value.format(a=A, b=B))
    refused(get(shared, query), 400, "Invalid parameter format: userIds")


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_a_list_that_was_signed_as_json_is_accepted_in_every_form(shared, form):
    headers = signer.signed(AUTHING, KEY, "GET", API + "get-user-batch", {"userIds": [A, B]})
    users = accepted(get(shared, form.format(n="userIds", a=A, b=B), headers))
    assert [user["userId"] for user in users] == [A, B]


@pytest.mark.parametrize("text", [f"{A},{B}", f"[{A}, {B}]", f'["{A}","{B}"]'], ids=["C#", "old Java", "JSON"])
def test_a_list_that_was_signed_as_text_is_accepted(shared, text):
    headers = signer.signed(AUTHING, KEY, "GET", API + "get-user-batch", {"userIds": text})
    users = accepted(get(shared, "userIds=" + urllib.parse.quote(text), headers))
    assert [user["userId"] for user in users] == [A, B]


@pytest.mark.parametrize("operation", ["get-user-batch", "get-organization-batch"])
def test_an_empty_list_that_was_signed_but_not_sent_is_an_invalid_field(shared, operation):
    name = "userIds" if operation == "get-user-batch" else "organizationCodeList"
    headers = signer.signed(AUTHING, KEY, "GET", API + operation, {name: []})
    refused_parameters(exchange(shared.port, "GET", API + operation, headers).envelope, [name])
