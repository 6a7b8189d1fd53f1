"""A large seed: its progress, and how it is stopped."""

import os
import pty
import re
import select
import signal
import subprocess
import time

import pytest

from emulator import BINARY, assert_fails_with_one_line, clean_environment, run_to_exit, wait_until
from preloading import library
from sample_seeds import standard_seed, write_seed


@pytest.fixture
def slow_seed(binary, tmp_path):
    """Starts a server that cannot write the pools of its seed as long as a file exists."""
    stalled = tmp_path / "stalled"
    stalled.touch()
    variables = {"LD_PRELOAD": str(library("stalled_disk", tmp_path)), "STALL_FILE": str(stalled)}
    seed, ready = write_seed(tmp_path, standard_seed()), tmp_path / "ready"
    processes = []

    def start(*flags, **options):
        command = [BINARY, "--port", "0", "--data", tmp_path / "data", "--seed", seed, "--ready-file", ready, *flags]
        processes.append(subprocess.Popen(command, env=clean_environment(variables), **options))
        return processes[-1], stalled, ready

    yield start
    stalled.unlink(missing_ok=True)
    for process in processes:
        process.kill()
        process.wait()


def test_a_long_seed_is_logged_and_can_be_ended_at_once(slow_seed, tmp_path):
    process, _, ready = slow_seed(stderr=subprocess.PIPE, text=True)
    line = process.stderr.readline()
    assert " INFO applying a seed " in line
    assert "seed.json" in line and re.search(r" step=(checking|filling)\b", line)
    started = time.monotonic()
    process.send_signal(signal.SIGTERM)
    rest = process.stderr.read()
    assert process.wait(10) == -signal.SIGTERM
    assert time.monotonic() - started < 1
    assert rest.count("\n") == 1 and "stopped before the server was ready" in rest
    assert not ready.exists()
    # Nothing is half applied: the next start makes the pool.
    (tmp_path / "stalled").unlink()
    again, _, ready = slow_seed(stderr=subprocess.DEVNULL)
    wait_until(ready.exists, 20, "the ready file")
    again.send_signal(signal.SIGTERM)
    assert again.wait(10) == 0


def read_terminal(descriptor, until, seconds=10):
    """What a terminal has received when `until` is in it."""
    text = ""
    deadline = time.monotonic() + seconds
    while until not in text:
        assert time.monotonic() < deadline, text
        if select.select([descriptor], [], [], 0.1)[0]:
            text += os.read(descriptor, 4096).decode()
    return text


def test_a_long_seed_is_shown_on_a_terminal(slow_seed):
    terminal, side = pty.openpty()
    process, stalled, _ = slow_seed(stderr=side)
    os.close(side)
    shown = read_terminal(terminal, " INFO applying a seed ")
    assert re.match(r"(\r\x1b\[K(checking|filling) seed\.json \d+%)+", shown)
    stalled.unlink()
    shown = read_terminal(terminal, " INFO ready ")
    # The status line is gone before the next line of the log, and does not come again.
    assert re.search(r"\r\x1b\[K(\r\x1b\[K)?[^\r\n]* INFO ready ", shown)
    assert "seed.json" not in shown.split(" INFO ready ")[1]
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
    os.close(terminal)


def test_a_short_seed_shows_nothing(binary, tmp_path):
    result = run_to_exit("seed", "check", write_seed(tmp_path, standard_seed()))
    assert (result.returncode, result.stderr) == (0, "")
    bad = tmp_path / "bad.json"
    bad.write_text("{")
    assert_fails_with_one_line(run_to_exit("--in-memory", "--port", "0", "--seed", bad), "bad.json")
