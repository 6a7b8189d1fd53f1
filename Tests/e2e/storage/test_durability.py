"""What `--durability` promises, by the calls that make a disk keep what it was given."""

import re

import pytest

from conversation import Conversation, additions
from tracing import needs_tracing, traced
from sample_seeds import GROUP, group, pool, seed, user

CHANGES = 200
USERS = [f"u{number:04}" for number in range(CHANGES + 1)]


def syncs(emulator, tmp_path):
    """How often files are synced while changes are acknowledged one after the other."""
    first, *others = additions(emulator, USERS)
    conversation = Conversation(emulator.port)
    # The first change begins the log, which is synced in any case.
    conversation.send([first])
    with traced(emulator.pid, tmp_path / "calls", "-e", "trace=fsync,fdatasync") as trace:
        conversation.send(others)
    return len(re.findall(r"(?:fsync|fdatasync)\(.*= 0$", trace.text, re.MULTILINE))


@needs_tracing
@pytest.mark.parametrize(("durability", "least", "most"), [("power", CHANGES, None), ("process", 0, 10)])
def test_each_acknowledged_change_is_synced_just_for_the_loss_of_power(launch, tmp_path, durability, least, most):
    content = seed(pool(users=[user(user_id) for user_id in USERS], groups=[group(GROUP)]))
    emulator = launch("--durability", durability, seed=content, data=tmp_path / "data")
    count = syncs(emulator, tmp_path)
    print(f"{count} syncs for {CHANGES} changes with --durability {durability}")
    assert least <= count and (most is None or count <= most)
