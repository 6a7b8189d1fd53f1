"""Changes in the large pool against the same in the small one; the numbers used make each change a new one."""

import statistics
import time

from pool import LARGE, ORGANIZATION, SMALL, user_id

ROUNDS = 300


def user(number):
    return {
        "username": f"new_{number}",
        "email": f"new-{number}@example.com",
        "phone": f"138{number % 10**8:08}",
        "name": f"新人 {number}",
    }


def measure_writes(clients):
    """Prints a table of medians; what the first calls make, the later ones change and delete."""
    start = time.time_ns() // 10**6
    ids = [[], []]
    print("\n| change | large ms | small ms | ratio |\n|---|---|---|---|")

    def table(name, make, rounds=ROUNDS, keep=None):
        times = []
        for number in range(rounds):
            row = []
            for side, client in enumerate(clients):
                seconds, answer = client.exchange(client.request("POST", *make(number, side)))
                assert b'"statusCode":200' in answer, answer[:300]
                row.append(seconds)
                if keep:
                    ids[side].append(keep(answer))
            times.append(row)
        large, small = (statistics.median(column) for column in zip(*times))
        worst = max(row[0] for row in times)
        ratio = statistics.median(a / b for a, b in times)
        print(f"| {name} | {large * 1e3:.3f} (worst {worst * 1e3:.1f}) | {small * 1e3:.3f} | {ratio:.2f} |", flush=True)

    table(
        "create-user",
        lambda number, side: ("create-user", user(start + number)),
        rounds=4 * ROUNDS,
        keep=lambda answer: answer.split(b'"userId":"')[1].split(b'"')[0].decode(),
    )
    table("update-user", lambda n, side: ("update-user", {"userId": ids[side][n], "name": f"other {n}"}))
    table("add-group-members", lambda n, side: ("add-group-members", {"code": "group-0001", "userIds": [ids[side][n]]}))
    table("resign-user", lambda n, side: ("resign-user", {"userId": ids[side][n]}))
    table("delete-users-batch", lambda n, side: ("delete-users-batch", {"userIds": [ids[side][n]]}))
    below = {"organizationCode": ORGANIZATION, "departmentId": "department-0002"}
    table("delete-department with 1 of 8 of the tree", lambda n, side: ("delete-department", below), rounds=1)
    table("delete-groups-batch of the largest", lambda n, side: ("delete-groups-batch", {"codeList": ["group-0000"]}), rounds=1)
    known = [LARGE.users, SMALL.users]
    table("delete-users-batch, known", lambda n, side: ("delete-users-batch", {"userIds": [user_id(known[side] - 1 - n)]}), rounds=30)
