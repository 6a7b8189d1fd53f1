"""How near the server comes to nginx: the same load on both, in turns, and the medians of the ratios.

    measure.py [--rounds 3] [--seconds 4]

Needs nginx and wrk (Debian packages of these names) and Python 3. GENAUTH_EMULATOR_BINARY names the program.
"""

import argparse
import contextlib
import pathlib
import statistics
import tempfile

import load
import servers

# Below these the run fails; a load without a bound is told, not judged.
BOUNDS = {
    "health, 64 connections": 0.75,
    "health, pipelined x16": 0.75,
    "health, 1 connection": 0.9,
}
# How much the slowest hundredth may wait, as a multiple of the median.
TAIL = 10


def loads(nginx, emulator):
    """For each row: its name, the load on nginx and the load on the emulator."""
    root, health = nginx + "/", emulator.url + "/_emulator/health"
    members = load.Members(emulator)
    return [
        ("health, 64 connections", load.Wrk(root, 64), load.Wrk(health, 64)),
        ("health, pipelined x16", load.Wrk(root, 64, pipeline=16), load.Wrk(health, 64, pipeline=16)),
        ("health, 1 connection", load.Wrk(root, 1), load.Wrk(health, 1)),
        ("add-group-members, 64 connections", load.Wrk(root, 64), members),
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4)
    arguments = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        nginx = stack.enter_context(servers.nginx(folder))
        emulator = stack.enter_context(servers.emulator(folder))
        rows = [(name, ours, peer, []) for name, peer, ours in loads(nginx, emulator)]
        for _ in range(arguments.rounds):
            for _, ours, peer, results in rows:
                results.append((peer.run(arguments.seconds), ours.run(arguments.seconds)))
    raise SystemExit(report(rows))


def report(rows):
    """Prints the table; returns how many rows miss their bound."""
    missed = 0
    print("| load | nginx, requests/s | emulator, requests/s | ratio | bound | p50 | p99 |")
    print("|---|---|---|---|---|---|---|")
    for name, _, _, results in rows:
        peer, ours = (statistics.median(pair[side].rate for pair in results) for side in (0, 1))
        ratio = statistics.median(ours.rate / peer.rate for peer, ours in results)
        half, most = (statistics.median(getattr(pair[1], key) for pair in results) for key in ("p50", "p99"))
        bound = BOUNDS.get(name)
        missed += bound is not None and ratio < bound or most > TAIL * half
        print(
            f"| {name} | {peer:,.0f} | {ours:,.0f} | {ratio:.2f} | {bound or ''} "
            f"| {half * 1000:.2f} ms | {most * 1000:.2f} ms |"
        )
    return missed


if __name__ == "__main__":
    main()
