"""The Swift table of all known operations, for requests without an emulated operation."""

import contract

SURFACES = ["management", "authentication"]

TEXT = '''\
extension KnownOperations {{
    /// The operations with fixed paths, one a line, sorted by their bytes: path, method, source, domain.
    static let fixedPaths: StaticString = """
{fixed}
        """

    /// The operations with variable parts in their paths, in the same form; those that end in `**` come last.
    static let patterns: StaticString = """
{patterns}
        """
}}
'''


def every_operation():
    """Every known operation and entry point, each with its domain and its `surface`: an API, or `other`."""
    files = [
        (surface, contract.load(f"{surface}/{path.stem}"))
        for surface in SURFACES
        for path in sorted((contract.FOLDER / surface).glob("*.json"))
    ]
    rows = [each | {"surface": surface, "domain": file["domain"]} for surface, file in files for each in file["operations"]]
    for domain, known in contract.load("entry-points").items():
        rows += [each | {"surface": "other", "domain": domain} for each in known]
    return rows


def source(known):
    """The source in one word; a described operation of the authentication API has one of its own."""
    if known["source"] == "description":
        return "description" if known["surface"] == "management" else "authentication"
    return known["source"]


def row(known):
    return f"{known['path']} {known['method']} {source(known)} {known['domain']}"


def is_pattern(known):
    return "{" in known["path"] or known["path"].endswith("**")


def text():
    """The text of the Swift file."""
    rows = every_operation()
    fixed = sorted(row(known) for known in rows if not is_pattern(known))
    patterns = sorted((known["path"].endswith("**"), row(known)) for known in rows if is_pattern(known))
    return TEXT.format(
        fixed="\n".join(" " * 8 + line for line in fixed),
        patterns="\n".join(" " * 8 + line for _, line in patterns),
    )
