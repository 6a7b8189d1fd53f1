"""Questions about permissions in a large pool, compared with other work of the same server in the same run.

    permissions.py [--rounds 7] [--seconds 1] [--folder FOLDER] [--only questions|deletion|seeds]

The pool has 100,000 users, 2,000 roles with 500,000 assignments, 1,000 data resources with trees of 1,000 nodes, 5,000
policies and 200,000 authorizations, and is made from a seed; --folder keeps it for the next run. Loads take turns on one
connection each; figures are medians of the rounds, and ratios are medians of the rounds' ratios. A namespace with 1,000 roles and 100,000
assignments is deleted on copies of the file, by the emulator and by statements of SQLite that delete each table's rows.
Needs wrk and Python 3. GENAUTH_EMULATOR_BINARY names the program.
"""

import argparse
import contextlib
import json
import pathlib
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
import urllib.parse

HERE = pathlib.Path(__file__).parent
sys.path.append(str(HERE.parent / "shared"))
import changes  # noqa: E402
import load  # noqa: E402
import permissions_pool as pool  # noqa: E402
import thresholds  # noqa: E402
from client import Client  # noqa: E402
from growth import Server  # noqa: E402

LARGE, SMALL = ("large", pool.LARGE), ("small", pool.SMALL)
# How many different requests a load repeats.
REQUESTS = 2_000
# A part of the pool, to compare the time of each row.
PART = 0.25


class Report:
    """The table; a row is late when its ratio, or its figure where it has none, is beyond its bound."""

    def __init__(self):
        self.missed = 0
        print("| what | compared with | figure | ratio | at most |  |\n|---|---|---|---|---|---|", flush=True)

    def row(self, what, other, figure, value, unit=""):
        bound = thresholds.asked("permissions", what).get("most")
        is_late = bound is not None and value > bound
        self.missed += is_late
        shown = [other, figure, "" if unit else f"{value:.2f}", "" if bound is None else f"{bound:g} {unit}".strip()]
        holds = "" if bound is None else "**missed**" if is_late else "holds"
        print(f"| {what} | {' | '.join(shown)} | {holds} |", flush=True)


def port(server):
    return urllib.parse.urlsplit(server.url).port


def client(server, name):
    key = pool.key(name)
    return Client(port(server), (key["id"], key["secret"]))


class Load:
    """Requests that are sent again and again on one connection."""

    def __init__(self, server, name, calls):
        self.url = server.url
        token = server.token(name)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        requests = []
        for operation, body in calls:
            if body is None:
                head = f"GET /api/v3/{operation} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\r\n"
                requests.append(head.encode())
            else:
                text = json.dumps(body, separators=(",", ":"))
                requests.append(changes.post(f"/api/v3/{operation}", dict(headers), text))
        self.file = changes.stored(requests)

    def run(self, seconds):
        """The seconds that a request takes."""
        wrk = load.Wrk.replaying(self.url, 1, self.file.name, '"statusCode":200', again=True)
        return 1 / wrk.run(seconds).rate


def checks(dice):
    """Ten places each: five that a policy of the user is about, five at random."""
    for _ in range(REQUESTS):
        user = dice.randrange(pool.LARGE.users)
        own = [
            f"{pool.resource(place)}/{path}" for policy in pool.policies_of(user, pool.LARGE)
            for place, path, _ in pool.permissions(policy, pool.LARGE)
        ]
        places = dice.sample(own, 5)
        places += [f"{pool.resource(dice.randrange(pool.LARGE.resources))}/{dice.choice(pool.paths())}" for _ in range(5)]
        body = {"userId": pool.user(user), "namespaceCode": "default", "action": "read", "resources": places}
        yield "check-permission", body


def actions(dice):
    for _ in range(REQUESTS):
        user, resource = pool.user(dice.randrange(pool.LARGE.users)), pool.book(dice.randrange(100_000))
        yield "is-action-allowed", {"userId": user, "resource": resource, "action": f"{resource.split(':')[0]}:read"}


