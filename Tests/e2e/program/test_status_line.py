"""What takes long is shown on a terminal, and nowhere else."""

import os
import pty
import re
import select
import socket
import subprocess
import threading
import time

import pytest

from caller import HOST
from control import Control
from emulator import BINARY, clean_environment, wait_until
from preloading import library
from sample_seeds import POOL_ID, standard_seed

SNAPSHOT = b'HTTP/1.1 201 Created\r\nContent-Length: 16\r\n\r\n{"name":"large"}'
WORK = b'HTTP/1.1 200 OK\r\nContent-Length: 41\r\n\r\n{"work":{"name":"snapshot","percent":41}}'
CLEARED = "\r\x1b[K"


@pytest.fixture
def slow_url():
    """A server that takes a second and a half to answer its first call, and answers no other."""
    with socket.create_server((HOST, 0)) as server:

        def answer():
            connection, _ = server.accept()
            with connection:
                connection.recv(65536)
                time.sleep(1.5)
                connection.sendall(SNAPSHOT)

        threading.Thread(target=answer, daemon=True).start()
        yield f"http://{HOST}:{server.getsockname()[1]}"


@pytest.fixture
def describing_url():
    """A server that answers its first call once it has answered others about the user pool."""
    with socket.create_server((HOST, 0)) as server:

        def answer():
            first, _ = server.accept()
            first.recv(65536)
            for _ in range(2):
                with server.accept()[0] as connection:
                    assert connection.recv(65536).startswith(f"GET /_emulator/user-pools/{POOL_ID} ".encode())
                    connection.sendall(WORK)
            with first:
                first.sendall(SNAPSHOT)

        threading.Thread(target=answer, daemon=True).start()
        yield f"http://{HOST}:{server.getsockname()[1]}"


def shown_on_terminal(*command, until=None, then=lambda: None, **environment):
    """All that a command writes to its standard error, a terminal; `then` is called once it has written `until`."""
    terminal, side = pty.openpty()
    process = subprocess.Popen(
        [str(part) for part in command], stdout=subprocess.PIPE, stderr=side, env=clean_environment(environment))
    os.close(side)
    text, deadline = "", time.monotonic() + 20
    while process.poll() is None or select.select([terminal], [], [], 0)[0]:
        assert time.monotonic() < deadline, text
        if select.select([terminal], [], [], 0.05)[0]:
            try:
                text += os.read(terminal, 4096).decode()
            except OSError:
                break
        if until and until in text:
            until = then()
    os.close(terminal)
    assert process.wait(10) == 0, text
    return text


def test_a_call_that_takes_long_is_shown_on_a_terminal_until_it_ends(binary, slow_url):
    text = shown_on_terminal(BINARY, "snapshot", "large", "--pool", POOL_ID, "--url", slow_url)
    assert text == f"{CLEARED}waiting for {slow_url} 1 s{CLEARED}"


def test_a_call_that_takes_long_shows_how_much_the_server_has_done(binary, describing_url):
    text = shown_on_terminal(BINARY, "snapshot", "large", "--pool", POOL_ID, "--url", describing_url)
    waiting = f"{CLEARED}waiting for {describing_url}"
    assert text == f"{waiting} 1 s{waiting}: snapshot 41%{CLEARED}"


def test_the_server_says_how_much_of_a_snapshot_is_done(launch, tmp_path):
    stalled = tmp_path / "stalled"
    variables = {"LD_PRELOAD": str(library("stalled_disk", tmp_path)), "STALL_FILE": str(stalled)}
    emulator = launch(seed=standard_seed(), data=tmp_path / "data", environment=variables)
    control = Control(emulator)
    # Opens the file of the pool, which writes, too.
    control.pool(POOL_ID).snapshot("before")

    def work():
        return control.get(f"/user-pools/{POOL_ID}").get("work")

    assert work() is None
    stalled.touch()
    taking = threading.Thread(target=control.pool(POOL_ID).call, args=("POST", "/snapshots", {"name": "one"}, 201))
    taking.start()
    wait_until(work, 10, "the snapshot")
    assert work()["name"] == "snapshot" and 0 <= work()["percent"] <= 100
    stalled.unlink()
    taking.join(20)
    assert work() is None


def test_a_call_that_takes_long_shows_nothing_in_a_pipe(binary, slow_url):
    result = subprocess.run(
        [BINARY, "snapshot", "large", "--pool", POOL_ID, "--url", slow_url], capture_output=True, text=True, timeout=20,
        env=clean_environment(), check=False)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("reads", ["terminal", "pipe"])
def test_a_long_export_of_a_folder_is_shown_on_a_terminal_only(launch, tmp_path, reads):
    data, stalled = tmp_path / "data", tmp_path / "stalled"
    launch(seed=standard_seed(), data=data).stop()
    stalled.touch()
    variables = {"LD_PRELOAD": str(library("stalled_disk", tmp_path)), "STALL_FILE": str(stalled), "STALL_READS": "1"}
    command = [BINARY, "export", "--data", data, "--pool", POOL_ID]
    if reads == "terminal":
        text = shown_on_terminal(*command, until=" 0%", then=stalled.unlink, **variables)
        assert re.fullmatch(rf"({re.escape(CLEARED)}exporting from {data} \d+%)+{re.escape(CLEARED)}", text), text
        return
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=clean_environment(variables)) as process:
        time.sleep(2.5)
        assert process.poll() is None
        stalled.unlink()
        output, log = process.communicate(timeout=20)
    assert log == b"" and output.startswith(b"{")
