"""Nothing acknowledged is ever lost: the server is killed under load, again and again.

Each round four threads add users to groups and departments over keep-alive connections until the process
is killed, after a random number of acknowledgements and a random moment more: counted, not timed, so that
a fast server does not run out of lists to add. A list of users is sent once only, so afterwards each is known to be
acknowledged (it must be there whole) or in doubt (all or nothing of it). The data directory is never
cleaned: later rounds check the earlier ones too.
"""

import collections
import http.client
import json
import random
import secrets
import shutil
import sqlite3
import threading
import time

from caller import API, HOST
from emulator import wait_until
from envelope import accepted
from test_data import databases
from worlds import department, group, organization, pool, seed, user

ROUNDS = 20
THREADS = 4
ACKNOWLEDGED_PER_ROUND = (1, 400)
USERS = [f"u{number:03}" for number in range(400)]
GROUPS = [f"group-{number}" for number in range(20)]
DEPARTMENTS = [f"department-{number}" for number in range(40)]


def crowd():
    departments = [department(department_id) for department_id in DEPARTMENTS]
    return seed(
        pool(
            users=[user(user_id) for user_id in USERS],
            groups=[group(code) for code in GROUPS],
            organizations=[organization("o", "root-of-o", departments=departments)],
        )
    )


class Work:
    """Lists of users still to be added, each (place, user) pair once; what became of those sent."""

    def __init__(self, chance):
        self.waiting = []
        for place in GROUPS + DEPARTMENTS:
            users = chance.sample(USERS, len(USERS))
            while users:
                size = chance.randint(1, 3)
                self.waiting.append((place, users[:size]))
                users = users[size:]
        chance.shuffle(self.waiting)
        self.acknowledged = []
        self.in_doubt = []
        self.refused = []

    def take(self):
        return self.waiting.pop()


def request(place, user_ids):
    """The operation and body that add users to a group or a department."""
    if place in GROUPS:
        return "add-group-members", {"code": place, "userIds": user_ids}
    return "add-department-members", {"organizationCode": "o", "departmentId": place, "userIds": user_ids}


def add_until_killed(port, token, work):
    """One client: sends until the connection breaks; the list in flight then is in doubt."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    connection = http.client.HTTPConnection(HOST, port, timeout=20)
    while True:
        place, user_ids = job = work.take()
        operation, body = request(place, user_ids)
        try:
            connection.request("POST", API + operation, json.dumps(body), headers)
            answer = json.loads(connection.getresponse().read())
        except (OSError, http.client.HTTPException):
            work.in_doubt.append(job)
            connection.close()
            return
        (work.acknowledged if answer["statusCode"] == 200 else work.refused).append(job)


def members(client):
    """Who is where, by what the API says."""
    found = {}
    for code in GROUPS:
        found[code], page, total = set(), 1, 1
        while len(found[code]) < total:
            data = accepted(client.list_group_members(code, page=page, limit=50))
            total, page = data["totalCount"], page + 1
            assert data["list"] or not total, "a page is empty before the total is reached"
            found[code] |= {member["userId"] for member in data["list"]}
    for department_id in DEPARTMENTS:
        listed = accepted(client.list_department_member_ids("o", department_id))
        found[department_id] = set(listed)
        assert len(listed) == len(found[department_id])
    return found


def assert_nothing_is_lost(found, work):
    allowed = collections.defaultdict(set)
    for place, user_ids in work.acknowledged:
        assert found[place].issuperset(user_ids), f"acknowledged, but lost: {user_ids} of {place}"
        allowed[place].update(user_ids)
    for place, user_ids in work.in_doubt:
        assert len(found[place].intersection(user_ids)) in (0, len(user_ids)), f"half of {user_ids} of {place}"
        allowed[place].update(user_ids)
    for place, user_ids in found.items():
        assert user_ids <= allowed[place], f"never sent to {place}: {user_ids - allowed[place]}"


def assert_files_are_sound(data, copy):
    """Looks at a copy, so that the server itself has to recover from what the kill left."""
    shutil.copytree(data, copy)
    assert databases(copy)
    for path in databases(copy):
        connection = sqlite3.connect(path)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)], path
        connection.close()
    shutil.rmtree(copy)


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
            threading.Thread(target=add_until_killed, args=(emulator.port, token, work)) for _ in range(THREADS)
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
