"""Several clients at once: every call is answered as if the calls had come one after another in some order."""

import collections
import concurrent.futures

import pytest

from envelope import accepted
from sequences.pools import PoolCaller
from sample_seeds import GROUP, ORGANIZATION, POOL_ID, USER_IDS, standard_seed

CLIENTS = 8


@pytest.fixture
def server(launch):
    return launch("--auth", "off", seed=standard_seed())


def at_once(server, *jobs):
    """Runs each job in its own thread with its own connection; returns their results."""

    def run(job):
        caller = PoolCaller(server.port, POOL_ID)
        try:
            return job(caller)
        finally:
            caller.close()

    with concurrent.futures.ThreadPoolExecutor(len(jobs)) as threads:
        return list(threads.map(run, jobs))


def ask(server, operation, fields, method="GET"):
    [envelope] = at_once(server, lambda caller: caller.call(operation, fields, method))
    return accepted(envelope)


def batches(place, operation, size=5):
    """Jobs that add all users, each in an order of its own, some users at a time."""

    def job(client):
        turned = USER_IDS[client * 7 :] + USER_IDS[: client * 7]
        lists = [turned[start : start + size] for start in range(0, len(turned), size)]

        def run(caller):
            for user_ids in lists:
                accepted(caller.call(operation, place | {"userIds": user_ids}))
            return lists

        return run

    return [job(client) for client in range(CLIENTS)]


def assert_some_order_explains(members, clients):
    """Do the members, in the order of joining, come from the clients' lists one after another in some order?

    Looks for the order itself: a client's next list may come next when those of it who are no members yet are
    exactly those who join next. A list that adds nobody may come at any time.
    """
    position, joined, turn = 0, set(), [0] * len(clients)
    moved = True
    while moved:
        moved = False
        for client, lists in enumerate(clients):
            while turn[client] < len(lists):
                new = [user_id for user_id in lists[turn[client]] if user_id not in joined]
                if members[position : position + len(new)] != new:
                    break
                position, moved = position + len(new), True
                joined.update(new)
                turn[client] += 1
    assert turn == [len(lists) for lists in clients], (position, turn)
    assert position == len(members)


PLACES = {
    "group": ({"code": GROUP}, "add-group-members"),
    "department": ({"organizationCode": ORGANIZATION, "departmentId": "dep-sales"}, "add-department-members"),
}


@pytest.mark.parametrize("place", PLACES)
def test_concurrently_added_members_join_once_in_a_consistent_order(server, place):
    fields, operation = PLACES[place]
    clients = at_once(server, *batches(fields, operation))
    if place == "group":
        pages = [ask(server, "list-group-members", fields | {"limit": 50, "page": page}) for page in (1, 2)]
        members = [found["userId"] for page in pages for found in page["list"]][::-1]
        assert pages[0]["totalCount"] == len(USER_IDS)
    else:
        members = ask(server, "list-department-member-ids", fields)[::-1]
        assert ask(server, "get-department", fields)["membersCount"] == len(USER_IDS)
    assert sorted(members) == USER_IDS
    assert_some_order_explains(members, clients)


def test_one_of_many_concurrent_calls_gets_a_code(server):
    group = {"code": "wanted", "description": "", "type": "static"}
    jobs = [
        lambda caller, client=client: caller.call("create-group", group | {"name": f"client {client}"})
        for client in range(CLIENTS)
    ]
    answers = at_once(server, *jobs)
    assert collections.Counter(answer["statusCode"] for answer in answers) == {200: 1, 409: CLIENTS - 1}
    [won] = [answer["data"] for answer in answers if answer["statusCode"] == 200]
    assert ask(server, "get-group", {"code": "wanted"}) == won


def test_a_batch_with_a_username_in_use_creates_no_user(server):
    jobs = [
        lambda caller, client=client: caller.call(
            "create-users-batch", {"list": [{"username": f"of-{client}"}, {"username": "wanted"}]}
        )
        for client in range(CLIENTS)
    ]
    answers = at_once(server, *jobs)
    assert sorted(answer["statusCode"] for answer in answers) == [200] + [409] * (CLIENTS - 1)
    made = ask(server, "list-users", {"keywords": "of-", "options": {"fuzzySearchOn": ["username"]}}, "POST")
    assert made["totalCount"] == 1


def test_concurrent_joining_and_leaving_leaves_correct_counts(server):
    place = {"organizationCode": ORGANIZATION, "departmentId": "dep-sales"}

    def job(client):
        mine = USER_IDS[client : client + 20]

        def run(caller):
            for turn in range(15):
                operation = "remove-department-members" if (turn + client) % 3 == 0 else "add-department-members"
                accepted(caller.call(operation, place | {"userIds": mine}))

        return run

    at_once(server, *[job(client) for client in range(CLIENTS)])
    members = ask(server, "list-department-member-ids", place)
    assert len(set(members)) == len(members) == ask(server, "get-department", place)["membersCount"]
    for user_id in USER_IDS[: CLIENTS + 20]:
        found = ask(server, "get-user", {"userId": user_id, "withDepartmentIds": True})
        assert ("dep-sales" in found["departmentIds"]) == (user_id in members)
        assert (found["mainDepartmentId"] is None) == (found["departmentIds"] == [])


def test_an_acknowledged_change_is_seen_by_all_later_calls(server):
    """Each client adds one user after another; after each reply a read finds the user."""

    def job(client):
        mine = USER_IDS[client * 6 : client * 6 + 6]

        def run(caller):
            for user_id in mine:
                accepted(caller.call("add-group-members", {"code": GROUP, "userIds": [user_id]}))
                other = PoolCaller(server.port, POOL_ID)
                page = accepted(other.call("list-group-members", {"code": GROUP, "limit": 50}, "GET"))
                other.close()
                assert user_id in [found["userId"] for found in page["list"]]

        return run

    at_once(server, *[job(client) for client in range(CLIENTS)])


@pytest.mark.parametrize("members", [list("abcdyx"), list("xyab"), list("abdcxy"), list("bacdxy")], ids="".join)
def test_the_check_of_an_order_can_fail(members):
    clients = [[list("ab"), list("cd")], [list("ax"), list("by")]]
    assert_some_order_explains(list("axbycd"), clients)
    assert_some_order_explains(list("abxycd"), clients)
    with pytest.raises(AssertionError):
        assert_some_order_explains(members, clients)
