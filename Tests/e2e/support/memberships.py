"""Who was added where, by a directory's own account and by that of its callers: nothing acknowledged may be lost.

A list of users is sent once only, so afterwards each is known to be acknowledged (it must be there whole), in doubt
(all or nothing of it), or refused.
"""

import collections
import http.client
import json

from caller import API, HOST
from envelope import accepted, assert_is_envelope
from sample_seeds import department, group, organization, pool, seed, user

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


class Client:
    """One caller on a connection of its own, kept open as long as the server keeps it."""

    def __init__(self, port, token, timeout=20):
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self.connection = http.client.HTTPConnection(HOST, port, timeout=timeout)

    def add(self, work):
        """Sends the next list and records the outcome. Returns the status; None if the connection broke and the list is
        in doubt.
        """
        place, user_ids = job = work.take()
        operation, body = request(place, user_ids)
        try:
            self.connection.request("POST", API + operation, json.dumps(body), self.headers)
            response = self.connection.getresponse()
            answer = json.loads(response.read())
        except (OSError, http.client.HTTPException) as failure:
            work.in_doubt.append(job)
            self.connection.close()
            assert not isinstance(failure, TimeoutError), "no answer and no end"
            return None
        assert_is_envelope(answer)
        assert response.status == answer["statusCode"], answer
        (work.acknowledged if response.status == 200 else work.refused).append(job)
        return response.status


def add_until_broken(port, token, work):
    """Sends until the connection breaks; the list in flight then is in doubt."""
    client = Client(port, token)
    while client.add(work):
        pass


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
