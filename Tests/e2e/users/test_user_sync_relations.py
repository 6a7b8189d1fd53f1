"""Relations of users with outside directories; custom fields as ids."""

import pytest

from envelope import accepted, refused, refused_parameters, succeeded
from sample_seeds import pool, seed, user

LARK = {"provider": "lark", "userIdInIdp": "ou_8bae:1", "userInfoInIdp": {"name": "安"}}
LDAP = {"provider": "ldap", "userIdInIdp": "cn=ann", "userInfoInIdp": {}}


@pytest.fixture
def people(launch):
    users = [
        user("ann", syncRelations=[LDAP, LARK], customData={"badge": "A:1", "age": 22, "vip": True, "note": None}),
        user("ben", syncRelations=[LARK | {"userIdInIdp": "ou_9"}], customData={"badge": "B", "age": 22.5}),
    ]
    return launch(seed=seed(pool(users=users)))


def relations(client, user_id, id_type=None):
    return accepted(client.get_user_sync_relations(user_id, id_type))


def test_relations_are_shown_by_provider(people):
    found = relations(people.client(), "ann")
    assert found == [LARK, LDAP]
    assert list(found[0]) == list(LARK)


def test_a_user_is_named_by_a_relation(people):
    client = people.client(lang="zh-CN")
    assert accepted(client.get_user("lark:ou_8bae:1", "sync_relation"))["userId"] == "ann"
    assert relations(client, "lark:ou_9", "sync_relation") == [LARK | {"userIdInIdp": "ou_9"}]
    for unknown in ("ldap:ou_9", "ou_9", "lark:", "lark:ou_8bae"):
        refused(client.get_user(unknown, "sync_relation"), 404, "用户不存在", api_code=2004)


def test_a_relation_is_deleted_once_and_for_all(people):
    client = people.client()
    for _ in range(2):
        succeeded(client.delete_user_sync_relations("lark", "ann"))
        assert relations(client, "ann") == [LDAP]
    succeeded(client.delete_user_sync_relations("lark", "ben", "username"))
    assert relations(client, "ben") == []
    refused(client.get_user("lark:ou_9", "sync_relation"), 404, api_code=2004)


def test_deleting_is_refused(people):
    client = people.client(lang="zh-CN")
    refused(client.delete_user_sync_relations("lark", "nobody"), 404, "用户不存在", api_code=2004)
    refused_parameters(client.delete_user_sync_relations("", "", "x"), ["provider", "userId", "userIdType"])


def test_relations_go_with_the_user(people):
    client = people.client()
    succeeded(client.resign_user("ann"))
    assert len(relations(client, "ann")) == 2
    succeeded(client.delete_users_batch(["lark:ou_8bae:1"], {"userIdType": "sync_relation"}))
    refused(client.get_user("ann"), 404, api_code=2004)


@pytest.mark.parametrize(
    ("value", "found"),
    [("badge:A:1", "ann"), ("badge:B", "ben"), ("age:22", "ann"), ("age:22.5", "ben"), ("vip:true", "ann")],
)
def test_a_user_is_named_by_a_custom_field(people, value, found):
    assert accepted(people.client().get_user(value, "custom_field"))["userId"] == found


@pytest.mark.parametrize("value", ["badge:", "badge", "A:1", "age:23", "note:null", "other:B", "badge:b", "vip:false"])
def test_a_custom_field_value_that_no_user_has_finds_no_user(people, value):
    refused(people.client(lang="zh-CN").get_user(value, "custom_field"), 404, "用户不存在", api_code=2004)


def test_the_id_follows_the_custom_field(people):
    client = people.client()
    accepted(client.update_user("ann", custom_data={"badge": "C"}))
    assert accepted(client.get_user("badge:C", "custom_field"))["userId"] == "ann"
    refused(client.get_user("badge:A:1", "custom_field"), 404, api_code=2004)
    accepted(client.update_user("ann", custom_data={"badge": None}))
    refused(client.get_user("badge:C", "custom_field"), 404, api_code=2004)
    made = accepted(client.create_user(username="cat", custom_data={"badge": "B"}))
    assert accepted(client.get_user("badge:B", "custom_field"))["userId"] == "ben"
    succeeded(client.delete_users_batch(["ben"]))
    assert accepted(client.get_user("badge:B", "custom_field"))["userId"] == made["userId"]
