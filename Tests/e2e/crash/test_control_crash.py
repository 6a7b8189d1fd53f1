"""No acknowledged call of the control API is ever lost: the server is killed under such calls, again and again.

Four callers make, fill, reset, copy, snapshot, restore and remove user pools of their own, and their webhooks, until the process is killed,
after a random number of acknowledgements. Then the files must be sound, and the pools of each caller must be as its
ledger allows (campaign/pools.py): as acknowledged, or with the call in doubt carried out whole. The data directory is
never cleaned.
"""

import http.client
import json
import random
import threading
import time

from caller import API, HOST, exchange
from campaign.pools import HEADER, PoolLedger, PoolWork
from control import Control
from emulator import wait_until
from envelope import accepted
from files import assert_files_are_sound
from sample_seeds import POOL_ID, group, pool, seed
from test_crash import CALLERS, ROUNDS, SEED

ACKNOWLEDGED_PER_ROUND = (1, 80)
UNTOUCHED = {"untouched"}


def work_until_killed(port, token, work):
    """One caller: sends until the connection breaks; the call in flight then is in doubt."""
    connection = http.client.HTTPConnection(HOST, port, timeout=20)
    ledger = work.ledger
    while not ledger.refused:
        call = work.next()
        headers = {"Authorization": f"Bearer {token}", HEADER: call.pool_id} if call.pool_id else {}
        headers |= {"Content-Type": "application/json"} if call.body is not None else {}
        try:
            connection.request(call.method, call.path, call.body and json.dumps(call.body), headers)
            response = connection.getresponse()
            status, body = response.status, response.read()
        except (OSError, http.client.HTTPException):
            ledger.doubtful = call
            break
        if call.pool_id:
            status = json.loads(body)["statusCode"]
        ledger.acknowledge(call, status, body)
    connection.close()


def survey(emulator):
    """The codes of groups with the names of webhooks, and the names of snapshots of each pool; the ids of the webhooks."""
    control, token = Control(emulator), emulator.caller().token
    found, ids = {}, {}
    for entry in control.get("/user-pools")["userPools"]:
        headers = {"Authorization": f"Bearer {token}", HEADER: entry["id"]}
        answer = exchange(emulator.port, "GET", API + "list-groups?limit=50", headers)
        data = accepted(answer.envelope)
        assert data["totalCount"] == len(data["list"])
        snapshots = control.pool(entry["id"]).get("/snapshots")["snapshots"]
        names = {snapshot["name"] for snapshot in snapshots}
        webhooks = {item["name"]: item["webhookId"] for item in control.pool(entry["id"]).get("/webhooks")["webhooks"]}
        ids |= webhooks
        found[entry["id"]] = ({item["code"] for item in data["list"]} | webhooks.keys(), names - {"seed"})
    return found, ids


def settle(emulator, works):
    found, ids = survey(emulator)
    assert found.pop(POOL_ID) == (UNTOUCHED, set())
    for work in works:
        prefix = f"pool-{work.ledger.owner}-"
        work.webhook_ids.update(ids)
        work.ledger.settle({pool_id: found.pop(pool_id) for pool_id in list(found) if pool_id.startswith(prefix)})
    assert found == {}


def acknowledged(works):
    return sum(work.ledger.acknowledged for work in works)


def test_nothing_acknowledged_by_the_control_api_is_lost(launch, tmp_path):
    print(f"repeat with: make crash GENAUTH_CRASH_SEED={SEED} GENAUTH_CRASH_ROUNDS={ROUNDS}")
    chance = random.Random(SEED)
    data = tmp_path / "data"
    works = [PoolWork(PoolLedger(owner), random.Random(f"{SEED} {owner}")) for owner in range(CALLERS)]
    emulator = launch(seed=seed(pool(groups=[group(code) for code in UNTOUCHED])), data=data)
    in_doubt = 0
    for _ in range(ROUNDS):
        enough = acknowledged(works) + chance.randint(*ACKNOWLEDGED_PER_ROUND)
        token = emulator.caller().token
        threads = [
            threading.Thread(target=work_until_killed, args=(emulator.port, token, work)) for work in works
        ]
        for thread in threads:
            thread.start()
        wait_until(
            lambda: acknowledged(works) >= enough or any(work.ledger.refused for work in works), 30, "enough work"
        )
        time.sleep(chance.uniform(0, 0.01))
        assert emulator.is_running, emulator.log()
        emulator.kill()
        for thread in threads:
            thread.join(30)
            assert not thread.is_alive()
        in_doubt += sum(work.ledger.doubtful is not None for work in works)
        emulator = launch("--durability", chance.choice(["process", "process", "power"]), data=data)
        if chance.random() < 0.1:
            emulator.kill()
            emulator = launch(data=data)
        settle(emulator, works)
    print(f"{acknowledged(works)} calls acknowledged and {in_doubt} in doubt in {ROUNDS} rounds")
    assert in_doubt > ROUNDS
    emulator.stop()
    assert_files_are_sound(data, tmp_path / "copy")
    settle(launch(data=data), works)
