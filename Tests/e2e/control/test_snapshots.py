"""Snapshots over HTTP: what `Tests/DirectoryTests` shows for the engine, here for the paths, codes and effects."""

import pytest

from control import Control
from envelope import accepted, refused
from sample_seeds import GROUP, POOL_ID, group, standard_seed


@pytest.fixture
def pool(fresh):
    return Control(fresh).pool(POOL_ID)


def names(pool):
    return [item["name"] for item in pool.get("/snapshots")["snapshots"]]


def test_a_snapshot_is_listed_and_restored_any_number_of_times(fresh, pool):
    caller = fresh.caller()
    taken = pool.snapshot("before")
    assert taken["name"] == "before" and taken["bytes"] > 0
    assert names(pool) == ["before", "seed"]
    for _ in range(2):
        accepted(caller.post("delete-groups-batch", {"codeList": [GROUP]}).envelope)
        refused(caller.get("get-group", f"code={GROUP}").envelope, 404)
        pool.restore("before")
        accepted(caller.get("get-group", f"code={GROUP}").envelope)


def test_a_snapshot_of_an_existing_name_is_refused_unless_it_replaces(fresh, pool):
    pool.snapshot("before")
    assert "before" in pool.refused("POST", "/snapshots", 409, "snapshot_exists", {"name": "before"})
    accepted(fresh.caller().post("create-group", group("new")).envelope)
    pool.snapshot("before", replace=True)
    pool.reset()
    pool.restore("before")
    accepted(fresh.caller().get("get-group", "code=new").envelope)


def test_a_removed_snapshot_cannot_be_restored(pool):
    pool.snapshot("before")
    pool.call("DELETE", "/snapshots/before", status=204)
    assert names(pool) == ["seed"]
    pool.refused("POST", "/snapshots/before/restore", 404, "snapshot_not_found")
    pool.refused("DELETE", "/snapshots/before", 404, "snapshot_not_found")


def test_the_seed_is_a_snapshot_that_stays(fresh, pool):
    pool.refused("POST", "/snapshots", 409, "reserved_snapshot_name", {"name": "seed"})
    pool.refused("DELETE", "/snapshots/seed", 409, "reserved_snapshot_name")
    accepted(fresh.caller().post("create-group", group("new")).envelope)
    pool.restore("seed")
    refused(fresh.caller().get("get-group", "code=new").envelope, 404)


@pytest.mark.parametrize("name", ["", ".hidden", "a b", "a/b", "n" * 65, "ü"])
def test_a_name_that_cannot_be_a_file_is_refused(pool, name):
    code = "invalid_snapshot_name" if name else "invalid_request"
    pool.refused("POST", "/snapshots", 400, code, {"name": name})
    assert names(pool) == ["seed"]


def test_the_difference_to_the_present_and_between_snapshots(fresh, pool):
    pool.snapshot("a")
    accepted(fresh.caller().post("create-group", group("new")).envelope)
    pool.snapshot("b")
    accepted(fresh.caller().post("delete-groups-batch", {"codeList": ["new"]}).envelope)
    added = pool.get("/diff?from=a&to=b")["groups"]["added"]
    assert [row["code"] for row in added] == ["new"]
    assert [row["code"] for row in pool.get("/diff?from=b")["groups"]["removed"]] == ["new"]
    assert not any(table[kind] for table in pool.get("/diff?from=a").values() for kind in table)


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("", 400, "invalid_request"),
        ("?from=none", 404, "snapshot_not_found"),
        ("?from=seed&to=none", 404, "snapshot_not_found"),
        ("?from=seed&since=1", 400, "invalid_request"),
        ("?from=seed&from=seed", 400, "invalid_request"),
        ("?from=a%20b", 400, "invalid_snapshot_name"),
        ("?from=%FF", 400, "invalid_request"),
    ],
)
def test_a_difference_that_cannot_be_made_is_refused(pool, query, status, code):
    pool.refused("GET", f"/diff{query}", status, code)


@pytest.mark.parametrize("place", ["memory", "data"])
def test_the_number_of_snapshots_is_bounded(launch, tmp_path, place):
    pool = Control(launch(seed=standard_seed(), data=tmp_path / "d" if place == "data" else None)).pool(POOL_ID)
    for number in range(100):
        pool.snapshot(f"s-{number}")
    assert "100" in pool.refused("POST", "/snapshots", 409, "too_many_snapshots", {"name": "one-more"})
    pool.snapshot("s-7", replace=True)
    pool.restore("s-99")
    pool.call("DELETE", "/snapshots/s-7", status=204)
    pool.snapshot("one-more")
    assert len(names(pool)) == 101
