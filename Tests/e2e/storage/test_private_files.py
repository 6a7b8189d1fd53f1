"""The files of a data directory: for their owner only, and refused when they are no files of their own."""

import os
import stat
import time

import pytest

from emulator import assert_fails_with_one_line, run_to_exit
from envelope import succeeded
from sample_seeds import ALICE, GROUP, KEY, pool, seed, standard_seed, write_seed


def rights(path):
    return stat.S_IMODE(path.lstat().st_mode)


def all_rights(data):
    return {str(path.relative_to(data)): rights(path) for path in [data, *data.rglob("*")]}


def assert_private(data, *names):
    found = all_rights(data)
    assert set(names) <= set(found), found
    wrong = {name: oct(mode) for name, mode in found.items() if mode != (0o700 if (data / name).is_dir() else 0o600)}
    assert wrong == {}


@pytest.fixture
def open_umask():
    before = os.umask(0)
    yield
    os.umask(before)


def large_seed():
    """A seed that is noted as applied: 4 MiB and more."""
    users = [{"userId": f"u{number}", "name": "n" * 4_000} for number in range(1_100)]
    return seed(pool(users=[*users, {"userId": ALICE}], groups=[{"code": GROUP, "name": "G"}]))


def test_everything_is_its_owners_only(launch, tmp_path, open_umask):
    data = tmp_path / "data"
    file = write_seed(tmp_path, large_seed())
    emulator = launch("--seed", file, data=data)
    succeeded(emulator.client(key=KEY).add_group_members([ALICE], GROUP))
    database = next(data.glob("*.sqlite")).name
    assert_private(data, "lock", database, f"{database}-wal", f"{database}-shm", "snapshots")
    emulator.kill()
    for path in data.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    data.chmod(0o755)
    again = launch(data=data)
    succeeded(again.client(key=KEY).remove_group_members([ALICE], GROUP))
    assert_private(data, "lock", database, f"{database}-wal", f"{database}-shm", "snapshots")


def test_the_note_of_applied_seeds_is_its_owners_only(launch, tmp_path, open_umask):
    file = write_seed(tmp_path, large_seed())
    # A file that has just changed is not noted.
    wait = os.stat(file).st_ctime + 2.1
    while time.time() < wait:
        time.sleep(0.1)
    launch("--seed", file, data=tmp_path / "data").stop()
    assert_private(tmp_path / "data", "applied-seeds.json")


@pytest.mark.parametrize("command", [["serve", "--port", "0", "--data", ""], ["export", "--data", ""]])
def test_an_empty_path_is_no_folder(binary, command):
    result = run_to_exit(*command)
    assert result.returncode == 64
    assert "The value '' is invalid for '--data <folder>'" in result.stderr


@pytest.mark.parametrize("name", ["x.sqlite", "applied-seeds.json", "lock"])
def test_a_pipe_in_the_folder_is_refused_and_not_waited_for(binary, tmp_path, name):
    data = tmp_path / "data"
    data.mkdir()
    os.mkfifo(data / name)
    file = write_seed(tmp_path, large_seed())
    result = run_to_exit("--port", "0", "--data", data, "--seed", file)
    assert_fails_with_one_line(result, data / name, "pipe")


@pytest.mark.parametrize("link", [os.link, os.symlink], ids=["hard link", "symbolic link"])
def test_a_file_of_another_pool_by_a_second_name_is_refused(launch, tmp_path, link):
    first, second = tmp_path / "first", tmp_path / "second"
    emulator = launch(seed=standard_seed(), data=first)
    second.mkdir()
    database = next(first.glob("*.sqlite"))
    link(database, second / database.name)
    assert_fails_with_one_line(run_to_exit("--port", "0", "--data", second), second / database.name, "link")
    emulator.stop()


def test_a_text_of_a_seed_that_cannot_be_held_is_refused_with_its_place(binary, tmp_path):
    file = tmp_path / "seed.json"
    with open(file, "w") as text:
        text.write('{"userPools": [{"id": "p", "name": "P",\n"users": [{"userId": "u", "nickname": "')
        for _ in range(300):
            text.write("x" * 1_000_000)
        text.write('"}]}]}')
    result = run_to_exit("seed", "check", file)
    assert_fails_with_one_line(result, "line 2, column 39", "must not be longer than 16 MiB")
    assert result.returncode == 65
    file.unlink()


def test_no_text_of_a_seed_moves_the_cursor(binary, tmp_path):
    content = seed(pool(users=[{"userId": "u", "a\x1b[2J\nFAKE\x9b\u202e": 1}]))
    result = run_to_exit("seed", "check", write_seed(tmp_path, content))
    assert_fails_with_one_line(result, "a\\u001b[2J\\u000aFAKE\\u009b\\u202e")
    named = seed({**pool(), "id": "\x1b[31m"})
    result = run_to_exit("seed", "check", write_seed(tmp_path, named))
    assert result.returncode == 0 and result.stdout.startswith("\\u001b[31m: ")
