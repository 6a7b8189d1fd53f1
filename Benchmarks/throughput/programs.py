"""Requests a second of two programs, such as two commits, in turns.

    programs.py BEFORE AFTER [--rounds 7] [--seconds 3] [--only TEXT]

Each run has a server of its own on a copy of the data that its program has made. The ratio is the median of the rounds'
ratios, the second program's figure divided by the first one's. Needs wrk (a Debian package of that name).
"""

import contextlib
import pathlib
import statistics
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).parents[1] / "shared"))
import changes  # noqa: E402
import comparison  # noqa: E402
import load  # noqa: E402
import servers  # noqa: E402

HEAD = ["| what | before | after | ratio | smallest and largest |", "|---|---|---|---|---|"]


class Program:
    """A program, its data, and its loads by name."""

    def __init__(self, binary, folder):
        folder.mkdir()
        self.binary, self.data = binary, servers.make_data(folder, binary)
        department = changes.Additions(self.data, "add-department-members", changes.to_department)
        signed = changes.Additions(self.data, "add-group-members", changes.to_group, signed=True)
        self.loads = {
            "add-group-members, 1 user": changes.member(self.data).run_at,
            "add-group-members, 1 user, signed": signed.run_at,
            "add-department-members, 1 user": department.run_at,
            "get-group": self.read,
        }

    def read(self, url, seconds):
        headers = [f"Authorization: Bearer {self.data.token}"]
        return load.Wrk(f"{url}/api/v3/get-group?code=full", 64, headers=headers).run(seconds)

    def rate(self, what, seconds):
        with servers.emulator(self.data, self.binary) as server:
            return self.loads[what](server.url, seconds).rate


def main():
    parser = comparison.options(__doc__)
    parser.set_defaults(rounds=7)
    parser.add_argument("before", type=lambda name: pathlib.Path(name).absolute())
    parser.add_argument("after", type=lambda name: pathlib.Path(name).absolute())
    arguments = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        before, after = Program(arguments.before, folder / "before"), Program(arguments.after, folder / "after")
        print(*HEAD, sep="\n", flush=True)
        for what in before.loads:
            if arguments.only in what:
                pairs = [[each.rate(what, arguments.seconds) for each in (before, after)] for _ in range(arguments.rounds)]
                print(shown(what, pairs), flush=True)


def shown(what, pairs):
    ratios = sorted(after / before for before, after in pairs)
    figures = [comparison.figure(statistics.median(rates), "/s") for rates in zip(*pairs)]
    spread = f"{ratios[0]:.3f} to {ratios[-1]:.3f}"
    return comparison.line([what, *figures, f"{statistics.median(ratios):.3f}", spread])


if __name__ == "__main__":
    main()
