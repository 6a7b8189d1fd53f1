"""What a campaign finds: a figure beside its bound."""

import dataclasses


@dataclasses.dataclass
class Row:
    """A figure that must not be above its bound; without a bound it is told, not judged."""

    name: str
    figure: float
    bound: float | None
    unit: str = ""
    note: str = ""

    @property
    def is_missed(self):
        return self.bound is not None and not self.figure <= self.bound


def percentile(values, share):
    """The value below which this share of all lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
