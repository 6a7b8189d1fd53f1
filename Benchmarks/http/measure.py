"""How near the server comes to nginx: the same load on both, in turns, and the medians of the ratios.

    measure.py [--rounds 3] [--seconds 3] [--only TEXT]

Needs nginx and wrk (Debian packages of these names) and Python 3. GENAUTH_EMULATOR_BINARY names the program.
The exit code says how many rows miss what is asked of them.
"""

import contextlib
import pathlib
import tempfile

import answers
import comparison
import servers


def main():
    arguments = comparison.options(__doc__).parse_args()
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        data = servers.make_data(folder)
        nginx = stack.enter_context(servers.nginx(folder))
        emulator = stack.enter_context(servers.emulator(data))
        rows = comparison.table(answers.comparisons(nginx, emulator, data), arguments)
    raise SystemExit(sum(row.is_missed for row in rows))


if __name__ == "__main__":
    main()
