"""Tables in documents: what stands between two equal markers, such as `<!-- figures -->`, is written anew.

    page.py MARKER FILE < what a program printed

passes on what it reads and puts the lines of the table among it between the markers of the file.
"""

import pathlib
import sys

# What the README shows of the whole: the rows of these names, and the columns up to the ratio.
HEADLINES = [
    "add-group-members, 1 user",
    "add-group-members, 50 users, members",
    "start to the first answer, in memory",
    "memory, idle",
    "program, static and stripped",
]
COLUMNS = 5


def parts(text, marker):
    """What stands before, between and after the markers."""
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


def headlines(table):
    """The lines for the README of a table's lines."""
    head, _, *rows = map(cells, table)
    chosen = [row for name in HEADLINES for row in rows if row[0] == name]
    head, *chosen = (f"| {' | '.join(row[:COLUMNS])} |" for row in [head, *chosen])
    return [head, "|" + "---|" * COLUMNS, *chosen]


def main():
    marker, file = sys.argv[1:]
    table = []
    for line in sys.stdin:
        print(line, end="", flush=True)
        if line.startswith("|"):
            table.append(line.rstrip("\n"))
    if table:
        paste(pathlib.Path(file), marker, table)


if __name__ == "__main__":
    main()
