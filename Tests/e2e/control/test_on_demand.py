"""User pools that unknown access keys make: one for each worker of a parallel test run."""

import concurrent.futures
import json
import threading
import time

import pytest

from caller import API, exchange, post_json
from control import Control
from emulator import wait_until
from envelope import accepted, refused
from sample_seeds import GROUP, KEY, OTHER_KEY, POOL_ID, Key, group, pool, seed, standard_seed
from signer import AUTHING, GENAUTH, signed

WORKERS = 200


@pytest.fixture
def on_demand(launch):
    return launch("--user-pools", "on-demand", seed=standard_seed())


def worker(number):
    return Key(f"worker-{number}", KEY.secret)


def made(emulator):
    return [pool for pool in Control(emulator).get("/user-pools")["userPools"] if pool["onDemand"]]


def codes(emulator, key):
    return {item["code"] for item in accepted(emulator.caller(key).get("list-groups", "limit=50").envelope)["list"]}


def test_an_unknown_key_gets_a_pool_as_the_first_one_began(on_demand):
    accepted(on_demand.caller().post("delete-groups-batch", {"codeList": [GROUP]}).envelope)
    assert GROUP in codes(on_demand, worker(1))
    [pool] = made(on_demand)
    assert pool["name"] == "worker-1" and pool["accessKeys"] == [{"id": "worker-1", "secret": KEY.secret}]
    accepted(on_demand.caller(worker(1)).post("create-group", group("new")).envelope)
    assert "new" in codes(on_demand, worker(1))
    assert "new" not in codes(on_demand, worker(2)) and "new" not in codes(on_demand, KEY)


@pytest.mark.parametrize("brand", ["authing", "genauth"])
def test_an_sdk_with_an_unknown_key_gets_a_pool(on_demand, brand):
    client = on_demand.client(brand, worker(brand))
    assert client.create_group(type="static", code="new", name="New", description="")["statusCode"] == 200
    assert client.get_group(code="new")["data"]["name"] == "New"
    assert [pool["name"] for pool in made(on_demand)] == [f"worker-{brand}"]


def test_parallel_workers_with_a_key_each_never_see_each_other(on_demand):
    def work(number):
        client = on_demand.client(("authing", "genauth")[number % 2], worker(number))
        created = client.create_group(type="static", code="own", name=f"Of {number}", description="")
        added = client.add_group_members(code="own", user_ids=[f"user-{number % 60:03}"])
        members = client.list_group_members(code="own")
        return created["statusCode"], added["statusCode"], members["data"]["totalCount"], created["data"]["name"]

    with concurrent.futures.ThreadPoolExecutor(WORKERS) as executor:
        results = list(executor.map(work, range(WORKERS)))
    assert results == [(200, 200, 1, f"Of {number}") for number in range(WORKERS)]
    assert len(made(on_demand)) == WORKERS


def test_calls_at_the_same_moment_with_one_unknown_key_get_one_pool(on_demand):
    with concurrent.futures.ThreadPoolExecutor(16) as executor:
        callers = list(executor.map(lambda _: on_demand.caller(worker(1)).token, range(16)))
    assert len(callers) == 16 and len(made(on_demand)) == 1


def test_an_unknown_key_with_another_secret_is_refused(on_demand):
    for secret in ("wrong", OTHER_KEY.secret, ""):
        body = {"accessKeyId": "worker-1", "accessKeySecret": secret}
        envelope = post_json(on_demand.port, "get-management-token", body).envelope
        assert envelope["statusCode"] != 200
    assert made(on_demand) == []


@pytest.mark.parametrize("brand", [AUTHING, GENAUTH], ids=["authing", "genauth"])
def test_a_signed_request_with_an_unknown_key_gets_a_pool(on_demand, brand):
    body = group("new")

    def post(key):
        headers = {"Content-Type": "application/json"} | signed(brand, key, "POST", API + "create-group", body)
        return exchange(on_demand.port, "POST", API + "create-group", headers, json.dumps(body).encode()).envelope

    accepted(post(worker(1)))
    assert [pool["name"] for pool in made(on_demand)] == ["worker-1"] and "new" in codes(on_demand, worker(1))
    refused(post(Key("worker-2", "wrong")), 401, api_code=1300)
    assert len(made(on_demand)) == 1


def test_unknown_keys_are_refused_unless_pools_are_made_on_demand(fresh):
    envelope = post_json(
        fresh.port, "get-management-token", {"accessKeyId": "worker-1", "accessKeySecret": KEY.secret}
    ).envelope
    refused(envelope, 404, api_code=2224)


