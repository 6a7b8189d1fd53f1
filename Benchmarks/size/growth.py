"""A pool of a million users: how long it takes to make, what changes cost in it, and how fast a server starts with it.

    growth.py [--scale 1] [--builds 1] [--rounds 5] [--seconds 3] [--folder FOLDER] [--only build|changes|restart]

The pool has 1 000 000 users, 100 000 groups, 20 000 departments and 10 000 000 memberships, 2 000 000 of them in
departments; --scale makes it smaller. Making it from a seed file is compared with a program in C that makes the same
rows (floor.c). Changes alternate between it and a pool of 1 000 users in the same process. Needs wrk, a C compiler with
libsqlite3-dev, Python 3, and 5 GB in the folder. GENAUTH_EMULATOR_BINARY names the program.
"""

import argparse
import contextlib
import json
import math
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

HERE = pathlib.Path(__file__).parent
sys.path.append(str(HERE.parent / "shared"))
import load  # noqa: E402
import thresholds  # noqa: E402
import large_pool  # noqa: E402

BINARY = os.environ.get("GENAUTH_EMULATOR_BINARY", HERE.parents[1] / ".build/release/genauth-emulator")
# In KiB; 48 MiB of it are SQLite's cache of pages.
MOST_MEMORY = thresholds.most("size", "memory while making the pool") * 1024
MOST_BUILD = thresholds.most("size", "making the pool")
MOST_GROWTH = thresholds.most("size", "changes, median and p99")
MOST_RESTART = thresholds.most("size", "restart") / 1000
TABLES = ["users", "groups", "departments", "group_members", "department_members", "user_texts", "user_text_index_data"]

# Goes through all pairs of a place and a user in steps that scatter them, and begins where the last run stopped.
ADDITIONS = """
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer %(token)s"
local pair, step, total, users = %(first)d, %(step)d, %(total)d, %(users)d
request = function()
  pair = (pair + step) %% total
  return wrk.format(nil, nil, nil, string.format('%(body)s', math.floor(pair / users), pair %% users))
end
response = function(status, headers, body)
  if not string.find(body, '"statusCode":200', 1, true) then print("REFUSED " .. body) end
end
"""
OPERATIONS = {
    "add-group-members": ("groups", '{"code":"group-%06d","userIds":["user-%07d"]}'),
    "add-department-members": (
        "departments",
        '{"organizationCode":"acme","departmentId":"department-%05d","userIds":["user-%07d"]}',
    ),
}


class Server:
    """A server on a data folder; `started` is the seconds from its execution until it listened."""

    def __init__(self, data, *seeds):
        self.ready = data.parent / "ready.json"
        self.ready.unlink(missing_ok=True)
        command = [BINARY, "--port", "0", "--data", data, "--ready-file", self.ready, "--log-level", "warning"]
        for seed in seeds:
            command += ["--seed", seed]
        begin = time.monotonic()
        self.process = subprocess.Popen([str(word) for word in command])
        while not self.ready.exists():
            assert self.process.poll() is None, "the server ended"
            time.sleep(0.0005)
        self.started = time.monotonic() - begin
        self.url = json.loads(self.ready.read_text())["url"]

    def peak(self):
        """The most memory that was ever resident, in KiB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0])

    def processor_time(self):
        """The seconds of processor time used so far."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(60)

    def token(self, pool):
        key = large_pool.key(pool)
        request = urllib.request.Request(
            f"{self.url}/api/v3/get-management-token",
            json.dumps({"accessKeyId": key["id"], "accessKeySecret": key["secret"]}).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)["data"]["access_token"]


class Additions:
    """One operation in one pool, a user and a place that were never together before with each request."""

    def __init__(self, server, operation, pool, size):
        self.url, self.token = f"{server.url}/api/v3/{operation}", server.token(pool)
        places, self.body = OPERATIONS[operation]
        self.users, self.total = size.users, getattr(size, places) * size.users
        self.step = int(self.total * 0.6180339887)
        while math.gcd(self.step, self.total) != 1:
            self.step += 1
        self.sent = 0

    def run(self, seconds):
        wrk = load.Wrk(self.url, 64)
        first = self.sent * self.step % self.total
        wrk.script = ADDITIONS % {
            "token": self.token, "first": first, "step": self.step, "total": self.total, "users": self.users,
            "body": self.body,
        }
        result = wrk.run(seconds)
        # What was sent and not answered at the end counts as well.
        self.sent += int(result.rate * seconds * 1.1) + 1_000
        return result


class Report:
    """The table; a row is late when its figure is beyond its bound."""

    def __init__(self):
        self.missed = 0
        print("| what | compared with | figure | ratio | bound |\n|---|---|---|---|---|", flush=True)

    def row(self, what, other, figure, ratio, bound, is_missed):
        self.missed += is_missed
        print(f"| {what} | {other} | {figure} | {ratio} | {bound}{' **missed**' if is_missed else ''} |", flush=True)


