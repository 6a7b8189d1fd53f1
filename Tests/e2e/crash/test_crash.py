"""Nothing acknowledged is ever lost: the server is killed under load, again and again.

Four callers change users, groups, departments and roles of their own over keep-alive connections until the process is
killed, after a random number of acknowledgements and a random moment more: counted, not timed. Then the files must be
sound, and each caller's part of the directory must be one its ledger allows (campaign/ledger.py). The data directory
is never cleaned: later rounds check the earlier ones too.

`make test-e2e` runs twenty rounds, `make crash` two hundred. What the callers do follows from the seed; when the
process dies under it does not.
"""

import http.client
import json
import os
import random
import secrets
import threading
import time

from caller import API, HOST
from campaign.ledger import Ledger
from campaign.survey import survey
from campaign.work import ORGANIZATION, Work
from emulator import wait_until
from files import assert_files_are_sound
from sample_seeds import organization, pool, seed

ROUNDS = int(os.environ.get("GENAUTH_CRASH_ROUNDS") or 20)
SEED = int(os.environ.get("GENAUTH_CRASH_SEED") or 0) or secrets.randbits(32)
CALLERS = 4
ACKNOWLEDGED_PER_ROUND = (1, 400)
# The log is emptied once nothing was written for a second.
AROUND_A_CHECKPOINT = (0.98, 1.05)


def work_until_killed(port, token, work):
    """One caller: sends until the connection breaks; the operation in flight then is in doubt."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    connection = http.client.HTTPConnection(HOST, port, timeout=20)
    ledger = work.ledger
    while not work.is_stopping:
        call = work.next()
        try:
            connection.request("POST", API + call.operation, json.dumps(call.body), headers)
            answer = json.loads(connection.getresponse().read())
        except (OSError, http.client.HTTPException):
            ledger.doubtful = call
            break
        ledger.acknowledge(call, answer)
        if ledger.refused:
            break
    connection.close()


def settle(emulator, works):
    parts, ids = survey(emulator.client())
    assert set(parts) <= {work.ledger.owner for work in works}
    for work in works:
        owner = work.ledger.owner
        work.ledger.settle(parts[owner], ids[owner])


def acknowledged(works):
    return sum(work.ledger.acknowledged for work in works)


def test_nothing_acknowledged_is_lost(launch, tmp_path):
    print(f"repeat with: make crash GENAUTH_CRASH_SEED={SEED} GENAUTH_CRASH_ROUNDS={ROUNDS}")
    chance = random.Random(SEED)
    data = tmp_path / "data"
    works = [Work(Ledger(owner), random.Random(f"{SEED} {owner}")) for owner in range(CALLERS)]
    emulator = launch(seed=seed(pool(organizations=[organization(ORGANIZATION, "root-of-o")])), data=data)
    in_doubt = 0
    for round_number in range(ROUNDS):
        enough = acknowledged(works) + chance.randint(*ACKNOWLEDGED_PER_ROUND)
        rests = chance.random() < 0.1
        token = emulator.caller().token
        threads = []
        for work in works:
            work.is_stopping = False
            threads.append(threading.Thread(target=work_until_killed, args=(emulator.port, token, work)))
        for thread in threads:
            thread.start()
        wait_until(
            lambda: acknowledged(works) >= enough or any(work.ledger.refused for work in works), 30, "enough work"
        )
        if rests:
            for work in works:
                work.is_stopping = True
            for thread in threads:
                thread.join(30)
            time.sleep(chance.uniform(*AROUND_A_CHECKPOINT))
        else:
            time.sleep(chance.uniform(0, 0.01))
        assert emulator.is_running, emulator.log()
        emulator.kill()
        for thread in threads:
            thread.join(30)
            assert not thread.is_alive()
        in_doubt += sum(work.ledger.doubtful is not None for work in works)
        assert_files_are_sound(data, tmp_path / "copy")
        emulator = launch("--durability", chance.choice(["process", "process", "power"]), data=data)
        if chance.random() < 0.1:
            emulator.kill()
            emulator = launch(data=data)
        settle(emulator, works)
    print(f"{acknowledged(works)} operations acknowledged and {in_doubt} in doubt in {ROUNDS} rounds")
    assert in_doubt > ROUNDS
    emulator.stop()
    assert_files_are_sound(data, tmp_path / "copy")
    settle(launch(data=data), works)
