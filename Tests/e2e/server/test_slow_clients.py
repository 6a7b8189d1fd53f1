"""Slow clients, many at once: each kind is ended in its time, while all others are served."""

import time

from abusers import HEALTH, connect, get
from caller import read_answer
from emulator import wait_until
from figures import descriptors
from slow_clients import FEW, SlowClients
from sample_seeds import standard_seed

CLIENTS = 200
# How many end in which way: only few of the slow readers ask for more than the kernel holds.
ENDS = {
    "heads": {"408": CLIENTS},
    "bodies": {"408": CLIENTS},
    "reading": {"reset": CLIENTS // FEW, "open": CLIENTS - CLIENTS // FEW},
}
# A head has 15 seconds, a body 5 before its rate is counted, a reader 30; the slack is for a busy machine.
SECONDS = 60


def assert_served(port, token, kept):
    """Ordinary requests are answered, on a kept connection and on a new one."""
    for request in (HEALTH, get("list-groups?page=1&limit=10", token)):
        kept.sendall(request)
        assert read_answer(kept).status == 200
        with connect(port) as fresh:
            fresh.sendall(request)
            assert read_answer(fresh).status == 200


def test_slow_clients_are_disconnected_in_time_while_others_are_served(launch):
    emulator = launch(seed=standard_seed())
    token = emulator.caller().token
    files = len(descriptors(emulator.pid))
    # All kinds at once, so that the longest of the times passes only once.
    attacks = {kind: SlowClients(kind, emulator.port, token, CLIENTS, pause=0.5) for kind in ENDS}
    for clients in attacks.values():
        clients.start()
    deadline = time.monotonic() + SECONDS
    try:
        assert all(clients.hang.wait(20) for clients in attacks.values())
        with connect(emulator.port) as kept:
            while {kind: clients.ends for kind, clients in attacks.items()} != ENDS:
                assert time.monotonic() < deadline, {kind: clients.ends for kind, clients in attacks.items()}
                assert_served(emulator.port, token, kept)
    finally:
        for clients in attacks.values():
            clients.stop()
    wait_until(lambda: len(descriptors(emulator.pid)) <= files, 20, "the end of all connections")
