"""Identities of users in outside sources: linked, read, named by, filtered by, unlinked."""

import pytest

from envelope import accepted, refused, refused_parameters, succeeded
from sample_seeds import GROUP, ORGANIZATION, group, organization, pool, seed, user

SOURCE, OTHER_SOURCE = "62f20932716fbcc10d966ee5", "62f20932716fbcc10d966ee6"
WECHAT = {
    "identityId": "62299d8b866d2dab79a89dc4",
    "extIdpId": SOURCE,
    "provider": "wechat",
    "type": "openid",
    "userIdInIdp": "oj7Nq05R",
    "userInfoInIdp": {"nickname": "小红", "level": 2},
    "originConnIds": ["605492ac41xxxxe0362f0707"],
}
NAMES = list(WECHAT)


@pytest.fixture
def people(launch):
    secret = {"accessToken": "access-secret", "refreshToken": "refresh-secret"}
    users = [
        user("ann", identities=[WECHAT | secret, WECHAT | {"identityId": "i2", "type": "unionid", "userIdInIdp": "un:1"}]),
        user("ben", identities=[{"extIdpId": OTHER_SOURCE, "provider": "lark", "userIdInIdp": "ou_8"}]),
        user("cat"),
    ]
    acme = organization(ORGANIZATION, "acme-root", members=["ann", "cat"])
    return launch(seed=seed(pool(users=users, groups=[group(GROUP, ["ann"])], organizations=[acme])))


def identities(client, user_id):
    return accepted(client.get_user_identities(user_id))


def test_a_seeded_identity_is_shown_without_its_tokens(people):
    first, second = identities(people.client(), "ann")
    assert list(first) == NAMES and first == WECHAT
    assert (second["identityId"], second["type"]) == ("i2", "unionid")
    [ben] = identities(people.client(), "ben")
    assert len(ben.pop("identityId")) == 24
    assert ben == {
        "extIdpId": OTHER_SOURCE,
        "provider": "lark",
        "type": "generic",
        "userIdInIdp": "ou_8",
        "userInfoInIdp": {},
        "originConnIds": [],
    }
    assert identities(people.client(), "cat") == []


def test_every_call_shows_identities_if_requested(people):
    client = people.client()
    expected = identities(client, "ann")
    for data in (
        accepted(client.get_user("ann", with_identities=True)),
        accepted(client.get_user_batch(["ann"], with_identities=True))[0],
        accepted(client.list_users(options={"withIdentities": True}))["list"][-1],
        accepted(client.list_users_legacy(with_identities=True))["list"][-1],
        accepted(client.list_group_members(GROUP, with_identities=True))["list"][0],
        accepted(client.list_department_members(ORGANIZATION, "root", order_by="Asc", with_identities=True))["list"][0],
        accepted(client.search_department_members(ORGANIZATION, "root", "ann", with_identities=True))["list"][0],
    ):
        assert (data["userId"], data["identities"]) == ("ann", expected)
    assert "identities" not in accepted(client.get_user("ann"))


@pytest.mark.parametrize("value", [f"{SOURCE}:oj7Nq05R", f"{SOURCE}:un:1"])
def test_a_user_is_named_by_an_identity(people, value):
    client = people.client(lang="zh-CN")
    assert accepted(client.get_user(value, "identity"))["userId"] == "ann"
    for unknown in (f"{OTHER_SOURCE}:oj7Nq05R", f"{SOURCE}:", "oj7Nq05R", f"{SOURCE}:un"):
        refused(client.get_user(unknown, "identity"), 404, "用户不存在", api_code=2004)


def test_linking_is_seen_and_is_done_once(people):
    client = people.client()
    for _ in range(2):
        succeeded(client.link_identity("oj-cat", "cat", SOURCE, "openid", True))
    [found] = identities(client, "cat")
    assert len(found.pop("identityId")) == 24
    # The kind of the source is that of its other identities.
    expected = WECHAT | {"userIdInIdp": "oj-cat", "userInfoInIdp": {}, "originConnIds": []}
    assert found == {name: value for name, value in expected.items() if name != "identityId"}
    assert accepted(client.get_user(f"{SOURCE}:oj-cat", "identity"))["userId"] == "cat"


def test_linking_without_a_type_to_a_new_source(people):
    client = people.client()
    succeeded(client.link_identity("x", "cat", "new-source"))
    [found] = identities(client, "cat")
    assert (found["type"], found["provider"]) == ("generic", "oidc")


def test_linking_is_refused(people):
    client = people.client(lang="zh-CN")
    refused(client.link_identity("oj7Nq05R", "cat", SOURCE, "openid"), 409, "userIdInIdp 已存在")
    refused(client.link_identity("x", "nobody", SOURCE), 404, "用户不存在", api_code=2004)
    refused_parameters(client.link_identity("", "", ""), ["extIdpId", "userId", "userIdInIdp"])
    refused_parameters(client.link_identity("x", "cat", "a:b", is_social="x"), ["extIdpId", "isSocial"])
    assert identities(client, "cat") == []


