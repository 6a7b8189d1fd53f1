"""Idle connections: they use almost no memory and no processor time, and all are served on a request."""

import contextlib
import resource
import time

import pytest

from abusers import ADDRESSES, HEALTH, connect
from caller import read_answer
from emulator import wait_until
from figures import descriptors, processor_seconds, resident, wakes

CONNECTIONS = 2000
KIB = 1024
HALF = 30


@contextlib.contextmanager
def many_descriptors(count):
    """This process may have `count` descriptors open, and hands that on to the server; skips where it may not."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < count:
        pytest.skip(f"only {hard} descriptors are allowed here")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, count), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def silent(connection):
    """Sends an incomplete request; returns its rest."""
    return HEALTH


def asked(connection):
    """Has asked once, and is kept."""
    connection.sendall(HEALTH)
    assert read_answer(connection).status == 200
    return HEALTH


def begun(connection):
    """Has sent half a head."""
    connection.sendall(HEALTH[:HALF])
    return HEALTH[HALF:]


@pytest.mark.parametrize("begin", [silent, asked, begun])
def test_an_idle_connection_takes_eight_kilobytes_at_most(launch, begin):
    with many_descriptors(CONNECTIONS + 200), contextlib.ExitStack() as stack:
        emulator = launch("--idle-timeout", "600")
        with connect(emulator.port) as first:
            asked(first)
        files, memory = len(descriptors(emulator.pid)) - 1, resident(emulator.pid)
        connections = [
            stack.enter_context(connect(emulator.port, ADDRESSES[number % len(ADDRESSES)]))
            for number in range(CONNECTIONS)
        ]
        left = [begin(connection) for connection in connections]
        wait_until(lambda: len(descriptors(emulator.pid)) >= files + CONNECTIONS, 20, "the last connection")
        each = (resident(emulator.pid) - memory) / CONNECTIONS
        print(f"{each:.0f} bytes each")
        assert each <= 8 * KIB
        for connection, rest in zip(connections, left):
            connection.sendall(rest)
        assert {read_answer(connection).status for connection in connections} == {200}


def test_a_thousand_idle_connections_take_no_processor_time(launch):
    with many_descriptors(1200), contextlib.ExitStack() as stack:
        emulator = launch()
        for number in range(1000):
            asked(stack.enter_context(connect(emulator.port, ADDRESSES[number % len(ADDRESSES)])))
        # Dispatch ends its spare threads some seconds after their last work, which takes their wakes away.
        time.sleep(1)
        before, busy = wakes(emulator.pid), processor_seconds(emulator.pid)
        time.sleep(3)
        assert wakes(emulator.pid) - before <= 0
        assert processor_seconds(emulator.pid) - busy <= 0.02