def wide_trees():
    for place in range(pool.WIDE_TREES):
        body = {"userId": pool.user(pool.WIDE_USER), "namespaceCode": "default", "resourceCode": pool.resource(place)}
        yield "get-user-resource-struct", body


def permission_lists(dice):
    for _ in range(REQUESTS):
        yield "get-user-permission-list", {"userIds": [pool.user(dice.randrange(pool.LARGE.users))]}


def questions(server, arguments, report):
    dice = random.Random(1)
    groups = [(f"get-group?code=group-{dice.randrange(pool.LARGE.groups):06}", None) for _ in range(REQUESTS)]
    loads = {
        "get-group": Load(server, "large", groups),
        "a page of 50 users": Load(server, "large", [("list-users", {"options": {"pagination": {"page": 1, "limit": 50}}})]),
        "check-permission of ten resources": Load(server, "large", checks(dice)),
        "is-action-allowed": Load(server, "large", actions(dice)),
        "get-user-resource-struct of 1,000 nodes": Load(server, "large", wide_trees()),
        "get-user-permission-list of one user": Load(server, "large", permission_lists(dice)),
        "list-role-members, page 1": Load(server, "large", [("list-role-members?code=role-0000&page=1&limit=10", None)]),
        "a pool of 100 users": Load(server, "small", [("list-role-members?code=role-0000&page=1&limit=10", None)]),
    }
    compared = {
        "check-permission of ten resources": "get-group",
        "is-action-allowed": "get-group",
        "get-user-resource-struct of 1,000 nodes": "a page of 50 users",
        "get-user-permission-list of one user": "a page of 50 users",
        "list-role-members, page 1": "a pool of 100 users",
    }
    for what, other in compared.items():
        pairs = [(loads[other].run(arguments.seconds), loads[what].run(arguments.seconds)) for _ in range(arguments.rounds)]
        theirs, ours = (statistics.median(column) * 1e6 for column in zip(*pairs))
        ratio = statistics.median(b / a for a, b in pairs)
        report.row(what, f"{other}, {theirs:.0f} µs", f"{ours:.0f} µs", ratio)
    view(server, report)


def view(server, report):
    """The list of all that users may do: its time is that of the pool's size."""
    caller, times = client(server, "large"), []
    for _ in range(3):
        request = caller.request("POST", "list-permission-view/data", {"page": 1, "limit": 10})
        start = time.perf_counter()
        total = caller.data(request)["totalCount"]
        times.append(time.perf_counter() - start)
    shown = f"{statistics.median(times):.2f} s"
    report.row("list-permission-view/data", f"{total:,} rows in all", shown, statistics.median(times), "s")


# Each table's rows of the namespace, before the rows that they refer to.
DELETIONS = [
    "DELETE FROM {table} WHERE roleKey IN (SELECT key FROM roles WHERE namespaceKey = {namespace})",
    "DELETE FROM roles WHERE namespaceKey = {namespace}",
    "DELETE FROM namespaces WHERE key = {namespace}",
]


def delete_by_statements(file):
    """The seconds from the first statement to the end of the commit, with the emulator's settings."""
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.executescript("PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000; PRAGMA wal_autocheckpoint = 4000")
        namespace = connection.execute("SELECT key FROM namespaces WHERE code = ?", [pool.TEAM]).fetchone()[0]
        having = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
            if any(column[1] == "roleKey" for column in connection.execute(f"PRAGMA table_info({name})"))
        ]
        start = time.perf_counter()
        connection.execute("BEGIN")
        for table in having:
            connection.execute(DELETIONS[0].format(table=table, namespace=namespace))
        for text in DELETIONS[1:]:
            connection.execute(text.format(namespace=namespace))
        connection.execute("COMMIT")
        return time.perf_counter() - start


class Neighbour(threading.Thread):
    """Changes another pool again and again; `times` are the seconds of each."""

    def __init__(self, caller):
        super().__init__()
        self.caller, self.times, self.ended = caller, [], threading.Event()

    def run(self):
        number = time.time_ns()
        while not self.ended.is_set():
            number += 1
            body = {"code": f"new-{number}", "name": "N", "description": "", "type": "static"}
            self.times.append(self.caller.exchange(self.caller.request("POST", "create-group", body))[0])

    def end(self):
        self.ended.set()
        self.join()
        return self.times