def test_unlinking_removes_all_identities_of_a_source_or_those_of_a_type(people):
    client = people.client()
    succeeded(client.link_identity("stays", "ann", OTHER_SOURCE))
    succeeded(client.unlink_identity("ann", SOURCE, "unionid"))
    assert [found["type"] for found in identities(client, "ann")] == ["openid", "generic"]
    succeeded(client.link_identity("again", "ann", SOURCE, "unionid"))
    for _ in range(2):
        succeeded(client.unlink_identity("ann", SOURCE))
        assert [found["userIdInIdp"] for found in identities(client, "ann")] == ["stays"]
    refused(client.get_user(f"{SOURCE}:oj7Nq05R", "identity"), 404, api_code=2004)


def test_unlinking_is_refused(people):
    client = people.client(lang="zh-CN")
    refused(client.unlink_identity("nobody", SOURCE), 404, "用户不存在", api_code=2004)
    refused_parameters(client.unlink_identity("", ""), ["extIdpId", "userId"])


@pytest.mark.parametrize("provider", ["oidc", "sdbz", "zjzwfw", "zzding", "seeyona8v5"])
def test_every_provider_of_an_sdk_is_kept(people, provider):
    identity = {"extIdpId": "s-1", "provider": provider, "type": "x", "userIdInIdp": "1"}
    made = accepted(people.client().create_user(username="dan", identities=[identity]))
    assert [each["provider"] for each in identities(people.client(), made["userId"])] == [provider]


NEW = {"extIdpId": SOURCE, "provider": "google", "type": "primary", "userIdInIdp": "g-1"}


def test_a_new_user_brings_identities(people):
    client = people.client()
    more = NEW | {"type": "x", "userInfoInIdp": {"a": [1]}, "originConnIds": ["c"], "accessToken": "t"}
    made = accepted(client.create_user(username="dan", identities=[NEW, more, NEW]))
    assert "identities" not in made
    found = identities(client, made["userId"])
    assert [(one["type"], one["userInfoInIdp"], one["originConnIds"]) for one in found] == [
        ("primary", {}, []),
        ("x", {"a": [1]}, ["c"]),
    ]
    eve = {"username": "eve", "identities": [NEW | {"userIdInIdp": "g-2"}]}
    [one, two] = accepted(client.create_users_batch([eve, {"username": "fay"}]))
    assert len(identities(client, one["userId"])) == 1 and identities(client, two["userId"]) == []


@pytest.mark.parametrize(
    ("change", "status", "message"),
    [
        ({"extIdpId": None}, 400, "参数 identities 格式错误"),
        ({"extIdpId": "a:b"}, 400, "参数 identities 格式错误"),
        ({"provider": "myspace"}, 400, "参数 identities 格式错误"),
        ({"type": ""}, 400, "参数 identities 格式错误"),
        ({"userIdInIdp": 7}, 400, "参数 identities 格式错误"),
        ({"userInfoInIdp": [7]}, 400, "参数 identities 格式错误"),
        ({"originConnIds": "c"}, 400, "参数 identities 格式错误"),
        ({"type": "openid", "userIdInIdp": "oj7Nq05R"}, 409, "userIdInIdp 已存在"),
    ],
    ids=str,
)
def test_an_invalid_identity_creates_no_user(people, change, status, message):
    caller = people.caller(lang="zh-CN")
    refused(caller.post("create-user", {"username": "dan", "identities": [NEW | change]}).envelope, status, message)
    assert accepted(people.client().list_users())["totalCount"] == 3


def test_identities_stay_when_the_user_resigns_and_go_with_the_user(people):
    client = people.client()
    succeeded(client.resign_user("ann"))
    assert len(identities(client, "ann")) == 2
    succeeded(client.delete_users_batch(["ann"]))
    succeeded(client.link_identity("oj7Nq05R", "cat", SOURCE, "openid"))
    assert accepted(client.get_user(f"{SOURCE}:oj7Nq05R", "identity"))["userId"] == "cat"


def test_every_way_of_naming_a_user_takes_an_identity(people):
    client = people.client()
    value = f"{SOURCE}:oj7Nq05R"
    accepted(client.update_user(value, nickname="N", options={"userIdType": "identity"}))
    assert accepted(client.get_user("ann"))["nickname"] == "N"
    assert accepted(client.get_user_groups(value, "identity"))["totalCount"] == 1
    succeeded(client.delete_users_batch([value], {"userIdType": "identity"}))
    refused(client.get_user("ann"), 404, api_code=2004)


def filtered(client, operator, value=None):
    item = {"field": "identity", "operator": operator} | ({} if value is None else {"value": value})
    return [found["userId"] for found in accepted(client.list_users(advanced_filter=[item]))["list"]][::-1]


def test_users_are_filtered_by_identity(people):
    client = people.client()
    assert filtered(client, "IN", [{"extIdpId": SOURCE}]) == ["ann"]
    assert filtered(client, "IN", [{"provider": "lark"}, {"provider": "wechat", "type": "unionid"}]) == ["ann", "ben"]
    assert filtered(client, "IN", [{"provider": "lark", "extIdpId": SOURCE}]) == []
    assert filtered(client, "IN", []) == []
    assert filtered(client, "EQUAL", {"userIdInIdp": "ou_8"}) == ["ben"]
    assert filtered(client, "NOT_EQUAL", {"userIdInIdp": "ou_8"}) == ["ann", "cat"]
    assert filtered(client, "IS_NULL") == ["cat"]
    assert filtered(client, "NOT_NULL") == ["ann", "ben"]
