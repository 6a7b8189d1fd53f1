"""SIGTERM: everything ends well within the ten seconds after which Docker kills."""

import os
import signal
import time

import pytest

from engine import HARDENED, docker, wait_until

HEAD = b"POST /api/v3/get-management-token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
OPEN = {
    "nothing sent": b"",
    "half a request line": b"POST /api/v3/get-mana",
    "half a head": HEAD,
    "an answered request": b"GET /_emulator/health HTTP/1.1\r\nHost: localhost\r\n\r\n",
}
HALF_BODIES = {
    "half a body": HEAD + b'Content-Length: 100\r\n\r\n{"accessKeyId":',
    "half a chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\n40\r\n{",
    "a body that waits for 100": HEAD + b"Content-Length: 100\r\nExpect: 100-continue\r\n\r\n",
}


@pytest.mark.parametrize("signal", ["TERM", "INT"])
def test_an_idle_server_stops_at_once(run, signal):
    container = run(*HARDENED).wait_ready()
    assert container.signal(signal) < 1
    assert container.wait_exit() == 0


@pytest.mark.parametrize("sent", OPEN.values(), ids=OPEN)
def test_an_open_connection_without_a_whole_head_does_not_hold_up_the_end(run, sent):
    container = run(*HARDENED).wait_ready()
    with container.connect(sent):
        time.sleep(0.2)
        assert container.signal("TERM") < 1
    assert container.wait_exit() == 0


@pytest.mark.parametrize("sent", HALF_BODIES.values(), ids=HALF_BODIES)
def test_an_incomplete_body_delays_the_stop_by_less_than_8_seconds(run, sent):
    container = run(*HARDENED).wait_ready()
    with container.connect(sent):
        time.sleep(0.2)
        assert container.stop() < 8
    assert container.exit_code == 0


def test_a_server_stops_while_a_seed_is_applied_and_starts_afresh_afterwards(run, volume, big_seed):
    options = ["--volume", f"{volume}:/data", "--volume", f"{big_seed}:/big.json:ro"]
    container = run(*HARDENED, *options, "--env", "GENAUTH_EMULATOR_SEED=/big.json")
    time.sleep(2)
    assert container.state == "running" and " ready url=" not in container.log
    assert container.signal("TERM") < 1
    assert container.wait_exit() != 137
    run(*HARDENED, "--volume", f"{volume}:/data").wait_ready()


def test_sigterm_is_no_failure_for_restart_policies_but_a_fault_is(run):
    container = run(*HARDENED, "--restart", "on-failure").wait_ready()
    # Not by the engine, which restarts nothing that it stopped itself.
    os.kill(container.pid, signal.SIGTERM)
    assert container.wait_exit() == 0
    assert container.inspect("RestartCount") == 0
    docker("start", container.name)
    wait_until(lambda: container.log.count(" ready url=") == 2, 10, "the second start")
    os.kill(container.pid, signal.SIGKILL)
    wait_until(lambda: container.log.count(" ready url=") == 3, 10, "the restart")
