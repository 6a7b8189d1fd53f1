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
from emulator import BINARY, clean_environment
from preloading import library
from sample_seeds import POOL_ID, standard_seed

SNAPSHOT = b'HTTP/1.1 201 Created\r\nContent-Length: 16\r\n\r\n{"name":"large"}'
CLEARED = "\r\x1b[K"


@pytest.fixture
def slow_url():
    """A server that takes a second and a half to answer a call."""
    with socket.create_server((HOST, 0)) as server:

        def answer():
            connection, _ = server.accept()
            with connection:
                connection.recv(65536)
                time.sleep(1.5)
                connection.sendall(SNAPSHOT)

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
        text = shown_on_terminal(*command, until=" 1 s", then=stalled.unlink, **variables)
        assert re.fullmatch(rf"({re.escape(CLEARED)}exporting from {data} \d s)+{re.escape(CLEARED)}", text), text
        return
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=clean_environment(variables)) as process:
        time.sleep(2.5)
        assert process.poll() is None
        stalled.unlink()
        output, log = process.communicate(timeout=20)
    assert log == b"" and output.startswith(b"{")
