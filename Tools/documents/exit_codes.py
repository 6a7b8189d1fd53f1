"""docs/reference/exit-codes.md, from the comments of the program's exit codes."""

import re

from tables import REFERENCE, ROOT, table

PAGE = REFERENCE / "exit-codes.md"
SOURCE = ROOT / "Sources/genauth-emulator/ExitStatus.swift"
HEAD = """# Exit codes

`make reference` writes this page from the sources. What prevents the program from working is one line on standard error,
`genauth-emulator: …`. The codes are those of sysexits.h.

"""
FIRST = ("0", "The command was carried out; the server stopped at SIGINT or SIGTERM; `health` and `wait` found a healthy server.")
LAST = (
    "128 + n", "Signal number n ended the program: a second one, or one before the server was ready. As process 1 of a container "
    "this is the exit code itself.")


def page():
    cases = re.findall(r"((?: +/// .*\n)+) +case \w+ = (\d+)\n", SOURCE.read_text("utf-8"))
    rows = [(code, " ".join(re.findall(r"/// (.*)", comment))) for comment, code in cases]
    return HEAD + table(["code", "when"], [FIRST, *rows, LAST]) + "\n`exec` otherwise ends with the exit code of its command.\n"
