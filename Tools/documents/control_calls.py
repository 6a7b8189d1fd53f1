"""The table of calls in docs/reference/control-api.md, from the description that a server gives."""

import json
import subprocess
import sys

from tables import REFERENCE, table, with_table

PAGE = REFERENCE / "control-api.md"
READ = (
    "import os, urllib.request as request\n"
    "print(request.urlopen(os.environ['GENAUTH_HOST'] + '/_emulator/control-openapi.json').read().decode())"
)


def page(program):
    command = [program, "exec", "--", sys.executable, "-c", READ]
    described = json.loads(subprocess.run(command, capture_output=True, text=True, check=True, timeout=30).stdout)
    rows = [
        (f"`{method.upper()} {path}`", operation["summary"])
        for path, operations in described["paths"].items()
        for method, operation in operations.items()
    ]
    return with_table(PAGE.read_text("utf-8"), "Calls", table(["call", "what it does"], rows))
