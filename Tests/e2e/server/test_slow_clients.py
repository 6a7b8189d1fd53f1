"""Slow clients, many at once: each gets the time it has and no more, while all others are served."""

import pytest

from abusers import HEALTH, connect, get
from caller import read_answer
from emulator import wait_until
from figures import descriptors
from slow_clients import FEW, SlowClients
from worlds import world

CLIENTS = 200
TIMEOUTS = ["--head-timeout", "2", "--body-timeout", "2", "--write-timeout", "2"]
# How many end in which way: only few of the slow readers ask for more than the kernel holds.
ENDS = {
    "heads": {"408": CLIENTS},
    "bodies": {"408": CLIENTS},
    "reading": {"reset": CLIENTS // FEW, "open": CLIENTS - CLIENTS // FEW},
}


@pytest.mark.parametrize("kind", ENDS)
def test_slow_clients_are_ended_in_time_and_nobody_waits_for_them(launch, kind):
    emulator = launch(*TIMEOUTS, seed=world())
    token = emulator.caller().token
    files = len(descriptors(emulator.pid))
    clients = SlowClients(kind, emulator.port, token, CLIENTS, pause=0.5)
    clients.start()
    try:
        assert clients.hang.wait(20)
        with connect(emulator.port) as kept:
            while clients.ends.get("open", 0) > ENDS[kind].get("open", 0):
                for request in (HEALTH, get("list-groups?page=1&limit=10", token)):
                    kept.sendall(request)
                    assert read_answer(kept).status == 200
                    with connect(emulator.port) as fresh:
                        fresh.sendall(request)
                        assert read_answer(fresh).status == 200
        assert clients.ends == ENDS[kind]
    finally:
        clients.stop()
    wait_until(lambda: len(descriptors(emulator.pid)) <= files, 20, "the end of all connections")
