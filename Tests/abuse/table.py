"""The results of a campaign: figures with their bounds."""

import dataclasses

HEAD = "| campaign | what | figure | bound | |\n|---|---|---|---|---|"


@dataclasses.dataclass
class Row:
    """A figure that must not exceed its bound; without a bound it is only reported."""

    name: str
    figure: float
    bound: float | None
    unit: str = ""
    note: str = ""

    @property
    def is_missed(self):
        return self.bound is not None and not self.figure <= self.bound

    def shown(self, campaign):
        """The row in Markdown; an exceeded bound is bold."""
        unit = f" {self.unit}" if self.unit else ""
        bound = "" if self.bound is None else f"≤ {self.bound:,g}{unit}"
        missed = "**missed** " if self.is_missed else ""
        return f"| {campaign} | {self.name} | {self.figure:,.4g}{unit} | {bound} | {missed}{self.note} |"


def percentile(values, share):
    """The value below which this share of all lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
