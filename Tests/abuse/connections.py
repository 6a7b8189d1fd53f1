"""Connections that end badly, that only wait, and that find no descriptor: what they cost, and what they leave."""

import contextlib
import resource
import time

from abusers import ADDRESSES, HEALTH, Ends, churn, connect
from caller import read_answer
from emulator import wait_until
from figures import descriptors, processor_seconds, resident, wakes
from table import Row
from sample_seeds import standard_seed

KIB, MIB = 1 << 10, 1 << 20
CHURNED = 100_000
IDLE = 10_000
HALF = 30
SECONDS = 5


def asks(connection):
    connection.sendall(HEALTH)
    return read_answer(connection).status


def endings(launch):
    """100,000 connections that end in every way."""
    emulator = launch(seed=standard_seed())
    token = emulator.caller().token
    churn(emulator.port, token, 20 * len(Ends(token).ways))
    time.sleep(1)
    before, memory = len(descriptors(emulator.pid)), resident(emulator.pid)
    start = time.monotonic()
    done = churn(emulator.port, token, CHURNED)
    seconds = time.monotonic() - start
    with contextlib.suppress(AssertionError):
        wait_until(lambda: len(descriptors(emulator.pid)) <= before, 15, "the end of all connections")
    note = f"{len(done)} ways to end, {seconds:.0f} s"
    yield Row(f"descriptors left of {CHURNED:,} connections", len(descriptors(emulator.pid)) - before, 0, "", note)
    yield Row("memory grown meanwhile", (resident(emulator.pid) - memory) / MIB, 4, "MiB")
    emulator.stop()


def idling(launch):
    """10,000 connections that only wait."""
    for name, first in (("silent", b""), ("kept after an answer", HEALTH), ("in half a head", HEALTH[:HALF])):
        emulator = launch("--max-connections", str(IDLE + 100), "--idle-timeout", "600")
        with connect(emulator.port) as warm:
            asks(warm)
        memory = resident(emulator.pid)
        connections = [connect(emulator.port, ADDRESSES[number % len(ADDRESSES)]) for number in range(IDLE)]
        for connection in connections:
            if first:
                connection.sendall(first)
            if first == HEALTH:
                assert read_answer(connection).status == 200
        wait_until(lambda: len(descriptors(emulator.pid)) > IDLE, 30, "the last connection")
        each = (resident(emulator.pid) - memory) / IDLE
        yield Row(f"memory of each of {IDLE:,} connections, {name}", each / KIB, 8, "KiB")
        time.sleep(1)
        busy = processor_seconds(emulator.pid)
        time.sleep(SECONDS)
        share = (processor_seconds(emulator.pid) - busy) / SECONDS * 100
        yield Row("processor time they take", share, 0.2, "%", "a tick of the clock is 0.2 %")
        for connection in connections:
            connection.sendall(HEALTH[HALF:] if first == HEALTH[:HALF] else HEALTH)
        missing = sum(read_answer(connection).status != 200 for connection in connections)
        yield Row("of them not answered afterwards", missing, 0)
        for connection in connections:
            connection.close()
        emulator.stop()


def starving(launch):
    """Fewer descriptors than connections."""
    emulator = launch(seed=standard_seed())
    kept = [connect(emulator.port) for _ in range(50)]
    assert {asks(connection) for connection in kept} == {200}
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.prlimit(emulator.pid, resource.RLIMIT_NOFILE, (len(descriptors(emulator.pid)), hard))
    waiting = [connect(emulator.port) for _ in range(200)]
    time.sleep(6)  # Dispatch ends spare threads some seconds after their last work, and their wakes count no more.
    woken, busy = wakes(emulator.pid), processor_seconds(emulator.pid)
    time.sleep(SECONDS)
    yield Row("wakes a second without descriptors", (wakes(emulator.pid) - woken) / SECONDS, 16)
    yield Row("processor time without descriptors", (processor_seconds(emulator.pid) - busy) / SECONDS * 100, 0.4, "%")
    yield Row("connections from before not served", sum(asks(connection) != 200 for connection in kept), 0)
    resource.prlimit(emulator.pid, resource.RLIMIT_NOFILE, (hard, hard))
    start = time.monotonic()
    statuses = [asks(connection) for connection in waiting]
    yield Row("until all that waited are served", time.monotonic() - start, 1.5, "s")
    yield Row("of them not served", sum(status != 200 for status in statuses), 0)
    for connection in kept + waiting:
        connection.close()
    emulator.stop()
