"""What storage costs: changes and reads of the emulator beside nginx, and beside bare calls of SQLite.

    measure.py [--rounds 3] [--seconds 3] [--only TEXT]

A row alternates its peer and the emulator; the ratio is the median of the rounds' ratios. Every run of changes starts
a server on a copy of the same data. Needs nginx and wrk (Debian packages of these names), a C compiler with
libsqlite3-dev, and Python 3. GENAUTH_EMULATOR_BINARY names the program. The exit code says how many rows miss what is
asked of them.
"""

import contextlib
import pathlib
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).parents[1] / "http"))
import comparison  # noqa: E402
import servers  # noqa: E402
import storage  # noqa: E402


def main():
    arguments = comparison.options(__doc__).parse_args()
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        data = servers.make_data(folder)
        nginx = stack.enter_context(servers.nginx(folder))
        emulator = stack.enter_context(servers.emulator(data))
        rows = comparison.table(storage.comparisons(nginx, emulator, data), arguments)
    raise SystemExit(sum(row.is_missed for row in rows))


if __name__ == "__main__":
    main()
