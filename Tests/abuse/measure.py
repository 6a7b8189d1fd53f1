"""Long campaigns of misbehaving clients against one server each, with figures and their bounds.

    measure.py [--only CAMPAIGN ...] [--seed NUMBER]

Runs in the virtual environment of the tests (`make abuse`). GENAUTH_EMULATOR_BINARY names the program. strace and
slowhttptest (Debian packages of these names) add campaigns of their own.
"""

import argparse
import contextlib
import os
import pathlib
import resource
import secrets
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests/e2e/support"))
os.environ.setdefault("GENAUTH_EMULATOR_BINARY", str(ROOT / ".build/release/genauth-emulator"))

import connections  # noqa: E402
import faults  # noqa: E402
import reading  # noqa: E402
import slow  # noqa: E402
from launcher import Launcher  # noqa: E402
from table import HEAD  # noqa: E402

DESCRIPTORS = 20_000


def campaigns(launch, folder, seed):
    return {
        "endings": lambda: connections.endings(launch),
        "idling": lambda: connections.idling(launch),
        "starving": lambda: connections.starving(launch),
        "slow": lambda: slow.attacks(launch, folder),
        "faults": lambda: faults.at_random(launch, folder, seed),
        "bodies": lambda: reading.hostile(launch),
    }


def main():
    names = list(campaigns(None, None, None))
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--only", nargs="+", choices=names, default=names)
    parser.add_argument("--seed", type=int, default=secrets.randbits(32))
    arguments = parser.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    wanted = DESCRIPTORS if hard == resource.RLIM_INFINITY else min(DESCRIPTORS, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    missed = 0
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        launch = Launcher(pathlib.Path(folder))
        stack.callback(launch.stop_all)
        runs = campaigns(launch, pathlib.Path(folder), arguments.seed)
        print(HEAD, flush=True)
        for name in arguments.only:
            for row in runs[name]():
                print(row.shown(name), flush=True)
                missed += row.is_missed
    raise SystemExit(1 if missed else 0)


if __name__ == "__main__":
    main()
