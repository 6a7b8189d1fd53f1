"""The changes of a user pool by the vendor's event names."""

import concurrent.futures
import time

import pytest

from control import Control
from envelope import accepted, succeeded
from sample_seeds import GROUP, POOL_ID, USER_IDS, group, standard_seed


@pytest.fixture
def pool(fresh):
    return Control(fresh).pool(POOL_ID)


def events(pool, query=""):
    return pool.get(f"/events{query}")["events"]


def test_changes_are_listed_in_the_order_of_their_commits(fresh, pool):
    caller = fresh.caller()
    accepted(caller.post("create-group", group("new")).envelope)
    succeeded(caller.post("add-group-members", {"code": "new", "userIds": USER_IDS[:2]}).envelope)
    succeeded(caller.post("delete-groups-batch", {"codeList": ["new"]}).envelope)
    caller.get("list-groups")
    caller.post("create-group", {"code": GROUP})
    found = events(pool)
    assert [event["name"] for event in found][:2] == ["group:created", "group:member-added"]
    assert found[-1]["name"] == "group:deleted"
    assert [event["number"] for event in found] == list(range(1, len(found) + 1))
    assert {event["subject"] for event in found} == {"new"}
    assert found[1]["members"] == USER_IDS[:2] and found[0]["members"] == []


def test_the_time_of_an_event_is_that_of_the_clock_of_the_pool(fresh, pool):
    pool.call("PUT", "/clock", {"mode": "frozen", "now": "2031-02-03T04:05:06.000Z"})
    fresh.caller().post("create-group", group("new"))
    assert [event["time"] for event in events(pool)] == ["2031-02-03T04:05:06.000Z"]


def test_events_are_found_by_name_and_number(fresh, pool):
    caller = fresh.caller()
    for code in ("a", "b"):
        caller.post("create-group", group(code))
    caller.post("delete-groups-batch", {"codeList": ["a"]})
    assert [event["subject"] for event in events(pool, "?name=group:created")] == ["a", "b"]
    assert [event["subject"] for event in events(pool, "?name=group:created&since=1")] == ["b"]
    assert [event["number"] for event in events(pool, "?limit=1")] == [3]


def test_a_call_waits_until_something_changes(fresh, pool):
    caller = fresh.caller()
    caller.get("list-groups")
    with concurrent.futures.ThreadPoolExecutor() as executor:
        waiting = executor.submit(events, pool, "?name=group:created&wait=20s")
        time.sleep(0.1)
        assert not waiting.done()
        caller.post("create-group", group("new"))
        [found] = waiting.result(10)
    assert found["subject"] == "new"
    pool.refused("GET", "/events?name=group:deleted&wait=200ms", 408, "timeout")


def test_a_call_that_waits_ends_when_its_pool_is_removed(fresh):
    control = Control(fresh)
    pool = control.pool(control.create()["id"])
    with concurrent.futures.ThreadPoolExecutor() as executor:
        waiting = executor.submit(pool.refused, "GET", "/events?wait=30s", 410, "ended")
        time.sleep(0.2)
        pool.call("DELETE", status=204)
        waiting.result(10)


def test_a_call_that_waits_does_not_delay_a_stop(fresh, pool):
    with concurrent.futures.ThreadPoolExecutor() as executor:
        waiting = executor.submit(pool.refused, "GET", "/events?wait=30s", 410, "ended")
        time.sleep(0.2)
        started = time.monotonic()
        fresh.stop()
        waiting.result(10)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("query", ["?wait=5", "?limit=0", "?since=-1", "?operation=x"])
def test_a_query_that_makes_no_sense_is_refused(pool, query):
    pool.refused("GET", f"/events{query}", 400, "invalid_request")


def test_as_many_events_are_kept_as_requests(launch):
    emulator = launch("--journal-size", "3", seed=standard_seed())
    for code in ("a", "b", "c", "d"):
        emulator.caller().post("create-group", group(code))
    assert [event["subject"] for event in events(Control(emulator).pool(POOL_ID))] == ["b", "c", "d"]
