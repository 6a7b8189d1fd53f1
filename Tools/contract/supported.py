"""Writes docs/SUPPORTED.md: which of the known operations are emulated, and how to set up their data.

The number of emulated operations in the README is written, too.

    python3 Tools/contract/supported.py PROGRAM [--check]

PROGRAM is a built genauth-emulator, which says what is emulated. With --check nothing is written; a page that is not
current is a failure.
"""

import re
import subprocess
import sys

import contract
import differences
from known_operations import every_operation

PATH = contract.ROOT / "docs" / "SUPPORTED.md"
README = contract.ROOT / "README.md"
NUMBER = re.compile(r"\b\d+ of the \d+ described operations\b")
ROW = re.compile(r"^\| (\S+) \| (.+) \| `(\S+) (\S+)` \| (.+) \|$", re.MULTILINE)
INTERFACES = {
    "management": "Management API",
    "authentication": "Authentication API and OIDC",
    "other": "Other interfaces",
}
INTRODUCTIONS = {"other": "The methods are those that clients were seen to use; others answer 501 as well.\n"}
MARKS = {"sdk": " (newer SDKs)", "live": " (live list)"}

HEAD = """\
# Supported operations

<!-- Generated from contract/ and `genauth-emulator describe` by `make contract`; do not edit. -->

{emulated} of the {described} described operations of the management API are emulated. Every other operation on this
page answers HTTP 501 with the header `x-genauth-emulator: not-emulated`. A path that is not here answers 404.

| column | meaning |
|---|---|
| emulated | `whole`; `always empty`: checks the request, then answers an empty list or object; `except`: the listed fields answer 501 and are never silently ignored; `501`: not emulated |
| differs | numbers of the [differences](#differences-in-requests) between its request and the description, without those of all operations |
| set up | how the data that the operation works on gets into a user pool: by calls of the API, by a [seed](guides/seeds.md), or both |

Operations come from the vendor's descriptions of November 2023. `(newer SDKs)` marks those that only later SDKs call,
`(live list)` those that are only in a list of the service's operations of 2026.
[contract/README.md](../contract/README.md) says more about the sources.
"""

DIFFERENCES = """\
## Differences from the descriptions

A dot leads into an object, `.items` into the items of a list; `*` is any text.

### Differences in requests

{requests}
### Differences in replies

Replies are narrower than described: a member that is not required is always there, with `null` where it has no value,
unless the call has to ask for it. They differ in these members:

{replies}"""


def text(table):
    """The text of the page.

    table: what `genauth-emulator describe table` prints.
    """
    emulated = {f"{method} {path}": extent for _, _, method, path, extent in ROW.findall(table)}
    rows = every_operation()
    described = sum(known["surface"] == "management" and known["source"] == "description" for known in rows)
    parts = [HEAD.format(emulated=len(emulated), described=described)]
    for surface, title in INTERFACES.items():
        own = [known for known in rows if known["surface"] == surface]
        introduction = f"{INTRODUCTIONS[surface]}\n" if surface in INTRODUCTIONS else ""
        parts.append(f"## {title}\n\n{introduction}{overview(own, emulated)}")
        parts += [section(domain, own, emulated) for domain in domains(own, emulated)]
    parts.append(differences_section())
    return "\n".join(parts)


def differences_section():
    """The patches of requests, numbered, and those of replies."""
    requests = [differences.request_row(*each) for each in enumerate(differences.of_requests(), 1)]
    replies = [differences.reply_row(patch) for patch in contract.load("differences")["replies"]]
    return DIFFERENCES.format(
        requests=table_of(["no.", "operations", "fields", "emulated", "reason"], requests),
        replies=table_of(["data types", "members", "emulated", "reason"], replies),
    )


def domains(rows, emulated):
    """The domains of an interface: those with emulated operations first."""
    names = {known["domain"] for known in rows}
    return sorted(names, key=lambda name: (count(name, rows, emulated) == 0, name))


def call(known):
    return f"{known['method']} {known['path']}"


def count(domain, rows, emulated):
    return sum(known["domain"] == domain and call(known) in emulated for known in rows)


def anchor(domain, surface):
    return domain if surface == "management" else f"{domain}-{surface}"


def overview(rows, emulated):
    lines = []
    for domain in domains(rows, emulated):
        known = [each for each in rows if each["domain"] == domain]
        link = f"[{domain}](#{anchor(domain, known[0]['surface'])})"
        lines.append([link, str(count(domain, rows, emulated)), str(len(known))])
    return table_of(["domain", "emulated", "known"], lines)


def section(domain, rows, emulated):
    """A domain's heading and table."""
    own = sorted((each for each in rows if each["domain"] == domain), key=lambda each: (each["path"], each["method"]))
    title = domain if own[0]["surface"] == "management" else f"{domain} ({own[0]['surface']})"
    is_emulated = count(domain, rows, emulated) > 0
    columns = {"operation": [f"`{call(known)}`" for known in own]}
    columns["emulated"] = [emulated.get(call(known), "501" + MARKS.get(known["source"], "")) for known in own]
    if is_emulated:
        columns["differs"] = [differing(known) if call(known) in emulated else "–" for known in own]
    setups = [setup(known) if call(known) in emulated or not is_emulated else None for known in own]
    if any(setups):
        columns["set up"] = [way or "–" for way in setups]
    return f"### {title}\n\n" + table_of(list(columns), zip(*columns.values()))


def table_of(heads, rows):
    """A table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines).replace("| --- ", "|---").replace("--- |", "---|")


def differing(known):
    """The numbers of an operation's differences."""
    return ", ".join(map(str, differences.numbers(known))) or "–"


def setup(known):
    """How the data of an operation is set up, or None where there is no way."""
    ways = contract.load("setup")
    if known["surface"] != "management":
        return None
    return ways["operations"].get(call(known)) or ways["domains"].get(known["domain"])


def main(program, *options):
    table = subprocess.run([program, "describe", "table"], capture_output=True, check=True, text=True).stdout
    page = text(table)
    readme = NUMBER.sub(NUMBER.search(page).group(), README.read_text(encoding="utf-8"))
    for path, current in {PATH: page, README: readme}.items():
        if "--check" not in options:
            path.write_text(current, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != current:
            raise SystemExit(f"{path.relative_to(contract.ROOT)} is not current; run `make contract`")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
