"""get-user-batch and is-user-exists."""

import pytest

from envelope import accepted, refused
from sample_seeds import ALICE, PLATFORM, USER_IDS


def test_users_are_returned_in_the_requested_order(shared):
    asked = ["user-005", ALICE, "user-001"]
    assert [user["userId"] for user in accepted(shared.client().get_user_batch(asked))] == asked


def test_unknown_ids_are_omitted_and_duplicates_listed_once(shared):
    asked = ["nobody", ALICE, "user-001", ALICE]
    assert [user["userId"] for user in accepted(shared.client().get_user_batch(asked))] == [ALICE, "user-001"]


@pytest.mark.parametrize(
    ("id_type", "user_id"), [("username", "alice"), ("email", "ALICE@example.com"), ("phone", "13800000001")]
)
def test_users_are_found_by_other_ids(shared, id_type, user_id):
    [found] = accepted(shared.client().get_user_batch([user_id], id_type))
    assert found["userId"] == ALICE


def test_more_is_shown_only_when_asked_for(shared):
    client = shared.client()
    names = {"customData", "identities", "departmentIds"}
    [found] = accepted(client.get_user_batch(["user-050"]))
    assert not names & set(found)
    [found] = accepted(
        client.get_user_batch(["user-050"], with_custom_data=True, with_identities=True, with_department_ids=True)
    )
    assert (found["customData"], found["identities"], found["departmentIds"]) == ({}, [], [PLATFORM])


@pytest.mark.parametrize("query", ["", "userIds=", "&".join(f"userIds={user_id}" for user_id in USER_IDS[:51])])
def test_a_malformed_list_is_refused(shared, query):
    refused(shared.caller(lang="zh-CN").get("get-user-batch", query).envelope, 400, "参数 userIds 格式错误")


def test_a_malformed_address_is_refused(shared):
    query = "userIds=test1@qqq&userIdType=email"
    refused(shared.caller(lang="zh-CN").get("get-user-batch", query).envelope, 400, "参数 userIds 格式错误")


@pytest.mark.parametrize(
    ("asked", "exists"),
    [
        ({"username": "alice"}, True),
        ({"email": "ALICE@example.com"}, True),
        ({"phone": "13800000001"}, True),
        ({"external_id": "external-alice"}, True),
        ({"username": "nobody", "phone": "13800000001"}, True),
        ({"username": "nobody"}, False),
        ({"username": "Alice"}, False),
        ({"external_id": "alice"}, False),
    ],
    ids=str,
)
def test_is_user_exists(shared, asked, exists):
    assert accepted(shared.client().is_user_exists(**asked)) == {"exists": exists}


@pytest.mark.parametrize("body", [{}, {"username": ""}, {"email": None}], ids=str)
def test_at_least_one_criterion_is_required(shared, body):
    envelope = shared.caller(lang="zh-CN").post("is-user-exists", body).envelope
    refused(envelope, 400, "参数 username, email, phone, externalId 格式错误")
