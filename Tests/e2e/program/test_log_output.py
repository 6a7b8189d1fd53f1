"""The log on standard error: it blocks no request, loses no line that is read, and has one line per event."""

import contextlib
import fcntl
import json
import os
import re
import signal
import socket
import subprocess
import threading
import time

import pytest

from caller import API, HOST, exchange, post_json
from emulator import BINARY, Emulator, clean_environment, run_to_exit, wait_until
from sample_seeds import KEY, write_seed, standard_seed

F_SETPIPE_SZ = 1031
"""fcntl(2); Python 3.9 has no name for it."""
PIPE_BYTES = 4096
WAITING_BYTES = 1 << 20
"""What waits to be written at most."""
PATH = API + "list-groups"


class Piped:
    """A server whose standard error is a small pipe, which is not read before `read_to_end`."""

    def __init__(self, directory, *flags):
        self.reader, writer = os.pipe()
        fcntl.fcntl(writer, F_SETPIPE_SZ, PIPE_BYTES)
        ready = directory / "ready.json"
        command = [BINARY, "--port", "0", "--in-memory", "--seed", write_seed(directory, standard_seed()), "--log-level",
                   "debug", "--ready-file", ready, *flags]
        self.process = subprocess.Popen(command, env=clean_environment(), stderr=writer, stdin=subprocess.DEVNULL)
        os.close(writer)
        ready_note = wait_until(lambda: ready.exists() and ready.read_text(), 20, "the ready file")
        self.port = json.loads(ready_note)["port"]
        body = json.dumps({"accessKeyId": KEY.id, "accessKeySecret": KEY.secret}).encode()
        answer = exchange(self.port, "POST", API + "get-management-token", {"Content-Type": "application/json"}, body)
        self.token = answer.envelope["data"]["access_token"]

    def call(self, count):
        """Sends requests one after the other on one connection; returns their request ids in order."""
        request = f"GET {PATH} HTTP/1.1\r\nHost: {HOST}\r\nAuthorization: {self.token}\r\n"
        last = request + "Connection: close\r\n\r\n"
        with socket.create_connection((HOST, self.port), timeout=30) as connection:
            sent = ((request + "\r\n") * (count - 1) + last).encode()
            sender = threading.Thread(target=connection.sendall, args=[sent])
            sender.start()
            received = b"".join(iter(lambda: connection.recv(1 << 16), b""))
            sender.join()
        ids = re.findall(rb'"requestId":"([^"]+)"', received)
        assert len(ids) == count
        return [found.decode() for found in ids]

    def read_to_end(self):
        """Everything that is written until the process has ended."""
        with open(self.reader, "rb") as end:
            return end.read().decode()

    def finish(self):
        self.process.kill()
        self.process.wait()
        with contextlib.suppress(OSError):
            os.close(self.reader)


@pytest.fixture
def piped(binary, tmp_path):
    started = []

    def start(*flags):
        started.append(Piped(tmp_path, *flags))
        return started[-1]

    yield start
    for server in started:
        server.finish()


def ids_in(log):
    """The requests of `call` that are in the log."""
    lines = [line for line in log.splitlines() if "list-groups" in line]
    return re.findall(r"requestId[=\":]+([0-9a-f-]{36})", "\n".join(lines))


@pytest.mark.parametrize("form", ["text", "json"])
def test_an_unread_log_delays_no_request_and_drops_lines(piped, form):
    server = piped("--log-format", form)
    answered = server.call(10_000)
    log = []
    reader = threading.Thread(target=lambda: log.append(server.read_to_end()))
    reader.start()
    time.sleep(0.5)
    answered += server.call(100)
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(10) == 0
    reader.join()
    lines = log[0].splitlines()
    assert len(log[0]) > WAITING_BYTES / 2
    logged = ids_in(log[0])
    # What is there is there once and in order; what is not is counted where it is missing.
    assert logged == [found for found in answered if found in set(logged)]
    assert set(answered[-100:]) <= set(logged)
    notes = [line for line in lines if "were dropped" in line]
    counts = [int(re.search(r"count[=\":]+(\d+)", line)[1]) for line in notes]
    assert sum(counts) == len(answered) - len(logged) > 0
    assert len(notes) < 20
    if form == "json":
        assert all(json.loads(line)["time"] for line in lines)


@pytest.mark.parametrize("signals", [1, 2])
def test_an_unread_log_does_not_delay_the_end(piped, signals):
    server = piped()
    server.call(2_000)
    started = time.monotonic()
    for _ in range(signals):
        server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(10) in (0, -signal.SIGTERM)
    assert time.monotonic() - started < 4


def test_nothing_that_was_logged_is_lost_at_the_end(piped):
    server = piped()
    answered = server.call(4_000)
    server.process.send_signal(signal.SIGTERM)
    log = server.read_to_end()
    assert server.process.wait(10) == 0
    assert ids_in(log) == answered
    assert "stopping" in log.splitlines()[-1]


@pytest.mark.parametrize("number", [signal.SIGABRT, signal.SIGSEGV, signal.SIGILL, signal.SIGTRAP])
def test_what_was_logged_before_a_fatal_error_is_written(piped, number):
    server = piped()
    answered = server.call(1_000)
    server.process.send_signal(number)
    log = server.read_to_end()
    assert server.process.wait(10) == -number
    assert ids_in(log) == answered


