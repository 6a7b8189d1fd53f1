"""The files of a data directory: kept over restarts, locked by one process, refused when they are damaged or foreign.
"""

import hashlib
import sqlite3

import pytest

from emulator import assert_fails_with_one_line, run_to_exit
from envelope import accepted, succeeded
from files import databases
from sample_seeds import ALICE, GROUP, ORGANIZATION, OTHER_KEY, USER_IDS, standard_seed, write_seed


def digests(paths):
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def start_on(data):
    return run_to_exit("--port", "0", "--data", data, "--ready-file", data.parent / "never-ready")


@pytest.fixture
def stopped(launch, tmp_path):
    """A data directory made from the standard seed; its server has stopped."""
    data = tmp_path / "data"
    emulator = launch(seed=standard_seed(), data=data)
    succeeded(emulator.client().add_group_members([ALICE], GROUP))
    emulator.stop()
    return data


@pytest.mark.parametrize("durability", ["process", "power"])
def test_a_restart_keeps_everything(launch, tmp_path, durability):
    data = tmp_path / "data"
    first = launch("--durability", durability, seed=standard_seed(), data=data)
    succeeded(first.client().add_group_members([*USER_IDS[:5], ALICE], GROUP))
    succeeded(first.client().add_department_members(USER_IDS[:3], ORGANIZATION, "dep-sales"))

    def state(emulator):
        client = emulator.client()
        return [
            accepted(client.list_group_members(GROUP)),
            accepted(client.list_department_members(ORGANIZATION, "dep-sales", with_department_ids=True)),
            accepted(client.get_user_departments(USER_IDS[0])),
            accepted(client.get_user(ALICE, with_custom_data=True)),
            accepted(client.list_groups()),
            accepted(client.list_organizations()),
            accepted(emulator.client(key=OTHER_KEY).list_groups()),
        ]

    before = state(first)
    first.stop()
    assert state(launch("--durability", durability, data=data)) == before


def test_each_pool_has_a_file_and_nothing_is_left_to_recover(stopped):
    assert len(databases(stopped)) == 2
    assert [path.name for path in stopped.iterdir() if path.name.endswith(("-wal", "-shm", "-journal"))] == []
    for path in databases(stopped):
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.close()


def test_a_second_process_is_refused(launch, tmp_path):
    data = tmp_path / "data"
    emulator = launch(seed=standard_seed(), data=data)
    assert_fails_with_one_line(start_on(data), data)
    succeeded(emulator.client().add_group_members([ALICE], GROUP))
    emulator.stop()
    assert accepted(launch(data=data).client().list_group_members(GROUP))["totalCount"] == 1


def test_a_killed_process_leaves_no_lock_behind(launch, tmp_path):
    data = tmp_path / "data"
    emulator = launch(seed=standard_seed(), data=data)
    succeeded(emulator.client().add_group_members([ALICE], GROUP))
    emulator.kill()
    assert accepted(launch(data=data).client().list_group_members(GROUP))["totalCount"] == 1


def make_newer(path):
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 9999")
    connection.close()


def spoil_the_head(path):
    path.write_bytes(b"this is no database " * 1000)


def spoil_the_pages(path):
    content = bytearray(path.read_bytes())
    assert len(content) > 3 * 4096
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)


def cut_off(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


FAULTS = {
    "of a newer version": (make_newer, "newer"),
    "that is no database": (spoil_the_head, ""),
    "with spoilt pages": (spoil_the_pages, ""),
    "cut off": (cut_off, ""),
}


@pytest.mark.parametrize(("fault", "word"), FAULTS.values(), ids=FAULTS.keys())
@pytest.mark.parametrize("number", [0, 1], ids=["first pool", "second pool"])
def test_a_file_that_cannot_be_trusted_is_refused_and_left_as_it_is(stopped, fault, word, number):
    paths = databases(stopped)
    fault(paths[number])
    before = digests(paths)
    assert_fails_with_one_line(start_on(stopped), paths[number], word)
    assert digests(paths) == before
    assert not (stopped.parent / "never-ready").exists()


@pytest.mark.parametrize("fault", [make_newer, spoil_the_head], ids=["newer", "no database"])
def test_reseed_does_not_overwrite_a_file_that_cannot_be_trusted(stopped, tmp_path, fault):
    paths = databases(stopped)
    for path in paths:
        fault(path)
    before = digests(paths)
    file = write_seed(tmp_path, standard_seed())
    assert_fails_with_one_line(run_to_exit("--port", "0", "--data", stopped, "--seed", file, "--reseed"), stopped)
    assert digests(paths) == before


def test_a_directory_that_cannot_be_made_is_named(binary, tmp_path):
    (tmp_path / "file").write_text("in the way")
    assert_fails_with_one_line(start_on(tmp_path / "file" / "data"), tmp_path / "file")
