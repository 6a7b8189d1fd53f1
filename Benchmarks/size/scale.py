"""Measures every read operation in a large pool against the same call in a small one.

    python3 Benchmarks/size/scale.py [--rounds 20] [--only TEXT] [--data FOLDER]

Both pools are served by one process. A round calls large, small, large, small …; what counts is the median of the
ratios of neighbours, which other work on the machine disturbs least. `--data` keeps the pools for the next run.
"""

import argparse
import json
import os
import pathlib
import signal
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.append(str(pathlib.Path(__file__).parents[1] / "shared"))
import thresholds  # noqa: E402
from client import Client  # noqa: E402
from pool import LARGE, SMALL, Pool  # noqa: E402
from reads import reads  # noqa: E402
from writes import measure_writes  # noqa: E402

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("GENAUTH_EMULATOR_BINARY") or REPOSITORY / ".build/release/genauth-emulator"
POOLS = Pool("large", LARGE), Pool("small", SMALL)
HELD = "list-group-members"
HELD_RATIO = thresholds.most("size", HELD)
# A slow call is repeated less often, so that a run ends within minutes.
SECONDS_A_CALL = 4


class Server:
    """The program on a data folder, seeded when the folder has no pools yet."""

    def __init__(self, folder):
        seed, ready = folder / "seed.json", folder / "ready.json"
        ready.unlink(missing_ok=True)
        options = ["--port", "0", "--data", folder / "pools", "--ready-file", ready, "--log-level", "error"]
        if not (folder / "pools").exists():
            seed.write_text(json.dumps({"userPools": [pool.seed() for pool in POOLS]}, ensure_ascii=False))
            options += ["--seed", seed]
        start = time.monotonic()
        self.process = subprocess.Popen([str(BINARY), *map(str, options)])
        while not ready.exists():
            assert self.process.poll() is None, "the program has ended"
            time.sleep(0.02)
        self.port = json.loads(ready.read_text())["port"]
        print(f"ready after {time.monotonic() - start:.1f} s", file=sys.stderr)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def compare(clients, calls, rounds):
    """Median seconds in both pools, the median ratio, and the sizes of the replies."""
    requests = [client.request(call.method, call.operation, call.body) for client, call in zip(clients, calls)]
    for client, request in zip(clients, requests):
        client.data(request)
    sizes = [len(client.exchange(request)[1]) for client, request in zip(clients, requests)]
    times, deadline = [], time.monotonic() + SECONDS_A_CALL
    while len(times) < rounds and (len(times) < 3 or time.monotonic() < deadline):
        times.append([client.exchange(request)[0] for client, request in zip(clients, requests)])
    large, small = (statistics.median(column) for column in zip(*times))
    return large, small, statistics.median(a / b for a, b in times), sizes


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--only", default="", help="only calls with this text in their name")
    parser.add_argument("--data", type=pathlib.Path, help="folder that keeps the pools")
    parser.add_argument("--writes", action="store_true", help="measure changes, too; the pools are changed")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.data or pathlib.Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        server = Server(folder)
        try:
            return run(server, arguments)
        finally:
            server.stop()


def run(server, arguments):
    clients = [Client(server.port, pool.key) for pool in POOLS]
    print("| call | large ms | small ms | ratio | answer, large / small bytes |\n|---|---|---|---|---|")
    held = []
    for calls in zip(*(reads(pool.size) for pool in POOLS)):
        name = calls[0].name
        if arguments.only not in name:
            continue
        large, small, ratio, sizes = compare(clients, calls, arguments.rounds)
        print(f"| {name} | {large * 1e3:.2f} | {small * 1e3:.2f} | {ratio:.2f} | {sizes[0]} / {sizes[1]} |", flush=True)
        if name == HELD:
            held.append(ratio)
    if arguments.writes:
        measure_writes(clients)
    if any(ratio > HELD_RATIO for ratio in held):
        return f"{HELD}: the ratio is above {HELD_RATIO}"
    return 0


if __name__ == "__main__":
    sys.exit(main())
