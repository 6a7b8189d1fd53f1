"""What calls of the control API cost over HTTP: a pool of 1,000 users is kept, restored, reset and copied.

    control.py [--rounds 50]

The user pool has 1,000 users and 10,000 memberships of 100 groups. Each call is timed by a client in Python on one
connection, so the client's part, as in the row of the health check, is in each figure. Pools on demand are copies of a
small pool; their time is that of the request for a token and of the first change. Beside the calls on the large pool,
changes of another one are timed. Needs Python 3. GENAUTH_EMULATOR_BINARY names the program.
"""

import argparse
import contextlib
import http.client
import json
import pathlib
import statistics
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).parent
sys.path.append(str(HERE.parent / "shared"))
import servers  # noqa: E402
import thresholds  # noqa: E402

USERS, GROUPS, MEMBERS = 1_000, 100, 100
HEADER = "x-genauth-emulator-user-pool"
SECRET = "SECRET"


def large():
    names = [f"user-{number}" for number in range(USERS)]
    groups = [
        {
            "code": f"group-{number}", "name": "a group", "description": "", "type": "static",
            "members": [names[(number * 7 + place) % USERS] for place in range(MEMBERS)],
        }
        for number in range(GROUPS)
    ]
    return pool("large", users=[{"userId": name, "username": name} for name in names], groups=groups)


def small(name):
    users = [{"userId": f"user-{number}", "username": f"user-{number}"} for number in range(10)]
    return pool(name, users=users, groups=[{"code": "g", "name": "G", "description": "", "type": "static"}])


def pool(name, **contents):
    return {"id": name, "name": name, "accessKeys": [{"id": f"key-{name}", "secret": SECRET}]} | contents


class Client:
    """One connection to a server."""

    def __init__(self, server):
        self.connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=60)

    def call(self, method, path, body=None, **headers):
        """The answer, and how many milliseconds it took."""
        text = None if body is None else json.dumps(body)
        sent = {"Content-Type": "application/json"} | headers if text else headers
        start = time.perf_counter()
        self.connection.request(method, path, text, sent)
        answer = self.connection.getresponse()
        received = answer.read()
        took = (time.perf_counter() - start) * 1_000
        assert answer.status // 100 == 2, received
        found = json.loads(received) if received else None
        assert "statusCode" not in (found or {}) or found["statusCode"] == 200, received
        return found, took

    def token(self, key):
        body = {"accessKeyId": key, "accessKeySecret": SECRET}
        found, took = self.call("POST", "/api/v3/get-management-token", body)
        return {"Authorization": f"Bearer {found['data']['access_token']}"}, took

    def change(self, token, number):
        """A change of the pool of a token: a new group."""
        body = {"code": f"new-{number}", "name": "N", "description": "", "type": "static"}
        return self.call("POST", "/api/v3/create-group", body, **token)[1]


class Report:
    """The table; a row is late when its median is beyond its bound."""

    def __init__(self):
        self.missed = 0
        print("| what | median (least … most) | at most |  |\n|---|---|---|---|", flush=True)

    def row(self, what, times):
        bound = thresholds.asked("control", what).get("most")
        median = statistics.median(times)
        is_late = bound is not None and median > bound
        self.missed += is_late
        shown = [f"{median:.2f} ms ({min(times):.2f} … {max(times):.2f})", f"{bound:.2f} ms" if bound else ""]
        print(f"| {what} | {' | '.join(shown)} | {('**missed**' if is_late else 'holds') if bound else ''} |", flush=True)


def measure(server, place, rounds, report):
    client, number = Client(server), 0
    token, _ = client.token("key-large")
    path = "/_emulator/user-pools/large"

    def timed(what, call):
        nonlocal number
        times = []
        for _ in range(rounds):
            number += 1
            client.change(token, number)
            times.append(call(number)[1])
        report.row(f"{what}, {place}", times)

    report.row(f"health, {place}", [client.call("GET", "/_emulator/health")[1] for _ in range(rounds)])
    timed("snapshot", lambda _: client.call("POST", f"{path}/snapshots", {"name": "s", "replace": True}))
    timed("restore", lambda _: client.call("POST", f"{path}/snapshots/s/restore"))
    timed("reset", lambda _: client.call("POST", f"{path}/reset"))
    timed(
        "copy into a new pool",
        lambda number: client.call("POST", "/_emulator/user-pools", {"id": f"p-{number}", "from": {"userPool": "large"}}),
    )
    times = []
    for number in range(rounds):
        start = time.perf_counter()
        key, _ = client.token(f"worker-{number}")
        client.change(key, 0)
        times.append((time.perf_counter() - start) * 1_000)
    report.row(f"pool on demand: token and first change, {place}", times)
    disturb(server, path, place, rounds, report)


def disturb(server, path, place, rounds, report):
    """Times changes of the neighbour alone, then beside endless snapshots, restores and resets of the large pool."""
    client, numbers = Client(server), iter(range(1_000_000))
    token, _ = client.token("key-neighbour")
    stop = threading.Event()

    def work():
        other = Client(server)
        while not stop.is_set():
            other.call("POST", f"{path}/snapshots", {"name": "s", "replace": True})
            other.call("POST", f"{path}/snapshots/s/restore")
            other.call("POST", f"{path}/reset")

    def changes():
        return [client.change(token, next(numbers)) for _ in range(20 * rounds)]

    report.row(f"a change of another pool, alone, {place}", changes())
    thread = threading.Thread(target=work)
    thread.start()
    try:
        report.row(f"the same beside endless calls on the large one, {place}", changes())
    finally:
        stop.set()
        thread.join()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=50)
    rounds = parser.parse_args().rounds
    report = Report()
    for place in ("in memory", "in a file"):
        with contextlib.ExitStack() as stack:
            folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
            seed = folder / "seed.json"
            seed.write_text(json.dumps({"userPools": [small("first"), large(), small("neighbour")]}))
            state = ["--in-memory"] if place == "in memory" else ["--data", folder / "data"]
            options = ["--user-pools", "on-demand", "--seed", seed]
            server = stack.enter_context(servers.program(folder, *state, *options))
            measure(server, place, rounds, report)
    raise SystemExit(report.missed)


if __name__ == "__main__":
    main()
