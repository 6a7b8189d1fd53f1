"""The ready file: what it replaces, what it never changes, and when it is removed."""

import contextlib
import json
import os
import resource
import shutil
import signal
import socket
import subprocess

import pytest

from caller import HOST
from emulator import (
    BINARY, Emulator, assert_fails_with_one_line, clean_environment, run_to_exit, wait_until
)
from sample_seeds import standard_seed, write_seed

IN_MEMORY = ["--port", "0", "--in-memory"]


def note(pid, **members):
    return json.dumps({"url": f"http://{HOST}:1", "port": 1, "pid": pid, "version": "0"} | members) + "\n"


def ended_process():
    """The number of a process that is not there any more."""
    process = subprocess.Popen(["true"])
    process.wait()
    return process.pid


@contextlib.contextmanager
def running(*arguments, prefix=(), **options):
    """A server that need not have an ordinary ready file; ended by SIGTERM."""
    command = [*prefix, str(BINARY), *IN_MEMORY, *map(str, arguments)]
    process = subprocess.Popen(command, env=clean_environment(), text=True, **options)
    try:
        yield process
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    finally:
        process.kill()
        process.wait()


def test_a_clean_stop_removes_the_ready_file(launch):
    emulator = launch()
    assert emulator.ready_file.exists()
    emulator.stop()
    assert not emulator.ready_file.exists()


def test_a_stop_leaves_the_ready_file_of_another_server(launch, tmp_path):
    ready = tmp_path / "ready.json"
    first = launch("--ready-file", ready, ready_file=ready)
    second = launch("--ready-file", ready, ready_file=ready)
    first.stop()
    assert json.loads(ready.read_text())["pid"] == second.pid
    second.stop()
    assert not ready.exists()


def may_mount():
    """Whether a process may have mounts of its own here."""
    unshare = shutil.which("unshare")
    return unshare and subprocess.run([unshare, "--mount", "true"], stderr=subprocess.DEVNULL).returncode == 0


def failing_starts(directory):
    """Starts that fail, each at another place."""
    taken = socket.create_server((HOST, 0))
    bad = directory / "bad.json"
    bad.write_text("{}")
    yield taken, ["--in-memory", "--port", taken.getsockname()[1]]
    yield taken, ["--in-memory", "--port", "0", "--seed", bad]
    yield taken, ["--in-memory", "--port", "0", "--seed", directory / "none"]
    yield taken, ["--port", "0", "--data", "/proc/none"]


@pytest.mark.parametrize("number", range(4), ids=["port", "seed", "no seed", "data"])
def test_a_failing_start_leaves_no_ready_file_of_its_own(binary, tmp_path, number):
    taken, flags = list(failing_starts(tmp_path))[number]
    with taken:
        ready = tmp_path / "ready.json"
        ready.write_text(note(ended_process()))
        assert_fails_with_one_line(run_to_exit(*flags, "--ready-file", ready))
        assert not ready.exists()
        assert not list(tmp_path.glob("ready*"))


@pytest.mark.parametrize("number", range(4), ids=["port", "seed", "no seed", "data"])
@pytest.mark.parametrize("content", ["another's", "empty"])
def test_a_failing_start_leaves_a_ready_file_that_is_not_its_own(binary, tmp_path, content, number):
    taken, flags = list(failing_starts(tmp_path))[number]
    with taken:
        ready = tmp_path / "ready.json"
        ready.write_text(note(os.getpid()) if content == "another's" else "")
        before = ready.read_text(), ready.stat()
        assert_fails_with_one_line(run_to_exit(*flags, "--ready-file", ready))
        assert (ready.read_text(), ready.stat().st_ino) == (before[0], before[1].st_ino)


