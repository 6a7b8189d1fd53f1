"""What the coverage of the control API says of operations besides what the program knows: a table in JSON.

Which tests and SDKs drive an operation is recorded by a whole run of Tests/e2e, in contract/coverage.json. The choices
are the rows of docs/fidelity.md that name the operation.
"""

import json
import re

import contract
from known_operations import every_operation

FIDELITY = contract.ROOT / "docs" / "fidelity.md"
HEAD = '''\
extension CoverageTable {
    /// The tests and the choices, one a line, and what each operation has of them, by their places in these lists.
    static let text: StaticString = #"""
'''
FOOT = '''
        """#
}
'''
ROW = re.compile(r"^\| (?!-)(.+) \|$", re.MULTILINE)


def choices():
    """The rows of the page that name operations: their calls, the question and the choice."""
    calls = {}
    for known in every_operation():
        name = known["path"].removeprefix("/api/v3/")
        # A name of one word is too common to be found in a text.
        if known["surface"] == "management" and "-" in name:
            calls.setdefault(name, []).append(f"{known['method']} {known['path']}")
    for row in ROW.findall(FIDELITY.read_text(encoding="utf-8")):
        cells = row.split(" | ")
        named = [name for name in sorted(set(re.findall(r"[\w/-]+", row))) if name in calls]
        if named and cells[0] != "question":
            yield [call for name in named for call in calls[name]], cells[0], cells[1]


def table():
    """The tests and choices, each once, and what each operation has of them, by their places in these lists."""
    driven = contract.load("coverage")
    tests = sorted({test for own in driven.values() for test in own})
    rows = list(choices())
    calls = sorted({*driven, *(call for named, _, _ in rows for call in named)})
    operations = {}
    for call in calls:
        own = driven.get(call, {})
        operations[call] = {
            "choices": [place for place, (named, _, _) in enumerate(rows) if call in named],
            "sdks": sorted({sdk for sdks in own.values() for sdk in sdks}),
            "tests": [tests.index(test) for test in own],
        }
    return {
        "tests": [f"Tests/e2e/{test}" for test in tests],
        "choices": [{"question": question, "choice": choice} for _, question, choice in rows],
        "operations": operations,
    }


def text():
    """The Swift source of the table, with one entry a line."""
    found = table()
    parts = [f'"{name}":[\n{joined(map(line, found[name]))}],' for name in ["tests", "choices"]]
    operations = [f"{line(call)}:{line(own)}" for call, own in found["operations"].items()]
    body = "{" + "\n".join(parts) + '\n"operations":{\n' + joined(operations) + "}}"
    source = "\n".join(" " * 8 + each for each in body.split("\n"))
    assert not any(mark in source for mark in ['"""#', "\\#"])
    return HEAD + source + FOOT


def joined(entries):
    return ",\n".join(entries)


def line(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
