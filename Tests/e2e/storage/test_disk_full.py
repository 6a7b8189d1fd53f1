"""A full disk: refusals that say so, working reads, no acknowledged change lost, automatic recovery."""

import itertools

import pytest

import recording
from campaign.survey import pages
from disk import limit_files, small_file_system
from emulator import assert_fails_with_one_line, run_to_exit
from envelope import accepted
from files import assert_files_are_sound
from sample_seeds import GROUP, group, pool, seed, write_seed

SEED = seed(pool(groups=[group(GROUP)]))


@pytest.fixture(autouse=True)
def refusals_are_provoked():
    recording.PROVOKED.add(500)
    yield
    recording.PROVOKED.clear()


class Filling:
    """Makes users, and remembers which were acknowledged."""

    def __init__(self):
        self.numbers = itertools.count()
        self.acknowledged = set()

    def add(self, emulator, count=20):
        """One call that makes users, all or none of them."""
        names = {f"user-{next(self.numbers)}" for _ in range(count)}
        users = [{"username": name, "nickname": name * 40} for name in sorted(names)]
        answer = emulator.caller().post("create-users-batch", {"list": users})
        if answer.envelope["statusCode"] == 200:
            self.acknowledged |= names
        else:
            assert answer.status == answer.envelope["statusCode"] == 500, answer
            assert answer.envelope["message"].startswith("((") and answer.envelope["message"].endswith("))")
            assert "nothing of this request was stored" in answer.envelope["message"]
        return answer

    def until_refused(self, emulator):
        for _ in range(1000):
            answer = self.add(emulator)
            if answer.status != 200:
                return answer
        raise AssertionError("the disk does not fill up")

    def check(self, emulator):
        listed = pages(emulator.client().list_users_legacy)
        assert {user["username"] for user in listed} == self.acknowledged
        assert len(listed) == len(self.acknowledged)


def check_refusals_and_reads(emulator, filling):
    refused = filling.until_refused(emulator)
    for _ in range(30):
        filling.add(emulator)
    filling.check(emulator)
    assert accepted(emulator.client().get_group(GROUP))["code"] == GROUP
    return refused


def check_recovery(launch, emulator, filling, data, tmp_path):
    for _ in range(20):
        assert filling.add(emulator).status == 200
    filling.check(emulator)
    emulator.kill()
    assert_files_are_sound(data, tmp_path / "copy")
    emulator = launch(data=data)
    filling.check(emulator)
    emulator.stop()


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("users", [1_500, 6_000, 20_000])
def test_a_start_whose_seed_has_no_room_names_the_folder_and_leaves_nothing(binary, data, tmp_path, users):
    members = [{"userId": f"user-{number}", "username": f"name-{number}" * 4} for number in range(users)]
    file = write_seed(tmp_path, seed(pool(users=members)))
    with small_file_system(data, 1) as grow:
        if grow is None:
            pytest.skip("needs the right to mount")
        start = run_to_exit("serve", "--port", "0", "--data", data, "--seed", file)
        assert_fails_with_one_line(start, "No space left on device", data)
        assert start.returncode == 73
        assert [path.name for path in data.rglob("*") if path.is_file()] == ["lock"]


@pytest.mark.parametrize("durability", ["process", "power"])
def test_a_full_file_system_loses_no_acknowledged_change(launch, tmp_path, data, durability):
    with small_file_system(data, megabytes=3) as enlarge:
        if not enlarge:
            pytest.skip("a file system cannot be mounted here")
        emulator = launch("--durability", durability, seed=SEED, data=data)
        filling = Filling()
        refused = check_refusals_and_reads(emulator, filling)
        assert "the disk is full" in refused.envelope["message"]
        enlarge(64)
        check_recovery(launch, emulator, filling, data, tmp_path)


def test_a_server_killed_on_a_full_file_system_has_everything_afterwards(launch, tmp_path, data):
    with small_file_system(data, megabytes=3) as enlarge:
        if not enlarge:
            pytest.skip("a file system cannot be mounted here")
        emulator = launch(seed=SEED, data=data)
        filling = Filling()
        filling.until_refused(emulator)
        emulator.kill()
        emulator = launch(data=data)
        filling.check(emulator)
        enlarge(64)
        check_recovery(launch, emulator, filling, data, tmp_path)


def test_files_that_may_not_grow_refuse_and_lose_nothing(launch, tmp_path, data):
    emulator = launch(seed=SEED, data=data)
    filling = Filling()
    assert filling.add(emulator).status == 200
    limit_files(emulator.pid, size=1_000_000)
    check_refusals_and_reads(emulator, filling)
    assert emulator.is_running
    limit_files(emulator.pid)
    check_recovery(launch, emulator, filling, data, tmp_path)
