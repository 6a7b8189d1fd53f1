"""Which tests and SDKs drive each operation: contract/coverage.json, which the coverage of the control API shows.

A whole run fails if the file says something else than the run did. With GENAUTH_WRITE_COVERAGE=1 a run writes the
operations of the test files that it has run; then run `make contract`.
"""

import json
import os

from contract import ROOT

PATH = ROOT / "contract" / "coverage.json"


def text(kept):
    """The text of the file: one line for each operation, with its tests and the SDKs in each."""
    operations = {}
    for (operation, test), sdks in sorted(kept.items()):
        operations.setdefault(operation, {})[test] = sorted(sdks)
    lines = [f"  {json.dumps(operation)}: {json.dumps(driven)}" for operation, driven in operations.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def load():
    kept = json.loads(PATH.read_text(encoding="utf-8"))
    return {(operation, test): set(sdks) for operation, tests in kept.items() for test, sdks in tests.items()}


def write(recorded, files):
    """Replaces what the file says of the test files that were run."""
    others = {key: sdks for key, sdks in load().items() if key[1] not in files}
    PATH.write_text(text(others | recorded), encoding="utf-8")


def faults(recorded, skipped):
    """In what the file differs from a whole run; files with a skipped test may have driven less."""
    kept = load()
    return [
        f"contract/coverage.json is not current: {operation} in {test} was driven by {recorded.get((operation, test))}, "
        "where None is not at all; run that test with GENAUTH_WRITE_COVERAGE=1, then `make contract`"
        for operation, test in sorted({*kept, *recorded})
        if kept.get((operation, test)) != recorded.get((operation, test))
        and not (test in skipped and (operation, test) not in recorded)
    ]
