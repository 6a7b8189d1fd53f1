"""Tables in documents: the text between two equal markers, such as `<!-- figures -->`, is replaced."""

import pathlib

ROOT = pathlib.Path(__file__).parents[2]
WHOLE, README = ROOT / "docs/performance.md", ROOT / "README.md"

# What the README shows of the whole: the rows of these names, and the columns up to the ratio.
HEADLINES = [
    "add-group-members, 1 user",
    "add-group-members, 50 users, members",
    "start to the ready file, static program",
    "memory, idle, static program",
    "size, static program",
]
COLUMNS = 5


def parts(text, marker):
    """The text before, between and after the markers."""
    found = text.split(f"<!-- {marker} -->\n")
    if len(found) != 3:
        raise ValueError(f"there are {len(found) - 1} lines <!-- {marker} -->, not 2")
    return found


def paste(file, marker, lines):
    before, _, after = parts(file.read_text("utf-8"), marker)
    line = f"<!-- {marker} -->\n"
    file.write_text("".join([before, line, *(f"{each}\n" for each in lines), line, after]), "utf-8")


def cells(line):
    return [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]


def headlines(*tables):
    """The lines for the README of tables with one head."""
    head = cells(tables[0][0])
    rows = [cells(line) for lines in tables for line in lines[2:]]
    chosen = [row for name in HEADLINES for row in rows if row[0] == name]
    head, *chosen = (f"| {' | '.join(row[:COLUMNS])} |" for row in [head, *chosen])
    return [head, "|" + "---|" * COLUMNS, *chosen]


def table(file, marker):
    """The lines of a page's table."""
    return [line for line in parts(file.read_text("utf-8"), marker)[1].splitlines() if line.startswith("|")]


def write(marker, machine, lines):
    """A whole table with the machine's sentence above it, and the README's headlines anew."""
    paste(WHOLE, marker, [f"Measured on {machine}", "", *lines])
    paste(README, "figures", headlines(*(table(WHOLE, name) for name in ("throughput", "startup"))))
