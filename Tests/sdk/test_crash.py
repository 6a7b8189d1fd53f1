"""Nothing acknowledged is ever lost: the server is killed under load, again and again.

Each round four threads add users to groups and departments over keep-alive connections until the process
is killed, after a random number of acknowledgements and a random moment more: counted, not timed, so that
a fast server does not run out of lists to add. The data directory is never cleaned: later rounds check the
earlier ones too.
"""

import random
import secrets
import threading
import time

from emulator import wait_until
from ledger import Work, add_until_broken, assert_files_are_sound, assert_nothing_is_lost, crowd, members

ROUNDS = 20
THREADS = 4
ACKNOWLEDGED_PER_ROUND = (1, 400)


def test_nothing_acknowledged_is_lost_in_twenty_kills(launch, tmp_path):
    number = secrets.randbits(32)
    print(f"chance comes from {number}")
    chance = random.Random(number)
    data = tmp_path / "data"
    work = Work(chance)
    emulator = launch(seed=crowd(), data=data)
    for round_number in range(ROUNDS):
        enough = len(work.acknowledged) + chance.randint(*ACKNOWLEDGED_PER_ROUND)
        token = emulator.caller().token
        threads = [
            threading.Thread(target=add_until_broken, args=(emulator.port, token, work)) for _ in range(THREADS)
        ]
        for thread in threads:
            thread.start()
        wait_until(lambda: len(work.acknowledged) >= enough, 20, "the acknowledgements of a round")
        time.sleep(chance.uniform(0, 0.01))
        assert emulator.is_running, emulator.log()
        emulator.kill()
        for thread in threads:
            thread.join(30)
            assert not thread.is_alive()
        assert not work.refused
        assert len(work.in_doubt) == THREADS * (round_number + 1)
        assert_files_are_sound(data, tmp_path / "copy")
        emulator = launch(data=data)
        assert_nothing_is_lost(members(emulator.client()), work)
    print(f"{len(work.acknowledged)} lists acknowledged in {ROUNDS} rounds")
    emulator.stop()
    assert_files_are_sound(data, tmp_path / "copy")
    assert_nothing_is_lost(members(launch(data=data).client()), work)
