"""How fast the program starts, and how much memory and disk it takes, beside nginx and an empty program.

    measure.py [--starts 20] [--only start|memory|size] [--write]

The static program of `make static` is measured, and the dynamic one beside it. Programs start in turns. --write puts
the table into docs/performance.md and its headlines into the README. Needs nginx (Debian package), a C compiler and
Python 3. GENAUTH_EMULATOR_BINARY and GENAUTH_EMULATOR_STATIC name other programs. The exit code is the number of rows
that miss a threshold.
"""

import os
import pathlib
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).parents[1] / "shared"))
import comparison  # noqa: E402
import footprint  # noqa: E402
import machine  # noqa: E402
import page  # noqa: E402
import servers  # noqa: E402

STATIC = pathlib.Path(os.environ.get("GENAUTH_EMULATOR_STATIC", servers.ROOT / ".build/static/genauth-emulator"))


def main():
    parser = comparison.options(__doc__)
    parser.add_argument("--starts", type=int, default=20)
    parser.add_argument("--write", action="store_true", help="into docs/performance.md and README.md")
    arguments = parser.parse_args()
    if arguments.write and arguments.only:
        parser.error("--write takes the whole table: leave --only out")
    known = {"static program": STATIC, "dynamic program": servers.BINARY}
    programs = {name: binary.absolute() for name, binary in known.items() if binary.exists()}
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)

        def nginx():
            return servers.nginx(folder)

        sentence = machine.described()
        print(sentence, end="\n\n", flush=True)
        found = comparison.table(
            [
                footprint.Starts(programs, nginx, footprint.Empty(folder), arguments.starts),
                footprint.Memory(programs, nginx),
                footprint.Sizes(programs),
            ],
            arguments)
    if arguments.write:
        page.write("startup", sentence, [*comparison.HEAD, *(row.shown() for row in found)])
    raise SystemExit(sum(row.is_missed for row in found))


if __name__ == "__main__":
    main()