def alone(caller, seconds):
    neighbour = Neighbour(caller)
    neighbour.start()
    time.sleep(seconds)
    return neighbour.end()


def timed_deletion(server):
    """The seconds that the emulator takes to delete the namespace."""
    caller = client(server, "large")
    start = time.perf_counter()
    caller.data(caller.request("POST", "delete-namespace", {"code": pool.TEAM}))
    return time.perf_counter() - start


def deletion(folder, arguments, report):
    """Both alone for the ratio; then once more beside changes of another pool, which need a core of their own."""
    pairs, busy, before, beside = [], [], [], []
    copy = folder / "copy"

    def fresh():
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(folder / "data", copy)

    for _ in range(arguments.rounds):
        fresh()
        theirs = delete_by_statements(copy / "large.sqlite")
        fresh()
        with Server(copy) as server:
            pairs.append((theirs, timed_deletion(server)))
        fresh()
        with Server(copy) as server:
            other = client(server, "small")
            before += alone(other, 0.5)
            neighbour = Neighbour(other)
            neighbour.start()
            time.sleep(0.05)
            busy.append(timed_deletion(server))
            beside.append(neighbour.end())
    shutil.rmtree(copy)
    theirs, ours = (statistics.median(column) * 1_000 for column in zip(*pairs))
    ratio = statistics.median(b / a for a, b in pairs)
    report.row("delete-namespace with 1,000 roles and 100,000 assignments", f"SQLite, {theirs:.0f} ms", f"{ours:.0f} ms", ratio)
    theirs, meanwhile = statistics.median(before) * 1_000, statistics.median(statistics.median(times) for times in beside) * 1_000
    report.row("a change of another pool meanwhile", f"alone, {theirs:.2f} ms", f"{meanwhile:.2f} ms", meanwhile / theirs)
    # One that waits for the deletion takes as long as it.
    longest = statistics.median(max(times) for times in beside) * 1_000
    ratio = statistics.median(max(times) / took for times, took in zip(beside, busy))
    report.row(
        "the longest change of another pool meanwhile", f"the deletion, {statistics.median(busy) * 1_000:.0f} ms", f"{longest:.1f} ms",
        ratio)


def seeds(folder, report):
    """The time of each row of these domains: that of the whole seed less that of the same pool without them."""
    times = {}
    for name, size in [("part", pool.scaled(pool.LARGE, PART)), ("whole", pool.LARGE)]:
        seconds = []
        for with_permissions in (True, False):
            file, data = folder / "compared.json", folder / "compared"
            pool.write_seed(file, [("large", size)], with_permissions)
            shutil.rmtree(data, ignore_errors=True)
            with Server(data, file) as server:
                seconds.append(server.started)
            shutil.rmtree(data)
            file.unlink()
        times[name] = (seconds[0] - seconds[1]) / size.rows * 1e6
    report.row(
        "a row of the seed", f"{pool.scaled(pool.LARGE, PART).rows:,} rows, {times['part']:.2f} µs",
        f"{pool.LARGE.rows:,} rows, {times['whole']:.2f} µs", times["whole"] / times["part"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=int, default=1)
    parser.add_argument("--folder", type=pathlib.Path)
    parser.add_argument("--only", choices=["questions", "deletion", "seeds"])
    arguments = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = arguments.folder or pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "data").exists():
            pool.write_seed(folder / "seed.json", [LARGE, SMALL])
            with Server(folder / "data", folder / "seed.json"):
                pass
        report = Report()
        if arguments.only in (None, "questions"):
            with Server(folder / "data") as server:
                questions(server, arguments, report)
        if arguments.only in (None, "deletion"):
            deletion(folder, arguments, report)
        if arguments.only in (None, "seeds"):
            seeds(folder, report)
    raise SystemExit(report.missed)


if __name__ == "__main__":
    main()