def test_a_pool_on_demand_can_be_reset_and_has_snapshots(on_demand):
    caller = on_demand.caller(worker(1))
    accepted(caller.post("create-group", group("a")).envelope)
    pool = Control(on_demand).pool(made(on_demand)[0]["id"])
    pool.snapshot("with-a")
    accepted(caller.post("create-group", group("b")).envelope)
    pool.restore("with-a")
    assert {"a", "b"} & codes(on_demand, worker(1)) == {"a"}
    pool.reset()
    assert codes(on_demand, worker(1)) == codes(on_demand, KEY)
    accepted(caller.get("list-groups").envelope)


def test_a_snapshot_can_be_taken_of_a_pool_that_was_never_used(on_demand):
    on_demand.caller(worker(1)).token
    pool = Control(on_demand).pool(made(on_demand)[0]["id"])
    assert [item["name"] for item in pool.get("/snapshots")["snapshots"]] == ["seed"]
    pool.snapshot("first")
    assert not any(table[kind] for table in pool.get("/diff?from=seed").values() for kind in table)


@pytest.mark.parametrize("place", ["memory", "data"])
def test_a_pool_on_demand_begins_as_the_first_pool_that_exists_began(launch, tmp_path, place):
    data = tmp_path / "data" if place == "data" else None
    emulator = launch("--user-pools", "on-demand", seed=seed(pool(groups=[group("old")])), data=data)
    control = Control(emulator)
    assert codes(emulator, worker(1)) == {"old"}
    emulator.caller(worker(2)).token
    control.pool(POOL_ID).call("DELETE", status=204)
    assert codes(emulator, worker(2)) == {"old"}
    control.create(seed=pool(groups=[group("new")]))
    assert codes(emulator, worker(3)) == {"new"} and codes(emulator, worker(1)) == {"old"}
    key = control.create()["accessKeys"][0]
    assert codes(emulator, Key(key["id"], key["secret"])) == {"new"}


def test_a_key_with_too_long_an_id_makes_no_pool(on_demand):
    for key_id in ("k" * 65, "k" * 500_000):
        body = {"accessKeyId": key_id, "accessKeySecret": KEY.secret}
        assert post_json(on_demand.port, "get-management-token", body).status == 400
    assert made(on_demand) == []


def test_an_unknown_key_makes_no_pool_for_a_request_that_selects_one(on_demand):
    header = {"x-genauth-emulator-user-pool": POOL_ID}
    body = {"accessKeyId": "worker-1", "accessKeySecret": KEY.secret}
    accepted(post_json(on_demand.port, "get-management-token", body, header).envelope)
    assert made(on_demand) == []


def test_a_reset_of_everything_removes_pools_on_demand(on_demand):
    codes(on_demand, worker(1))
    Control(on_demand).call("POST", "/reset", status=204)
    assert made(on_demand) == []
    assert GROUP in codes(on_demand, worker(1))


def test_a_pool_without_calls_is_removed_and_one_with_calls_stays(launch):
    emulator = launch("--user-pools", "on-demand", "--pool-idle", "0.4", seed=standard_seed())
    codes(emulator, worker("idle"))
    busy = emulator.caller(worker("busy"))

    def only_the_busy_one_is_left():
        accepted(busy.get("list-groups").envelope)
        return [pool["name"] for pool in made(emulator)] == ["worker-busy"]

    started = time.monotonic()
    wait_until(only_the_busy_one_is_left, 10, "the removal of the idle pool")
    assert time.monotonic() - started >= 0.3
    assert GROUP in codes(emulator, worker("idle"))


def test_pools_on_demand_are_in_memory_and_gone_after_a_restart(launch, tmp_path):
    data = tmp_path / "data"
    first = launch("--user-pools", "on-demand", seed=standard_seed(), data=data)
    files = sorted(path.name for path in data.iterdir())
    accepted(first.caller(worker(1)).post("create-group", group("new")).envelope)
    assert "new" in codes(first, worker(1))
    assert sorted(path.name for path in data.iterdir() if path.suffix == ".sqlite") == [
        name for name in files if name.endswith(".sqlite")
    ]
    Control(first).pool(made(first)[0]["id"]).call("DELETE", status=204)
    codes(first, worker(2))
    first.stop()
    second = launch("--user-pools", "on-demand", data=data)
    assert made(second) == [] and "new" not in codes(second, worker(1))


def test_requests_in_the_instant_of_a_removal_are_never_answered_with_503(on_demand):
    control = Control(on_demand)
    stop = threading.Event()

    def work(number):
        statuses = set()
        while not stop.is_set():
            path = API + "list-groups"
            headers = signed(GENAUTH, worker(number), "GET", path, {})
            statuses.add(exchange(on_demand.port, "GET", path, headers).status)
        return statuses

    with concurrent.futures.ThreadPoolExecutor(8) as executor:
        working = [executor.submit(work, number) for number in range(8)]
        for _ in range(150):
            control.call("POST", "/reset", status=204)
        stop.set()
    assert {status for task in working for status in task.result()} == {200}
