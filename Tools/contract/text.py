"""The text of the files in `contract`: JSON with one field a line, so that a difference is read line by line."""

import json


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def line(value):
    return json.dumps(value, ensure_ascii=False)


def block(rows, indent):
    """A list with one value a line."""
    if not rows:
        return "[]"
    inside = ",\n".join(" " * (indent + 2) + line(row) for row in rows)
    return f"[\n{inside}\n{' ' * indent}]"


def members(known, keys):
    return ", ".join(f"{line(key)}: {line(known[key])}" for key in keys if key in known)


def domain(name, operations):
    """A file of operations."""
    rows = ",\n".join(map(operation, operations))
    return f'{{\n  "domain": {line(name)},\n  "operations": [\n{rows}\n  ]\n}}\n'


def operation(known):
    identity = members(known, ["method", "path", "name", "source", "sdks", "deprecated", "hidden"])
    types = members(known, ["request", "body", "status", "response"])
    fields = block(known["fields"], 6)
    return f'    {{\n      {identity},\n      {types},\n      "fields": {fields}\n    }}'


def lists(named):
    """An object of lists: a file of data types."""
    inside = ",\n".join(f"  {line(name)}: {block(rows, 2)}" for name, rows in named.items())
    return f"{{\n{inside}\n}}\n"


def sections(named):
    """An object of such objects."""
    inside = ",\n".join(f"  {line(name)}: {indented(lists(rows))}" for name, rows in named.items())
    return f"{{\n{inside}\n}}\n"


def indented(content):
    return content.strip().replace("\n", "\n  ")
