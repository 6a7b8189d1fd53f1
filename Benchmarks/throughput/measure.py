"""Requests a second beside nginx, SQLite and other emulators, and on request the instructions that requests cost.

    measure.py [--rounds 3] [--seconds 3] [--only TEXT] [--peers FOLDER] [--write]

Loads run in turns with their peers, so that ratios hold where figures do not. --peers is the virtual environment with
requirements.txt; without it, moto and connexion are left out. --write puts the table into docs/performance.md and its
headlines into the README. Needs nginx and wrk (Debian packages of these names), a C compiler with libsqlite3-dev, and
Python 3. GENAUTH_EMULATOR_BINARY names the program. The exit code is the number of rows that miss a threshold.
"""

import contextlib
import os
import pathlib
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).parents[1] / "shared"))
import answers  # noqa: E402
import comparison  # noqa: E402
import machine  # noqa: E402
import page  # noqa: E402
import peers  # noqa: E402
import servers  # noqa: E402
import storage  # noqa: E402
from comparison import Comparison  # noqa: E402

# Above this, others are at work on the machine and the figures are theirs, too.
QUIET = 0.5


def options():
    parser = comparison.options(__doc__)
    parser.add_argument("--peers", type=pathlib.Path)
    parser.add_argument("--write", action="store_true", help="into docs/performance.md and README.md")
    return parser


def main():
    parser = options()
    arguments = parser.parse_args()
    if arguments.write and (arguments.only or not arguments.peers):
        parser.error("--write takes the whole table: leave --only out and name --peers")
    if os.getloadavg()[0] > QUIET:
        print(f"others are at work: the load is {os.getloadavg()[0]:.1f}", file=sys.stderr)
    with contextlib.ExitStack() as stack:
        data = servers.make_data(pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory())))
        emulator = peers.Emulator(data)
        others = peers.others(arguments.peers, data.folder.parent, emulator.members) if arguments.peers else []
        sentence = machine.described(*(other.name for other in others))
        print(sentence, end="\n\n", flush=True)
        found = comparison.table(parts(emulator, others), arguments)
    if arguments.write:
        page.write("throughput", sentence, [*comparison.HEAD, *(row.shown() for row in found)])
    raise SystemExit(sum(row.is_missed for row in found))


def parts(emulator, others):
    """The servers run until the last row beside nginx is done; two lists have one row in common."""
    folder = emulator.data.folder.parent
    with servers.nginx(folder) as peer, emulator.serving() as server:
        found = answers.comparisons(peer, server, emulator.data) + storage.comparisons(peer, server, emulator.data)
        yield from {each.what: each for each in found}.values()
    for other in others:
        yield Comparison(
            "add-group-members, 1 user", emulator.members, other.name, peers.Afresh(other), is_asked=False)


if __name__ == "__main__":
    main()
