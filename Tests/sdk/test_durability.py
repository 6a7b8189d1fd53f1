"""What `--durability` promises, by the calls that make a disk keep what it was given."""

import json
import re
import signal
import subprocess

import pytest

from caller import HOST
from test_costs import Conversation
from tracing import needs_tracing
from worlds import GROUP, group, pool, seed, user

CHANGES = 200
USERS = [f"u{number:04}" for number in range(CHANGES + 1)]


def additions(emulator):
    token = emulator.caller().token
    for user_id in USERS:
        body = json.dumps({"code": GROUP, "userIds": [user_id]}).encode()
        head = [
            "POST /api/v3/add-group-members HTTP/1.1",
            f"Host: {HOST}",
            "Content-Type: application/json",
            f"Content-Length: {len(body)}",
            f"Authorization: Bearer {token}",
        ]
        yield "\r\n".join([*head, "", ""]).encode() + body


def syncs(emulator, tmp_path):
    """How often files are synced while changes are acknowledged one after the other."""
    first, *others = additions(emulator)
    conversation = Conversation(emulator.port)
    # The first change begins the log, which is synced in any case.
    conversation.send([first])
    calls = tmp_path / "calls"
    tracer = subprocess.Popen(
        ["strace", "-f", "-e", "trace=fsync,fdatasync", "-o", calls, "-p", str(emulator.pid)],
        stderr=subprocess.PIPE, text=True,
    )
    try:
        assert "attached" in tracer.stderr.readline()
        conversation.send(others)
    finally:
        tracer.send_signal(signal.SIGINT)
        tracer.communicate(timeout=20)
    return len(re.findall(r"(?:fsync|fdatasync)\(.*= 0$", calls.read_text("utf-8"), re.MULTILINE))


@needs_tracing
@pytest.mark.parametrize(("durability", "least", "most"), [("power", CHANGES, None), ("process", 0, 10)])
def test_each_acknowledged_change_is_synced_just_for_the_loss_of_power(launch, tmp_path, durability, least, most):
    world = seed(pool(users=[user(user_id) for user_id in USERS], groups=[group(GROUP)]))
    emulator = launch("--durability", durability, seed=world, data=tmp_path / "data")
    count = syncs(emulator, tmp_path)
    print(f"{count} syncs for {CHANGES} changes with --durability {durability}")
    assert least <= count and (most is None or count <= most)
