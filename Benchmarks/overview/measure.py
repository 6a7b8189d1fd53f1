"""The whole picture in one table: speed, start, memory and size, beside nginx, SQLite and other emulators.

    measure.py [--rounds 3] [--seconds 3] [--starts 20] [--only TEXT] [--peers FOLDER] [--write]

Loads run in turns with their peers, so that ratios hold where figures do not. --peers is the virtual environment with
requirements.txt. --write puts the table into docs/performance.md and its headlines into the README. Needs what
bench-http and bench-store need. The exit code is 0, also when a row misses what is asked of it: it is bold then.
"""

import os
import pathlib
import sys
import tempfile

BENCHMARKS = pathlib.Path(__file__).parents[1]
sys.path += [str(BENCHMARKS / "http"), str(BENCHMARKS / "store")]
import answers  # noqa: E402
import comparison  # noqa: E402
import footprint  # noqa: E402
import machine  # noqa: E402
import page  # noqa: E402
import peers  # noqa: E402
import servers  # noqa: E402
import storage  # noqa: E402
from comparison import Comparison  # noqa: E402

PAGE, README, MARKER = servers.ROOT / "docs/performance.md", servers.ROOT / "README.md", "figures"
# Above this, others are at work on the machine and the figures are theirs, too.
QUIET = 0.5


def options():
    parser = comparison.options(__doc__)
    parser.add_argument("--starts", type=int, default=20)
    parser.add_argument("--peers", type=pathlib.Path, default=servers.ROOT / ".build-bench-peers")
    parser.add_argument("--write", action="store_true", help="into docs/performance.md and README.md")
    return parser


def main():
    parser = options()
    arguments = parser.parse_args()
    if arguments.write and arguments.only:
        parser.error("--write takes the whole table: leave --only out")
    if arguments.write:
        for file in (PAGE, README):
            page.parts(file.read_text("utf-8"), MARKER)
    if os.getloadavg()[0] > QUIET:
        print(f"others are at work: the load is {os.getloadavg()[0]:.1f}", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        data = servers.make_data(pathlib.Path(folder))
        emulator = peers.Emulator(data)
        nginx = peers.Nginx(data.folder.parent, emulator.members)
        others = [
            peers.Moto(arguments.peers),
            peers.Connexion(arguments.peers, data.folder.parent, emulator.members),
        ]
        sentence = machine.described(*(peer.name for peer in others))
        print(sentence, end="\n\n", flush=True)
        found = [
            *comparison.table(beside_nginx(emulator, nginx), arguments),
            *comparison.table(beside_emulators(emulator, nginx, others, arguments.starts), arguments, head=[]),
        ]
    if arguments.write:
        write(sentence, [*comparison.HEAD, *(row.shown() for row in found)])


def beside_nginx(emulator, nginx):
    """What two tables have is here once. The servers run until the last part is done."""
    with nginx.serving() as peer, emulator.serving() as server:
        found = answers.comparisons(peer, server, emulator.data) + storage.comparisons(peer, server, emulator.data)
        yield from {each.what: each for each in found}.values()


def beside_emulators(emulator, nginx, others, starts):
    """Parts that start the servers they need."""
    for other in others:
        yield Comparison("add-group-members, 1 user", emulator.members, other.name, peers.Afresh(other))
    yield footprint.Starts(emulator, nginx, others, starts)
    yield footprint.Memory(emulator, [nginx, *others])
    yield footprint.Sizes()


def write(sentence, table):
    quoted = [f"Measured on {sentence}", "", *table]
    page.paste(PAGE, MARKER, quoted)
    page.paste(README, MARKER, page.headlines(table))


if __name__ == "__main__":
    main()
