"""U+0000 is refused in every text of a request, and the reply says so."""

import json

import pytest

from envelope import accepted, refused
from sample_seeds import ALICE, GROUP, ORGANIZATION

NUL = rb"\u0000"
HOLDER = "must not contain U+0000"
BODIES = {
    "a code": ("create-group", {"code": "a\0b", "name": "n"}),
    "a name in a list": ("create-groups-batch", {"list": [{"code": "c", "name": "a\0"}]}),
    "an id": ("add-group-members", {"code": GROUP, "userIds": [ALICE, "\0"]}),
    "a text": ("update-user", {"userId": ALICE, "nickname": "a\0b"}),
    "a custom field": ("update-user", {"userId": ALICE, "customData": {"a": ["x\0"]}}),
    "the name of a custom field": ("update-user", {"userId": ALICE, "customData": {"a\0": 1}}),
    "a filter": ("list-users", {"advancedFilter": [{"field": "username", "operator": "EQUAL", "value": "alice\0x"}]}),
    "keywords": ("list-users", {"keywords": "alice\0"}),
    "an organization's code": ("create-organization", {"organizationCode": "a\0", "organizationName": "n"}),
    "a department's code": (
        "create-department",
        {"organizationCode": ORGANIZATION, "parentDepartmentId": "root", "name": "n", "code": "a\0"},
    ),
    "a name in another language": (
        "create-department",
        {
            "organizationCode": ORGANIZATION,
            "parentDepartmentId": "root",
            "name": "n",
            "i18n": {"name": {"en-US": {"enabled": True, "value": "\0"}}},
        },
    ),
    "a password": ("update-user", {"userId": ALICE, "password": "\0"}),
    "an unknown field": ("kick-users", {"userId": ALICE, "appIds": ["a"], "odd": "\0"}),
    "the name of an unknown field": ("kick-users", {"userId": ALICE, "appIds": ["a"], "o\0dd": 1}),
}


@pytest.mark.parametrize(("operation", "body"), BODIES.values(), ids=BODIES)
def test_a_body_with_nul_is_refused(shared, operation, body):
    answer = shared.caller().post(operation, body)
    assert answer.status == 400
    message = refused(answer.envelope, 400)
    assert message.startswith("((") and HOLDER in message, message
    text = json.dumps(body).encode()
    place = text.index(NUL)
    assert f"at byte {place}" in shared.caller().post(operation, text).envelope["message"]


@pytest.mark.parametrize(
    ("operation", "query"),
    [
        ("get-group", "code=a%00b"),
        ("get-user", "userId=alice%00&userIdType=username"),
        ("list-groups", "keywords=%00"),
        ("get-user-batch", "userIds=a&userIds=%00"),
        ("get-user", f"userId={ALICE}&odd=%00"),
        ("get-user", f"userId={ALICE}&%00=odd"),
    ],
)
def test_a_query_with_nul_is_refused(shared, operation, query):
    answer = shared.caller().get(operation, query)
    assert answer.status == 400
    assert HOLDER in refused(answer.envelope, 400)


def test_the_letters_of_the_escape_are_no_nul(fresh):
    body = {"code": "a\\u0000b", "name": "%00"}
    made = accepted(fresh.caller().post("create-group", body).envelope)
    assert made["code"] == "a\\u0000b"
    assert accepted(fresh.caller().get("get-group", "code=a%5Cu0000b").envelope) == made


def test_a_seed_with_nul_is_refused(launch, tmp_path):
    import subprocess

    from emulator import BINARY

    path = tmp_path / "seed.json"
    path.write_text(json.dumps({"userPools": [{"id": "p", "name": "P", "groups": [{"code": "a\0b", "name": "G"}]}]}))
    checked = subprocess.run([BINARY, "seed", "check", path], capture_output=True, text=True, check=False)
    assert checked.returncode != 0 and "U+0000" in checked.stderr, checked.stderr
