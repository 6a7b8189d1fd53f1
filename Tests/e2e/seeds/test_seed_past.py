"""The API shows the history of users and memberships that a seed has."""

import pytest

from envelope import accepted
from sample_seeds import group, organization, pool, seed

PAST = {
    "createdAt": "2020-01-02T03:04:05.678Z",
    "updatedAt": "2021-01-01T00:00:00.000Z",
    "statusChangedAt": "2021-02-01T00:00:00.000Z",
    "passwordLastSetAt": "2021-03-01T00:00:00.000Z",
    "lastLogin": "2021-04-01T00:00:00.000Z",
    "loginsCount": 3,
    "userSourceType": "sync",
    "userSourceId": "source-1",
}
JOINED = "2020-06-01T00:00:00.000Z"


@pytest.fixture(scope="module")
def client(tmp_path_factory, binary):
    from launcher import Launcher

    users = [
        {"userId": "old", "password": "x", **PAST},
        {"userId": "often", "loginsCount": 9, "lastLogin": "2022-01-01T00:00:00Z"},
        {"userId": "new", "email": "", "phone": "", "externalId": ""},
        {"userId": "other", "userSourceType": "sync", "userSourceId": "source-2", "email": "", "phone": ""},
    ]
    member = {"user": "old", "joinedAt": JOINED}
    tree = organization("o", "o-root", members=[{**member, "joinOrder": 2}])
    tree["departments"] = [{"departmentId": "d", "name": "D", "members": [{**member, "joinOrder": 1}]}]
    launcher = Launcher(tmp_path_factory.mktemp("past"))
    yield launcher(seed=seed(pool(users=users, groups=[group("g", [member])], organizations=[tree]))).client()
    launcher.stop_all()


def found(client, **request):
    return {user["userId"] for user in accepted(client.list_users(**request))["list"]}


def filtered(client, field, operator, value):
    return found(client, advanced_filter=[{"field": field, "operator": operator, "value": value}])


def test_a_user_has_the_past_of_the_seed(client):
    user = accepted(client.get_user("old"))
    assert {name: user[name] for name in PAST} == PAST


def test_a_seeded_user_without_times_was_created_with_the_pool(client):
    user, other = accepted(client.get_user("new")), accepted(client.get_user("often"))
    assert user["createdAt"] == user["updatedAt"] == other["createdAt"]
    assert (user["loginsCount"], user["lastLogin"], user["userSourceId"]) == (0, None, None)
    assert (user["email"], user["phone"], user["externalId"]) == (None, None, None)


def test_members_have_the_times_and_order_of_the_seed(client):
    joined = accepted(client.get_user_departments("old"))["list"]
    assert {one["joinedAt"] for one in joined} == {JOINED}
    assert {one["departmentId"] for one in joined} == {"o-root", "d"}
    assert accepted(client.get_user("old"))["mainDepartmentId"] == "d"


def test_lists_are_filtered_by_values_of_the_seed(client):
    assert filtered(client, "loginsCount", "EQUAL", 9) == {"often"}
    assert filtered(client, "userSourceId", "EQUAL", "source-1") == {"old"}
    assert filtered(client, "lastLogin", "GREATER", 1640995199999) == {"often"}
    for value, users in [
        ({"userSourceType": "sync"}, {"old", "other"}),
        ({"userSourceType": "sync", "userSourceId": "source-2"}, {"other"}),
        ({"userSourceId": "source-1"}, {"old"}),
        ({"userSourceType": "excel", "userSourceId": "source-1"}, set()),
        ({"userSourceType": "adminCreated"}, {"often", "new"}),
    ]:
        assert filtered(client, "userSource", "IN", [value]) == users, value


def test_lists_are_sorted_by_values_of_the_seed(client):
    for field, first in [("loginsCount", "often"), ("lastLogin", "often")]:
        options = {"sort": [{"field": field, "order": "desc"}]}
        users = accepted(client.list_users(options=options))["list"]
        assert [user["userId"] for user in users][:2] == [first, "old"], field
