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
        header = f"Authorization: Bearer {servers.token(emulator)}"
        self.wrk = load.Wrk(f"{emulator.url}/api/v3/{target}", 64, headers=(header,))

    def run(self, seconds):
        return self.wrk.run(seconds)


def rows(folder, nginx, emulator, floor):
    """For each row: its name, the peer, the emulator's load, what a request counts for, the least ratio."""
    peer = load.Wrk(nginx + "/", 64)

    def additions(operation, body, **options):
        return changes.Additions(emulator, folder, operation, body, **options)

    group, department = "add-group-members", "add-department-members"
    member = "userId=user-1&organizationCode=o&departmentId=department-1"
    return [
        (f"{group}, 1 user", "nginx", peer, additions(group, changes.to_group("group")), 1, 0.4),
        (f"{department}, 1 user", "nginx", peer, additions(department, changes.to_department), 1, 0.4),
        (f"{group}, 1 user, signed", "nginx", peer,
         additions(group, changes.to_group("signed"), signed=True), 1, 0.3),
        (f"{group}, 50 users, rows", "SQLite from C", floor,
         additions(group, changes.to_group("many"), each=50, most=8_000), 50, 0.8),
        ("list-group-members, 10 of a page", "nginx", peer,
         Reading(emulator, "list-group-members?code=group-0&page=1&limit=10"), 1, 0.5),
        ("get-group", "nginx", peer, Reading(emulator, "get-group?code=group-0"), 1, 0.5),
        ("is-user-in-department", "nginx", peer, Reading(emulator, f"is-user-in-department?{member}"), 1, 0.5),
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
    for name, peer_name, peer, ours, weight, bound in found:
        results = [(peer.run(arguments.seconds), ours.run(arguments.seconds)) for _ in range(arguments.rounds)]
        theirs, rate = statistics.median(r.rate for r, _ in results), statistics.median(r.rate for _, r in results)
        ratio = statistics.median(weight * our.rate / their.rate for their, our in results)
        half, most = (statistics.median(getattr(r, key) for _, r in results) for key in ("p50", "p99"))
        missed += ratio < bound or (isinstance(ours, Reading) and most > TAIL * half)
        print(
            f"| {name} | {peer_name} | {theirs:,.0f} | {weight * rate:,.0f} | {ratio:.2f} | {bound} "
            f"| {half * 1000:.2f} ms | {most * 1000:.2f} ms |", flush=True)
    return missed


if __name__ == "__main__":
    main()
