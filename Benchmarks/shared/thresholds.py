"""What is asked of the figures: ../thresholds.json, by table and row.

`least` and `most` bound a ratio, or the figure itself where a `unit` other than "ratio" is named; `tail` bounds p99 as
a multiple of p50.
"""

import json
import pathlib

FILE = pathlib.Path(__file__).parents[1] / "thresholds.json"
ALL = json.loads(FILE.read_text("utf-8"))


def asked(table, row):
    """The thresholds of a row, none where it has none."""
    return {name: value for name, value in ALL[table].get(row, {}).items() if name != "unit"}


def most(table, row):
    """The bound of a row that has one."""
    return ALL[table][row]["most"]
