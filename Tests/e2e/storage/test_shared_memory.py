"""Data folders on file systems that cannot share memory, or cannot lock; health tells whether pools can be used."""

import http.client
import json

import pytest

import recording
from emulator import assert_fails_with_one_line, run_to_exit, wait_until
from envelope import accepted, succeeded
from preloading import library
from sample_seeds import ALICE, GROUP, Key, USER_IDS, standard_seed


@pytest.fixture(scope="module")
def preload(tmp_path_factory):
    return {"LD_PRELOAD": str(library("no_shared_memory", tmp_path_factory.mktemp("library")))}


def health(emulator):
    connection = http.client.HTTPConnection("127.0.0.1", emulator.port, timeout=10)
    connection.request("GET", "/_emulator/health")
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read())


def test_a_folder_without_shared_memory_is_served_and_survives_a_kill(launch, tmp_path, preload):
    data = tmp_path / "data"
    first = launch(seed=standard_seed(), data=data, environment=preload)
    assert "has no shared memory; stop the server before running export" in first.log()
    succeeded(first.client().add_group_members([ALICE, *USER_IDS[:20]], GROUP))
    assert health(first)[0] == 200
    assert_fails_with_one_line(run_to_exit("export", "--data", data, environment=preload), str(data), "locked", "stop the server")
    before = accepted(first.client().list_group_members(GROUP))["totalCount"]
    assert list(data.glob("*-wal")) and before == 21
    first.kill()
    second = launch(data=data, environment=preload)
    assert accepted(second.client().list_group_members(GROUP))["totalCount"] == before
    second.stop()
    assert list(data.glob("*-wal")) + list(data.glob("*trial*")) == []
    assert accepted(launch(data=data).client().list_group_members(GROUP))["totalCount"] == before


def test_a_folder_without_locks_is_refused_before_the_server_is_ready(binary, tmp_path, preload):
    ready = tmp_path / "ready.json"
    result = run_to_exit(
        "--port", "0", "--data", tmp_path / "data", "--ready-file", ready, environment=preload | {"NO_LOCKS": "1"}
    )
    assert result.returncode == 73, result
    assert "--data" in result.stderr and str(tmp_path / "data") in result.stderr
    assert not ready.exists()


def test_health_names_a_pool_that_cannot_be_opened_until_it_can(launch, tmp_path):
    data = tmp_path / "data"
    emulator = launch(seed=standard_seed(), data=data)
    database = sorted(data.glob("*.sqlite"))[0]
    pool_id = database.name.removesuffix(".sqlite")
    assert health(emulator) == (200, {"status": "ok", "version": emulator.version})
    database.rename(tmp_path / "away")
    key = next(pool for pool in standard_seed()["userPools"] if pool["id"] == pool_id)["accessKeys"][0]
    caller = emulator.caller(key=Key(key["id"], key["secret"]))
    recording.PROVOKED.add(500)
    try:
        assert caller.get("list-groups").envelope["statusCode"] == 500
    finally:
        recording.PROVOKED.discard(500)
    status, answer = health(emulator)
    assert status == 503 and [fault["id"] for fault in answer["userPools"]] == [pool_id]
    assert run_to_exit("health", "--port", emulator.port).returncode == 69
    (tmp_path / "away").rename(database)
    wait_until(lambda: health(emulator)[0] == 200, 5, "a healthy answer")
