"""The disk fails under the server: it is full, cannot be written, synced or read.

A failed call returns 500 in the envelope and changes nothing, other calls work, and everything works again without the
fault. Acknowledged changes are kept, also after a kill.
"""

import collections
import os
import random
import resource
import subprocess

import pytest

import recording
from envelope import accepted
from files import assert_files_are_sound
from memberships import Client, Work, assert_nothing_is_lost, crowd, members
from tracing import failing, needs_tracing

UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


class Storage:
    """A server on a data directory, with the ledger of all that was sent to it."""

    def __init__(self, launch, folder, durability="process"):
        self.launch, self.folder, self.durability = launch, folder, durability
        self.data = folder / "data"
        self.work = Work(random.Random(4))
        self.start(seed=crowd())

    def start(self, **options):
        self.emulator = self.launch("--durability", self.durability, data=self.data, **options)
        self.client = Client(self.emulator.port, self.emulator.caller().token)

    def add(self, count):
        """Adds lists one after another; how many got which status."""
        return collections.Counter(self.client.add(self.work) for _ in range(count))

    def check(self):
        """Compares the ledger with what the server says, then with what a kill leaves."""
        assert not self.work.in_doubt
        assert_nothing_is_lost(members(self.emulator.client()), self.work)
        self.emulator.kill()
        assert_files_are_sound(self.data, self.folder / "copy")
        self.start()
        assert_nothing_is_lost(members(self.emulator.client()), self.work)

    def restart(self):
        self.emulator.stop()
        self.start()


STORAGE_FAULTS = {
    "no space left": ("process", "pwrite64:error=ENOSPC:when=3+7"),
    "writing fails": ("process", "pwrite64:error=EIO:when=3+7"),
    "over quota": ("process", "pwrite64:error=EDQUOT:when=3+7"),
    "syncing fails": ("power", "fdatasync:error=EIO:when=3+4"),
    "no space left to sync": ("power", "fdatasync:error=ENOSPC:when=3+4"),
}


@needs_tracing
@pytest.mark.parametrize(("durability", "fault"), STORAGE_FAULTS.values(), ids=STORAGE_FAULTS)
def test_a_failed_write_returns_500_and_is_undone(launch, tmp_path, durability, fault):
    storage = Storage(launch, tmp_path, durability)
    assert set(storage.add(20)) == {200}
    with failing(storage.emulator.pid, tmp_path / "trace", fault) as trace:
        statuses = storage.add(100)
        assert set(statuses) == {200, 500} and trace.injected >= 5
        assert accepted(storage.emulator.client().list_groups())["totalCount"] == 20
    assert "disk" in storage.emulator.log()
    assert set(storage.add(20)) == {200}
    storage.check()


@needs_tracing
def test_nothing_is_lost_when_interrupted_calls_are_repeated(launch, tmp_path):
    storage = Storage(launch, tmp_path)
    faults = ["pwrite64:error=EINTR:when=1+2", "pread64:error=EINTR:when=1+2"]
    with failing(storage.emulator.pid, tmp_path / "trace", *faults) as trace:
        assert set(storage.add(50)) == {200} and trace.injected > 50
    storage.check()


@needs_tracing
def test_what_cannot_be_read_is_answered_with_500_until_it_can(launch, tmp_path):
    storage = Storage(launch, tmp_path)
    storage.add(50)
    # A server just started has read little of its files yet; the first call opens them.
    storage.restart()
    storage.add(1)
    with failing(storage.emulator.pid, tmp_path / "trace", "pread64:error=EIO:when=1+3"):
        statuses = storage.add(100)
    assert set(statuses) == {200, 500}
    assert set(storage.add(20)) == {200}
    storage.check()


@needs_tracing
def test_a_failed_checkpoint_loses_no_change(launch, tmp_path):
    storage = Storage(launch, tmp_path)
    [file] = storage.data.glob("*.sqlite")
    with failing(storage.emulator.pid, tmp_path / "trace", "pwrite64:error=EIO", path=file) as trace:
        assert set(storage.add(1200)) == {200} and trace.injected > 0
    assert set(storage.add(100)) == {200}
    storage.check()


def test_a_file_at_its_longest_is_answered_with_500_until_it_may_grow(launch, tmp_path):
    """The limit cuts a write short first (setrlimit(2), RLIMIT_FSIZE): half of what was asked for is written."""
    storage = Storage(launch, tmp_path)
    storage.add(20)
    longest = max(path.stat().st_size for path in storage.data.iterdir())
    resource.prlimit(storage.emulator.pid, resource.RLIMIT_FSIZE, (longest + 50_001, resource.RLIM_INFINITY))
    assert set(storage.add(100)) == {200, 500}
    assert accepted(storage.emulator.client().list_groups())["totalCount"] == 20
    resource.prlimit(storage.emulator.pid, resource.RLIMIT_FSIZE, UNLIMITED)
    assert set(storage.add(20)) == {200}
    storage.check()


@pytest.fixture(autouse=True)
def failures_are_provoked():
    recording.PROVOKED.add(500)
    yield
    recording.PROVOKED.clear()


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 64 MB; creating it needs root."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", folder], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip("a file system cannot be mounted here")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def test_a_full_disk_returns_500_until_there_is_space(launch, small_disk):
    storage = Storage(launch, small_disk)
    storage.add(20)
    free = os.statvfs(small_disk)
    stuffing = small_disk / "stuffing"
    stuffing.write_bytes(bytes(free.f_bavail * free.f_bsize - 50_000))
    assert set(storage.add(100)) == {200, 500}
    assert accepted(storage.emulator.client().list_groups())["totalCount"] == 20
    stuffing.unlink()
    assert set(storage.add(20)) == {200}
    storage.check()
