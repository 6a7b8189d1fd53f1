"""The end of the server: while it starts, as process 1, and while a job is stuck."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import time

import pytest

from caller import API, HOST
from emulator import BINARY, clean_environment, wait_until
from envelope import accepted, succeeded
from preloading import library
from sample_seeds import ALICE, GROUP, USER_IDS, standard_seed

SIGNALS = pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])


def may_be_process_1():
    """Whether a process may get a process namespace of its own here."""
    unshare = shutil.which("unshare")
    return unshare and subprocess.run([unshare, "--pid", "--fork", "true"], stderr=subprocess.DEVNULL).returncode == 0


needs_namespaces = pytest.mark.skipif(not may_be_process_1(), reason="no right to make process namespaces")


def starting(fifo, *prefix):
    """A server that reads a seed which does not end."""
    command = [*prefix, BINARY, "--port", "0", "--in-memory", "--seed", fifo]
    process = subprocess.Popen(command, env=clean_environment(), stderr=subprocess.PIPE, text=True)
    return process, os.open(fifo, os.O_WRONLY)


@SIGNALS
def test_a_signal_during_the_start_ends_it_at_once(binary, tmp_path, number):
    os.mkfifo(tmp_path / "seed")
    process, end = starting(tmp_path / "seed")
    started = time.monotonic()
    process.send_signal(number)
    _, log = process.communicate(timeout=10)
    os.close(end)
    assert process.returncode == -number
    assert time.monotonic() - started < 1
    assert "stopped before the server was ready" in log


class ProcessOne:
    """A server that is process 1 of a namespace; `pid` is its number outside."""

    def __init__(self, process):
        self.process = process
        children = f"/proc/{process.pid}/task/{process.pid}/children"
        self.pid = int(wait_until(lambda: open(children).read().split(), 5, "the child")[0])
        wait_until(lambda: b"genauth-emulator" in self.command_line(), 5, "the program")

    def command_line(self):
        with open(f"/proc/{self.pid}/cmdline", "rb") as file:
            return file.read().split(b"\0")[0]


@needs_namespaces
@SIGNALS
def test_a_signal_during_the_start_ends_process_1_at_once(binary, tmp_path, number):
    os.mkfifo(tmp_path / "seed")
    process, end = starting(tmp_path / "seed", "unshare", "--pid", "--fork")
    server = ProcessOne(process)
    started = time.monotonic()
    os.kill(server.pid, number)
    process.communicate(timeout=10)
    os.close(end)
    assert process.returncode == 128 + number
    assert time.monotonic() - started < 1


@needs_namespaces
@SIGNALS
def test_a_second_signal_ends_process_1_at_once(binary, tmp_path, number):
    ready = tmp_path / "ready.json"
    command = ["unshare", "--pid", "--fork", BINARY, "--port", "0", "--in-memory", "--ready-file", ready]
    process = subprocess.Popen(command, env=clean_environment(), stderr=subprocess.PIPE)
    server = ProcessOne(process)
    port = json.loads(wait_until(lambda: ready.exists() and ready.read_text(), 10, "the ready file"))["port"]
    with socket.create_connection((HOST, port)) as connection:
        connection.sendall(f"POST {API}get-management-token HTTP/1.1\r\nHost: {HOST}\r\n".encode())
        connection.sendall(b"Content-Length: 9\r\nExpect: 100-continue\r\n\r\n")
        connection.recv(100)
        started = time.monotonic()
        os.kill(server.pid, number)
        time.sleep(0.1)
        os.kill(server.pid, number)
        process.communicate(timeout=10)
    assert process.returncode == 128 + number
    assert time.monotonic() - started < 1


def test_a_job_that_does_not_end_is_abandoned_at_the_stop_timeout(launch, tmp_path):
    stalled, data = tmp_path / "stalled", tmp_path / "data"
    environment = {"LD_PRELOAD": str(library("stalled_disk", tmp_path)), "STALL_FILE": str(stalled)}
    emulator = launch("--stop-timeout", "1", seed=standard_seed(), data=data, environment=environment)
    client, token = emulator.client(), emulator.caller().token
    succeeded(client.add_group_members([ALICE], GROUP))
    stalled.touch()
    body = json.dumps({"code": GROUP, "userIds": USER_IDS[:1]})
    with socket.create_connection((HOST, emulator.port), timeout=20) as connection:
        connection.sendall(
            f"POST {API}add-group-members HTTP/1.1\r\nHost: {HOST}\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode())
        time.sleep(0.3)
        started = time.monotonic()
        emulator.signal(signal.SIGTERM)
        assert emulator.wait(10) == 0
        assert 0.9 < time.monotonic() - started < 3
        with contextlib.suppress(ConnectionResetError):
            assert connection.recv(1000) == b""
    assert "stop timeout reached with requests still running" in emulator.log()
    assert not emulator.ready_file.exists()
    members = accepted(launch(data=data).client().list_group_members(GROUP))["list"]
    assert ALICE in [member["userId"] for member in members]