def test_a_failing_start_leaves_the_ready_file_of_a_server_in_another_container(launch, tmp_path):
    """There the numbers of processes mean others. The file is written in place, so it stays the running server's."""
    data, ready = tmp_path / "data", tmp_path / "ready.json"
    first = launch("--ready-file", ready, data=data, ready_file=ready)
    content = json.dumps(first.ready | {"pid": ended_process()})
    ready.write_text(content)
    start = ["--port", "0", "--data", data, "--ready-file", ready]
    assert_fails_with_one_line(run_to_exit(*start), "in use by another process; stop that one, or choose another folder with --data")
    assert ready.read_text() == content
    first.process.kill()
    first.process.wait()
    assert_fails_with_one_line(run_to_exit(*start, "--host", "203.0.113.1"))
    assert not ready.exists()


def test_a_start_in_work_shows_no_ready_file_of_an_earlier_one(binary, tmp_path):
    ready, fifo = tmp_path / "ready.json", tmp_path / "seed"
    os.mkfifo(fifo)
    ready.write_text(note(ended_process()))
    process = subprocess.Popen(
        [BINARY, *IN_MEMORY, "--seed", fifo, "--ready-file", ready], env=clean_environment(), stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: not ready.exists(), 10, "removing the old ready file")
        assert process.poll() is None
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize("kind", ["the seed", "a text", "JSON of another kind", "a folder"])
def test_a_file_that_is_not_a_ready_file_is_never_changed(binary, tmp_path, kind):
    seed = write_seed(tmp_path, standard_seed())
    path = seed if kind == "the seed" else tmp_path / "other"
    if kind == "a folder":
        path.mkdir()
    elif kind != "the seed":
        path.write_text("shopping list" if kind == "a text" else note("x"))
    before = path.stat().st_mtime_ns
    content = None if kind == "a folder" else path.read_bytes()
    result = run_to_exit(*IN_MEMORY, "--seed", seed, "--ready-file", path)
    assert result.returncode == 73
    assert_fails_with_one_line(result, path, "ready file")
    assert path.stat().st_mtime_ns == before
    assert content is None or path.read_bytes() == content


@pytest.mark.parametrize("exists", [True, False], ids=["old data", "new data"])
def test_a_data_file_is_never_used_as_a_ready_file(launch, tmp_path, exists):
    data = tmp_path / "data"
    names = ["lock", "applied-seeds.json", "snapshots"]
    seed = write_seed(tmp_path, standard_seed())
    pool = json.loads(seed.read_text())["userPools"][0]["id"]
    names += [pool + ending for ending in (".sqlite", ".sqlite-wal", ".sqlite-shm", ".sqlite.unfinished")]
    if exists:
        launch(seed=seed, data=data).stop()
    for name in names:
        result = run_to_exit("--port", "0", "--data", data, "--seed", seed, "--ready-file", data / name)
        assert result.returncode == 73, (name, result)
        assert_fails_with_one_line(result, name)
    assert launch(data=data, seed=seed).client().list_groups()["statusCode"] == 200


def test_a_ready_file_may_lie_in_the_data_directory(binary, tmp_path):
    data = tmp_path / "data"
    emulator = Emulator(tmp_path, "--port", "0", "--data", data, "--ready-file", data / "ready.json",
                        ready_file=data / "ready.json")
    emulator.stop()
    assert not (data / "ready.json").exists()


def test_an_empty_file_is_replaced(launch, tmp_path):
    ready = tmp_path / "made-by-mktemp"
    ready.touch()
    assert launch("--ready-file", ready, ready_file=ready).port == json.loads(ready.read_text())["port"]


def test_a_fifo_is_written_through_and_stays(binary, tmp_path):
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with running("--ready-file", fifo, stderr=subprocess.DEVNULL) as process:
        with open(fifo, encoding="utf-8") as end:
            assert json.loads(end.read())["pid"] == process.pid
    assert fifo.is_fifo()


