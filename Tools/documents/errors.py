"""Writes docs/reference/errors.md, the failures that the sources describe.

    make reference
"""

import re

from tables import REFERENCE, ROOT, table

PAGE = REFERENCE / "errors.md"
HEAD = """# Errors

`make reference` writes this page from the sources; `…` is text that depends on the request.

## The emulated API

Most failures have HTTP status 200, as those of the service do; `statusCode` of the body has the outcome. An `apiCode` is given where
one is known of the service. The message has the language of the request: see [requests and replies](requests.md). Messages
between `((` and `))` are the emulator's own. [Fidelity](../fidelity.md) lists what is known of the service and what was chosen.

What is not emulated returns HTTP 501, and a request that breaks a rule of HTTP or exceeds a limit an HTTP status of its own
([0013](../decisions/0013-http-rules.md)).
"""
CONTROL = """
## The control API

A failure below `/_emulator/` is `{"error":{"code","message"}}` with the HTTP status. A row without a message has one that names
the cause.
"""


def literal(text, start):
    """The Swift string literal that begins at a quote, with `…` for what is inserted, and the position after it."""
    shown, position = "", start + 1
    while text[position] != '"':
        if text.startswith("\\(", position):
            position = closing(text, position + 1) + 1
            shown += "…"
        elif text[position] == "\\":
            shown += text[position + 1]
            position += 2
        else:
            shown += text[position]
            position += 1
    return shown, position + 1


def closing(text, start):
    """The position of the parenthesis that closes the one at `start`."""
    depth, position = 0, start
    while True:
        if text[position] == '"':
            position = literal(text, position)[1]
            continue
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        if depth == 0:
            return position
        position += 1


def swift_files(*folders):
    """The sources of folders without their comments, by path."""
    for folder in folders:
        for path in sorted((ROOT / "Sources" / folder).rglob("*.swift")):
            lines = path.read_text("utf-8").splitlines()
            yield path, "\n".join(line for line in lines if not line.lstrip().startswith("//"))


def calls(text, name):
    """The arguments of each call of an initializer."""
    for found in re.finditer(rf"\b{name}\(", text):
        yield text[found.end():closing(text, found.end() - 1)]


def argument(arguments, pattern):
    """The string literal after a pattern, or nothing."""
    found = re.search(rf'{pattern}\s*(?=")', arguments)
    return literal(arguments, found.end())[0] if found else ""


def number(arguments, label):
    found = re.search(rf"\b{label}:\s*(\d+)", arguments)
    return found[1] if found else ""


def api_errors():
    """The rows of each domain, and those of every operation under an empty name."""
    rows = {}
    for path, text in swift_files("Contract", "ManagementAPI", "Directory"):
        parts = path.relative_to(ROOT / "Sources").parts
        domain = parts[1] if parts[0] == "Directory" and len(parts) > 2 else ""
        for arguments in calls(text, "APIError"):
            status = re.match(r"\s*(\d{3})\b", arguments)
            own = argument(arguments, r"\.emulator\(")
            english = f"(({own}))" if own else argument(arguments, "english:") or argument(arguments, "fixed:")
            if status and re.search(r"\w", english):
                http = number(arguments, "httpStatus") or "200"
                row = (status[1], number(arguments, "apiCode"), http, english, argument(arguments, "chinese:"))
                rows.setdefault(domain, set()).add(row)
    return rows


def control_errors():
    rows = set()
    for _, text in swift_files("Control"):
        for name in ("ControlError", r"self\.init"):
            for arguments in calls(text, name):
                if found := re.match(r'\s*(\d{3}),\s*"([a-z_]+)",\s*', arguments):
                    message = argument(arguments, re.escape(found[0]))
                    rows.add((found[2], found[1], message if message.strip("…") else ""))
        # Codes that are chosen before the error is made.
        rows |= {(code, status, "") for status, code in re.findall(r'\((\d{3}), "([a-z_]+)"\)', text)}
        for choice, status in re.findall(r"let code =\s+switch error \{(.*?)\}\s+self\.init\((\d{3}), code", text, re.DOTALL):
            rows |= {(code, status, "") for code in re.findall(r'"([a-z_]+)"', choice)}
    with_message = {row[:2] for row in rows if row[2]}
    return sorted(row for row in rows if row[2] or row[:2] not in with_message)


def title(domain):
    """`DataPolicies` as `Data policies`."""
    return re.sub(r"(?<!^)([A-Z])", lambda found: " " + found[1].lower(), domain) or "Every operation"


def page():
    text = HEAD
    for domain, rows in sorted(api_errors().items()):
        text += f"\n### {title(domain)}\n\n" + table(
            ["statusCode", "apiCode", "HTTP", "message", "in Chinese, if it differs"], sorted(rows, key=lambda row: (row[0], row[3:], row)))
    rows = [(f"`{code}`", status, message) for code, status, message in control_errors()]
    return text + CONTROL + "\n" + table(["code", "HTTP", "message"], rows)
