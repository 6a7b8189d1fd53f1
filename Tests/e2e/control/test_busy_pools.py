"""Resets and snapshots of pools that are being changed: other pools keep everything, a snapshot is a state that was."""

import concurrent.futures
import threading
import time

import pytest

from control import Control
from envelope import accepted
from sample_seeds import KEY, OTHER_KEY, OTHER_POOL_ID, POOL_ID, group, standard_seed

ROUNDS = 25
BATCH = 5


@pytest.fixture(params=["memory", "data"])
def fresh(launch, tmp_path, request):
    return launch(seed=standard_seed(), data=tmp_path / "data" if request.param == "data" else None)


class Writer:
    """Sends one numbered change after another from a thread; `accepted` are those with a success so far."""

    def __init__(self, emulator, key, operation, body):
        self.caller, self.operation, self.body = emulator.caller(key), operation, body
        self.accepted, self.end = 0, threading.Event()

    def run(self):
        while not self.end.is_set():
            accepted(self.caller.post(self.operation, self.body(self.accepted)).envelope)
            self.accepted += 1

    def wait_past(self, number):
        """Waits until more changes than this have succeeded."""
        while self.accepted <= number and not self.future.done():
            time.sleep(0.0005)

    def __enter__(self):
        self.executor = concurrent.futures.ThreadPoolExecutor(1)
        self.future = self.executor.submit(self.run)
        return self

    def __exit__(self, *error):
        self.end.set()
        self.executor.shutdown()
        self.future.result()


def new_users(number):
    return {"list": [{"username": f"new-{number}-{place}"} for place in range(BATCH)]}


def exported(control, pool_id):
    [pool] = control.pool(pool_id).get("/export")["userPools"]
    return pool


def test_resets_and_restores_of_a_pool_lose_no_change_of_another(fresh):
    control = Control(fresh)
    pool = control.pool(POOL_ID)
    pool.snapshot("start")
    with Writer(fresh, KEY, "create-users-batch", new_users), Writer(
        fresh, OTHER_KEY, "create-group", lambda number: group(f"new-{number}")
    ) as other:
        for _ in range(ROUNDS):
            before = other.accepted
            pool.reset()
            pool.restore("start")
            other.wait_past(before)
    kept = {each["code"] for each in exported(control, OTHER_POOL_ID)["groups"]}
    assert other.accepted >= ROUNDS
    assert {f"new-{number}" for number in range(other.accepted)} <= kept


def test_a_snapshot_of_a_pool_that_is_being_changed_is_a_state_that_was(fresh):
    control = Control(fresh)
    pool = control.pool(POOL_ID)
    bounds = []
    with Writer(fresh, KEY, "create-users-batch", new_users) as writer:
        for number in range(ROUNDS):
            before = writer.accepted
            pool.snapshot(f"at-{number}")
            # The request that was sent meanwhile may be in it, although its answer has not been read.
            bounds.append((before, writer.accepted + 1))
            writer.wait_past(before)
    for number, (least, most) in enumerate(bounds):
        copy = control.create(**{"from": {"userPool": POOL_ID, "snapshot": f"at-{number}"}})
        found = {each["username"] for each in exported(control, copy["id"])["users"]}
        new = {name for name in found if name.startswith("new-")}
        whole, rest = divmod(len(new), BATCH)
        assert rest == 0 and least <= whole <= most
        assert new == {name["username"] for batch in range(whole) for name in new_users(batch)["list"]}