def test_a_fatal_error_with_an_unread_log_ends_the_process(piped):
    server = piped()
    server.call(1_000)
    server.process.send_signal(signal.SIGSEGV)
    assert server.process.wait(5) == -signal.SIGSEGV


def test_a_reader_that_has_gone_does_not_matter(piped):
    server = piped()
    server.call(10)
    os.close(server.reader)
    assert len(server.call(1_000)) == 1_000
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(10) == 0


def test_a_log_pipe_that_another_process_made_non_blocking_loses_no_line(binary, tmp_path):
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    fcntl.fcntl(writer, F_SETPIPE_SZ, PIPE_BYTES)
    ready = tmp_path / "ready"
    command = [BINARY, "--port", "0", "--in-memory", "--log-level", "debug", "--ready-file", ready]
    process = subprocess.Popen(command, env=clean_environment(), stderr=writer)
    try:
        wait_until(ready.exists, 20, "the ready file")
        process.send_signal(signal.SIGTERM)
        os.close(writer)
        with open(reader, "rb") as end:
            log = end.read().decode()
        assert process.wait(10) == 0
    finally:
        process.kill()
    settings = [line for line in log.splitlines() if " setting " in line]
    assert len(settings) >= 15 and log.splitlines()[-1].split(" ")[2] == "stopping"


def test_the_reason_of_a_failed_start_follows_the_log(binary, tmp_path):
    result = run_to_exit("--in-memory", "--port", "0", "--seed", tmp_path / "none", "--log-level", "debug")
    lines = result.stderr.splitlines()
    assert result.returncode == 66
    assert len([line for line in lines if " DEBUG setting " in line]) >= 15
    assert lines[-1].startswith("genauth-emulator: ")


HIDDEN = {
    "a line feed": "a b\nFAKE",
    "a carriage return": "a\rFAKE",
    "ESC": "a\x1b[31mred",
    "NUL": "a\0b",
    "DEL": "a\x7fb",
    "a C1 control": "a\x9b31mred",
    "NEL": "a\x85FAKE",
    "a line separator": "a\u2028FAKE",
    "a paragraph separator": "a\u2029FAKE",
    "a mark of direction": "a\u200fb",
    "an override of direction": "a\u202eb",
    "an isolate": "a\u2066b",
    "a tag character": "a\U000e0041b",
}
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")


def log_of(tmp_path, form, act):
    emulator = Emulator(tmp_path, "--port", "0", "--in-memory", "--log-format", form, "--log-level", "debug")
    try:
        act(emulator)
    finally:
        emulator.stop()
    return emulator.stderr_file.read_bytes().decode()


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("name", HIDDEN.values(), ids=HIDDEN.keys())
def test_a_name_that_a_client_sends_is_one_visible_line(binary, tmp_path, name, form):
    body = {"accessKeyId": "GEN_AUTH_ACCESS_KEY_ID", "accessKeySecret": "GEN_AUTH_ACCESS_KEY_SECRET", name: 1}
    log = log_of(tmp_path, form, lambda emulator: post_json(emulator.port, "get-management-token", body))
    assert not FORBIDDEN.search(log)
    lines = log.split("\n")
    assert [line for line in lines if line.startswith(("FAKE", "red"))] == []
    if "\0" in name:
        # The request is refused for it.
        assert "get-management-token" in log
    elif form == "json":
        assert [line for line in lines if line and name in json.loads(line).values()] != []
    else:
        assert all(re.match(r"\d{4}-.*Z [A-Z]+ ", line) for line in lines if line)
        shown = json.dumps(name).replace("\x7f", "\\u007f")
        assert [line for line in lines if f"={shown}" in line] != []


@pytest.mark.parametrize("closed", [0, 1, 2])
def test_no_file_takes_the_number_of_a_closed_stream(binary, tmp_path, closed):
    data, ready = tmp_path / "data", tmp_path / "ready.json"
    command = [str(BINARY), "serve", "--port", "0", "--data", str(data), "--ready-file", str(ready)]
    process = subprocess.Popen(command, env=clean_environment(), preexec_fn=lambda: os.close(closed))
    try:
        wait_until(lambda: ready.exists() and ready.read_text(), 20, "the ready file")
        assert os.readlink(f"/proc/{process.pid}/fd/{closed}") == "/dev/null"
    finally:
        process.terminate()
    assert process.wait(20) == 0
    assert (data / "lock").read_bytes() == b""


@pytest.mark.parametrize("name", [text for text in HIDDEN.values() if "\0" not in text])
@pytest.mark.parametrize("command", [["serve", "--in-memory", "--seed"], ["seed", "check"], ["health", "--ready-file"],
                                     ["serve", "--colour"]])
def test_a_failure_is_one_visible_line(binary, tmp_path, name, command):
    result = subprocess.run([BINARY, *command, str(tmp_path / name)], env=clean_environment(), capture_output=True)
    errors = result.stderr.decode()
    assert 64 <= result.returncode <= 78
    assert errors.count("\n") == 1 and not FORBIDDEN.search(errors)
