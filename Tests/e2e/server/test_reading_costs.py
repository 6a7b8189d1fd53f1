"""The most cost of reading a body: one mebibyte of any content needs at most 20 MiB of memory."""

import pytest

from abusers import connect, post
from bodies import CARRIERS, LENGTH, bodies
from caller import read_answer
from figures import peak, resident
from sample_seeds import group, pool, seed, user

MEBIBYTE = 1 << 20


@pytest.mark.parametrize("operation", CARRIERS)
def test_a_mebibyte_of_json_takes_twenty_mebibytes_of_memory_at_most(launch, operation):
    # Without the journal, which keeps whole requests within a bound of its own (test_journal.py).
    options = ["--log-level", "critical", "--journal-size", "0"]
    emulator = launch(*options, seed=seed(pool(users=[user("u")], groups=[group("g")])))
    token = emulator.caller().token
    before = resident(emulator.pid)
    with connect(emulator.port) as connection:
        for called, name, body in bodies():
            if called != operation:
                continue
            assert len(body) <= LENGTH
            connection.sendall(post(operation, token, body))
            answer = read_answer(connection)
            assert answer.status in (200, 400), name
            assert (peak(emulator.pid) - before) / MEBIBYTE <= 20, name


def test_tens_of_thousands_of_custom_fields_are_stored_quickly(launch):
    """A merge that looks through all names for each would take minutes."""
    emulator = launch(seed=seed(pool(users=[user("u")])))
    caller = emulator.caller()
    for start in range(0, 240_000, 80_000):
        fields = {f"{number:x}": 1 for number in range(start, start + 80_000)}
        assert caller.post("update-user", {"userId": "u", "customData": fields}).envelope["statusCode"] == 200
    user_data = caller.get("get-user", "userId=u&withCustomData=true").envelope["data"]
    assert len(user_data["customData"]) == 240_000
