"""What storage costs: changes and reads of the emulator beside nginx, and beside bare calls of SQLite.

    measure.py [--rounds 3] [--seconds 3] [--only TEXT]

A row alternates its peer and the emulator; the ratio is the median of the rounds' ratios. Needs nginx and wrk (Debian
packages of these names), a C compiler with libsqlite3-dev, and Python 3. GENAUTH_EMULATOR_BINARY names the program.
"""

import argparse
import contextlib
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
sys.path.append(str(HERE.parent / "http"))
import changes  # noqa: E402
import load  # noqa: E402
import servers  # noqa: E402

# How much the slowest hundredth may wait, as a multiple of the median; asked of reads.
TAIL = 10


class Floor:
    """Bare calls of SQLite on a copy of the seeded file."""

    name = "SQLite from C"

    def __init__(self, folder, seeded):
        self.program, self.seeded, self.folder = folder / "floor", seeded, folder
        subprocess.run(["cc", "-O2", "-o", self.program, HERE / "floor.c", "-lsqlite3"], check=True)

    def run(self, seconds):
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            file = pathlib.Path(folder) / "floor.sqlite"
            shutil.copy(self.seeded, file)
            command = [self.program, file, str(seconds), str(servers.USERS), str(servers.GROUPS)]
            shown = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=True)
        return load.Result(float(shown.stdout), 0, 0)


class Reading:
    """One read again and again, with a bearer token."""

    def __init__(self, emulator, target):
        self.emulator, self.target = emulator, f"/api/v3/{target}"
        self.token = servers.token(emulator)

    def run(self, seconds):
        return self.run_on_nginx(self.emulator.url, seconds)

    def run_on_nginx(self, url, seconds):
        return load.Wrk(url + self.target, 64, headers=(f"Authorization: Bearer {self.token}",)).run(seconds)


class Nginx:
    """The very requests of another load, answered by nginx."""

    name = "nginx"

    def __init__(self, url, load):
        self.url, self.load = url, load

    def run(self, seconds):
        return self.load.run_on_nginx(self.url, seconds)


def rows(folder, nginx, emulator, floor):
    """For each row: its name, the peer, the emulator's load, what a request counts for, the least ratio."""

    def additions(operation, body, **options):
        return changes.Additions(emulator, folder, operation, body, **options)

    group, department = "add-group-members", "add-department-members"
    member = "userId=user-1&organizationCode=o&departmentId=department-1"
    beside_nginx = [
        (f"{group}, 1 user", additions(group, changes.to_group("group")), 0.4),
        (f"{department}, 1 user", additions(department, changes.to_department), 0.4),
        (f"{group}, 1 user, signed", additions(group, changes.to_group("signed"), signed=True), 0.3),
        ("list-group-members, 10 of a page",
         Reading(emulator, "list-group-members?code=group-0&page=1&limit=10"), 0.5),
        ("get-group", Reading(emulator, "get-group?code=group-0"), 0.5),
        ("is-user-in-department", Reading(emulator, f"is-user-in-department?{member}"), 0.5),
    ]
    fifty = additions(group, changes.to_group("many"), each=50, most=8_000)
    return [
        *((name, Nginx(nginx, ours), ours, 1, bound) for name, ours, bound in beside_nginx),
        (f"{group}, 50 users, rows", floor, fifty, 50, 0.8),
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        with servers.emulator(folder):
            pass
        seeded = folder / "seeded.sqlite"
        shutil.copy(folder / "data/bench.sqlite", seeded)
        nginx = stack.enter_context(servers.nginx(folder))
        emulator = stack.enter_context(servers.emulator(folder))
        found = rows(folder, nginx, emulator, Floor(folder, seeded))
        raise SystemExit(report([row for row in found if arguments.only in row[0]], arguments))


def report(found, arguments):
    """Measures and prints row by row; returns how many rows miss their bound."""
    missed = 0
    print("| load | peer | peer, a second | emulator, a second | ratio | bound | p50 | p99 |")
    print("|---|---|---|---|---|---|---|---|")
    for name, peer, ours, weight, bound in found:
        results = [(peer.run(arguments.seconds), ours.run(arguments.seconds)) for _ in range(arguments.rounds)]
        theirs, rate = statistics.median(r.rate for r, _ in results), statistics.median(r.rate for _, r in results)
        ratio = statistics.median(weight * our.rate / their.rate for their, our in results)
        half, most = (statistics.median(getattr(r, key) for _, r in results) for key in ("p50", "p99"))
        missed += ratio < bound or (isinstance(ours, Reading) and most > TAIL * half)
        print(
            f"| {name} | {peer.name} | {theirs:,.0f} | {weight * rate:,.0f} | {ratio:.2f} | {bound} "
            f"| {half * 1000:.2f} ms | {most * 1000:.2f} ms |", flush=True)
    return missed


if __name__ == "__main__":
    main()
