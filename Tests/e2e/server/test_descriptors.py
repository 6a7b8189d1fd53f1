"""Descriptors: none leaks, however a connection ends, and running out of them only makes clients wait."""

import resource
import time

import pytest

from abusers import HEALTH, Ends, churn, connect
from caller import read_answer
from emulator import wait_until
from figures import descriptors, processor_seconds, resident, wakes
from sample_seeds import standard_seed

CONNECTIONS = 5000
MEGABYTE = 1 << 20


def asks(connection):
    """Sends a health check on a connection; returns its status."""
    connection.sendall(HEALTH)
    return read_answer(connection).status


def sockets(pid):
    """How many sockets a process has open; an idle server has those that it listens on."""
    return sum(target.startswith("socket:") for target in descriptors(pid).values())


def test_five_thousand_connections_leave_no_descriptors(fresh):
    listening = sockets(fresh.pid)
    assert listening in (1, 2)
    token = fresh.caller().token
    ways = Ends(token).ways
    # The first of each way have the server grow to what it needs.
    churn(fresh.port, token, len(ways) * 20)
    wait_until(lambda: sockets(fresh.pid) == listening, 20, "the end of the first connections")
    before, memory = descriptors(fresh.pid), resident(fresh.pid)
    done = churn(fresh.port, token, CONNECTIONS)
    assert sum(done.values()) == CONNECTIONS and min(done.values()) >= CONNECTIONS // len(ways)
    wait_until(lambda: descriptors(fresh.pid) == before, 20, "the end of all connections")
    assert resident(fresh.pid) - memory < 2 * MEGABYTE


def test_accepting_pauses_while_descriptors_are_missing(fresh):
    listening = sockets(fresh.pid)
    kept = [connect(fresh.port) for _ in range(10)]
    assert {asks(connection) for connection in kept} == {200}
    resource.prlimit(fresh.pid, resource.RLIMIT_NOFILE, (len(descriptors(fresh.pid)) + 5, 20_000))
    waiting = [connect(fresh.port) for _ in range(30)]
    assert {asks(connection) for connection in waiting[:5]} == {200}
    before = wakes(fresh.pid), processor_seconds(fresh.pid)
    time.sleep(2)
    # It looks four times a second whether a connection can be taken; threads that ended count no more.
    assert wakes(fresh.pid) - before[0] < 40
    assert processor_seconds(fresh.pid) - before[1] < 0.2
    waiting[5].sendall(HEALTH)
    waiting[5].settimeout(0.5)
    with pytest.raises(TimeoutError):
        waiting[5].recv(1)
    assert {asks(connection) for connection in kept} == {200}
    # As many as end, so many are taken from those that wait.
    for connection in kept[:6]:
        connection.close()
    waiting[5].settimeout(20)
    assert read_answer(waiting[5]).status == 200
    assert {asks(connection) for connection in waiting[6:11]} == {200}
    resource.prlimit(fresh.pid, resource.RLIMIT_NOFILE, (20_000, 20_000))
    assert {asks(connection) for connection in waiting[11:]} == {200}
    for connection in kept + waiting:
        connection.close()
    wait_until(lambda: sockets(fresh.pid) == listening, 20, "the end of all connections")


@pytest.mark.parametrize("allowed", [80, 40])
def test_a_low_limit_leaves_room_for_files(launch, tmp_path, allowed):
    """64 of the descriptors are kept for files; where there are no more, one connection at a time is served."""
    emulator = launch(seed=standard_seed(), data=tmp_path / "data", descriptors=allowed)
    before = len(descriptors(emulator.pid))
    connections = [connect(emulator.port) for _ in range(40)]
    assert {asks(connection) for connection in connections[: max(1, allowed - 64)]} == {200}
    assert len(descriptors(emulator.pid)) - before == max(1, allowed - 64)
    for connection in connections:
        connection.close()
    assert emulator.client().list_groups()["statusCode"] == 200
