"""Tables of pages, and the places where pages have them."""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs/reference"


def table(head, rows):
    cells = [head, ["---"] * len(head), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(row)} |\n" for row in cells)


def with_table(page, heading, text):
    """A page whose first table below a heading is another."""
    found = re.search(rf"^## {re.escape(heading)}\n(?:(?!## )[^|\n].*\n|\n)*", page, re.MULTILINE)
    assert found, heading
    rest = re.sub(r"\A(?:\|.*\n)+", "", page[found.end():])
    return page[:found.end()] + text + rest