def test_an_unread_fifo_blocks_neither_the_server_nor_its_end(binary, tmp_path):
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with running("--ready-file", fifo, stderr=subprocess.PIPE) as process:
        line = process.stderr.readline()
        port = line.split("url=http://127.0.0.1:")[1].split()[0]
        assert run_to_exit("health", "--port", port).returncode == 0
    assert fifo.is_fifo()


@pytest.mark.parametrize("target", ["a file", "nothing"])
def test_a_link_is_written_through_and_stays(binary, tmp_path, target):
    link, real = tmp_path / "link", tmp_path / "real.json"
    if target == "a file":
        real.write_text(note(ended_process()))
    link.symlink_to(real)
    with running("--ready-file", link, stderr=subprocess.DEVNULL) as process:
        read = lambda: real.exists() and real.read_text()  # noqa: E731
        # Between two reads the file may be emptied.
        wait_until(lambda: (text := read()) and json.loads(text)["pid"] == process.pid, 10, "the ready file")
    assert link.is_symlink()
    assert real.read_text() == ""


@pytest.mark.parametrize("path", ["/dev/stdout", "/proc/self/fd/1", "/dev/fd/1"])
@pytest.mark.parametrize("output", ["a pipe", "a file"])
def test_standard_output_gets_the_line(binary, tmp_path, path, output):
    if output == "a pipe":
        with running("--ready-file", path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            assert json.loads(process.stdout.readline())["pid"] == process.pid
        return
    shared = tmp_path / "all.log"
    shared.write_text("before\n")
    with open(shared, "ab") as end, running("--ready-file", path, stdout=end, stderr=end) as process:
        wait_until(lambda: " INFO ready " in shared.read_text(), 10, "the line")
        wait_until(lambda: '{"url"' in shared.read_text(), 10, "the ready file's line")
        assert f'"pid":{process.pid}' in shared.read_text()
    lines = shared.read_text().splitlines()
    assert lines[0] == "before" and sum('{"url"' in line for line in lines) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write into every folder")
def test_a_ready_file_in_a_read_only_folder_is_written_in_place(binary, tmp_path):
    ready = tmp_path / "closed" / "ready.json"
    ready.parent.mkdir()
    ready.touch()
    ready.parent.chmod(0o555)
    assert_written_in_place(ready, running("--ready-file", ready, stderr=subprocess.DEVNULL))


@pytest.mark.skipif(not may_mount(), reason="no right to mount")
def test_a_file_that_is_a_mount_is_written_in_place(binary, tmp_path):
    ready, mounted = tmp_path / "ready.json", tmp_path / "mounted.json"
    ready.touch()
    mounted.touch()
    shell = ["unshare", "--mount", "sh", "-c", f"mount --bind {ready} {mounted} && exec \"$@\"", "sh"]
    assert_written_in_place(ready, running("--ready-file", mounted, prefix=shell, stderr=subprocess.DEVNULL))


def assert_written_in_place(ready, server):
    before = ready.stat().st_ino
    with server as process:
        wait_until(lambda: ready.stat().st_size, 10, "the ready file")
        assert json.loads(ready.read_text())["pid"] == process.pid
    assert ready.read_text() == "" and ready.stat().st_ino == before


@pytest.mark.parametrize(("path", "reason"), [("/dev/full", "No space left"), ("/none/ready", "No such file")])
def test_a_ready_file_that_cannot_be_written_says_why(binary, path, reason):
    result = run_to_exit("--log-level", "error", *IN_MEMORY, "--ready-file", path)
    assert result.returncode == 73
    assert_fails_with_one_line(result, path, reason)


def test_a_ready_file_cut_short_says_why_and_leaves_nothing(binary, tmp_path):
    ready = tmp_path / "ready.json"
    result = subprocess.run(
        [BINARY, *IN_MEMORY, "--ready-file", ready],
        env=clean_environment(), capture_output=True, text=True, timeout=30,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20)),
    )
    assert result.returncode == 73
    assert_fails_with_one_line(result, ready, "write", "File too large")
    assert not list(tmp_path.iterdir())
