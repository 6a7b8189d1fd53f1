"""Runs two loads in turns and writes the table of results."""

import argparse
import dataclasses
import statistics
import typing

import thresholds

HEAD = ["| what | emulator | beside | its figure | ratio | asked | p50 | p99 |", "|---|---|---|---|---|---|---|---|"]


@dataclasses.dataclass(kw_only=True)
class Row:
    """A figure of the emulator and one of another program. The ratio is ours divided by theirs, with `least` or `most`
    as its limit; `limit` is that of our figure itself.
    """

    what: str
    ours: float
    unit: str = "/s"
    peer: str = ""
    theirs: float | None = None
    ratio: float | None = None
    least: float | None = None
    most: float | None = None
    limit: float | None = None
    p50: float | None = None
    p99: float | None = None
    tail: float | None = None

    @property
    def is_slow(self):
        return (
            (self.least is not None and self.ratio < self.least)
            or (self.most is not None and self.ratio > self.most)
            or (self.limit is not None and self.ours > self.limit)
        )

    @property
    def is_uneven(self):
        return self.tail is not None and self.p99 is not None and self.p99 > self.tail * self.p50

    @property
    def is_missed(self):
        return self.is_slow or self.is_uneven

    def cells(self):
        """The columns of HEAD; a missed limit is bold."""
        return [
            self.what,
            bold(figure(self.ours, self.unit), self.is_slow and self.limit is not None),
            self.peer,
            figure(self.theirs, self.unit),
            bold(figure(self.ratio), self.is_slow and self.limit is None),
            figure(self.least, sign="≥ ") or figure(self.most, sign="≤ ") or figure(self.limit, self.unit, "≤ "),
            figure(self.p50 and self.p50 * 1000, "ms"),
            bold(figure(self.p99 and self.p99 * 1000, "ms"), self.is_uneven),
        ]

    def shown(self):
        return line(self.cells())


def line(cells):
    return f"| {' | '.join(cells)} |"


def figure(value, unit="", sign=""):
    """Three significant digits; empty without a value."""
    if value is None:
        return ""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 0.1 else 3
    return f"{sign}{value:,.{digits}f}{unit and ' ' + unit}"


def bold(text, is_bold):
    return f"**{text}**" if is_bold else text


@dataclasses.dataclass
class Beside:
    """The very requests of a load of ours, answered by another server."""

    url: str
    load: typing.Any

    def run(self, seconds):
        return self.load.run_on_peer(self.url, seconds)


@dataclasses.dataclass
class Comparison:
    """A row to be measured: a load on the emulator and one on its peer; a request of ours counts for `weight`."""

    what: str
    ours: typing.Any
    peer: str
    theirs: typing.Any
    weight: int = 1
    # Whether thresholds.json has a row for it.
    is_asked: bool = True

    def rows(self, rounds, seconds):
        """Each round is theirs and then ours; figures are medians, and the ratio is the median of the rounds'."""
        pairs = [(self.theirs.run(seconds), self.ours.run(seconds)) for _ in range(rounds)]
        theirs, ours = zip(*pairs)
        asked = thresholds.asked("throughput", self.what) if self.is_asked else {}
        yield Row(
            what=self.what,
            ours=self.weight * statistics.median(result.rate for result in ours),
            peer=self.peer,
            theirs=statistics.median(result.rate for result in theirs),
            ratio=statistics.median(self.weight * our.rate / their.rate for their, our in pairs),
            least=asked.get("least"),
            p50=statistics.median(result.p50 for result in ours),
            # wrk loses count of the latencies of pipelined requests now and then, and says 0.
            p99=statistics.median(result.p99 for result in ours) or None,
            tail=asked.get("tail"),
        )


def options(description):
    parser = argparse.ArgumentParser(description=description.split("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=3, help="of each load in each round")
    parser.add_argument("--only", default="", help="only rows with this text in their names")
    return parser


def table(parts, arguments, head=HEAD):
    """Measures and prints part after part; the rows."""
    found = []
    for each in head:
        print(each, flush=True)
    for part in parts:
        if arguments.only in part.what:
            for row in part.rows(arguments.rounds, arguments.seconds):
                found.append(row)
                print(row.shown(), flush=True)
    return found