def rows_of(file):
    """The number of rows in the tables of a file, and checksums to compare them."""
    import sqlite3

    with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        counts = [connection.execute(f"SELECT count(*) FROM {table}").fetchone() for table in TABLES]
        sums = [
            connection.execute(f"SELECT sum({place}Key * 7 + joinOrder * 13 % 1009 * userKey) FROM {place}_members").fetchone()
            for place in ("group", "department")
        ]
        return counts + sums + [connection.execute("SELECT sum(mainDepartmentKey * key) FROM users").fetchone()]


def floor(folder, size, seeds):
    """Makes the rows with bare calls of SQLite; the seconds, those of processor time, and the rows."""
    program, data = folder / "floor", folder / "floor-data"
    subprocess.run(["cc", "-O2", "-o", program, HERE / "floor.c", "-lsqlite3"], check=True)
    shutil.rmtree(data, ignore_errors=True)
    with Server(data, seeds["empty"]):
        pass
    numbers = [size.users, size.groups, size.group_members, size.first_group_members, size.departments,
               size.department_members]
    command = [program, data / "large.sqlite", *numbers]
    before = os.times()
    shown = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=True).stdout
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    rows = rows_of(data / "large.sqlite")
    shutil.rmtree(data)
    return float(shown), used, rows


def build(folder, size, seeds, builds, report):
    theirs, ours, peak = [], [], 0
    for _ in range(builds):
        seconds, their_time, expected = floor(folder, size, seeds)
        theirs.append(seconds)
        shutil.rmtree(folder / "data", ignore_errors=True)
        with Server(folder / "data", seeds["large"]) as server:
            ours.append(server.started)
            our_time = server.processor_time()
            peak = max(peak, server.peak())
        assert rows_of(folder / "data/large.sqlite") == expected, "the emulator and the floor made different rows"
    ratio = statistics.median(our / their for our, their in zip(ours, theirs))
    report.row(
        f"making {size.users:,} users with {size.memberships:,} memberships",
        f"SQLite from C, {statistics.median(theirs):.1f} s", f"{statistics.median(ours):.1f} s", f"{ratio:.2f}",
        MOST_BUILD, ratio > MOST_BUILD)
    report.row(
        "processor time of it, the last one", f"SQLite from C, {their_time:.1f} s", f"{our_time:.1f} s",
        f"{our_time / their_time:.2f}", "", False)
    report.row(
        f"memory resident meanwhile, of a seed of {seeds['large'].stat().st_size / 2**20:,.0f} MiB", "",
        f"{peak / 1024:.0f} MiB", "", f"{MOST_MEMORY // 1024} MiB", peak > MOST_MEMORY)


def changes(folder, size, seeds, arguments, report):
    with Server(folder / "data", seeds["small"]) as server:
        for operation in OPERATIONS:
            small = Additions(server, operation, "small", large_pool.SMALL)
            large = Additions(server, operation, "large", size)
            pairs = [(small.run(arguments.seconds), large.run(arguments.seconds)) for _ in range(arguments.rounds)]
            for name, key in [("median", "p50"), ("p99", "p99")]:
                ratio = statistics.median(getattr(b, key) / getattr(a, key) for a, b in pairs)
                theirs, ours = (
                    statistics.median(getattr(pair[index], key) for pair in pairs) * 1000 for index in (0, 1))
                report.row(
                    f"{operation}, {name}", f"1,000 users, {theirs:.2f} ms", f"{ours:.2f} ms", f"{ratio:.2f}",
                    MOST_GROWTH, ratio > MOST_GROWTH)


def restart(folder, seeds, report):
    for name, given in [("without a seed", []), ("with the same seed", [seeds["large"]])]:
        times = []
        for _ in range(7):
            with Server(folder / "data", *given) as server:
                times.append(server.started)
        half = statistics.median(times)
        report.row(f"restart {name}", "", f"{half * 1000:.1f} ms", "", f"{MOST_RESTART * 1000:.0f} ms",
                   half > MOST_RESTART)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--builds", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--folder", type=pathlib.Path)
    parser.add_argument("--only", choices=["build", "changes", "restart"])
    arguments = parser.parse_args()
    size = large_pool.scaled(large_pool.LARGE, arguments.scale)
    with contextlib.ExitStack() as stack:
        folder = arguments.folder or pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        seeds = {name: folder / f"{name}.json" for name in ("large", "small", "empty")}
        if not seeds["large"].exists():
            large_pool.write_seed(seeds["large"], [("large", size)])
        large_pool.write_seed(seeds["small"], [("small", large_pool.SMALL)])
        pool = {"id": "large", "name": "large", "accessKeys": [large_pool.key("large")]}
        seeds["empty"].write_text(json.dumps({"userPools": [pool]}))
        report = Report()
        if arguments.only in (None, "build"):
            build(folder, size, seeds, arguments.builds, report)
        if arguments.only in (None, "changes"):
            changes(folder, size, seeds, arguments, report)
        if arguments.only in (None, "restart"):
            restart(folder, seeds, report)
    raise SystemExit(report.missed)


if __name__ == "__main__":
    main()
