"""Validates a JSON value by the part of JSON Schema that replies need, and by the order of members.

A library would know all of JSON Schema, but not the order, and be many times slower: each answer of a run is checked.
"""

import re
import uuid

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")

TYPES = {
    "object": lambda value: type(value) is dict,
    "array": lambda value: type(value) is list,
    "string": lambda value: type(value) is str,
    "integer": lambda value: type(value) is int,
    "boolean": lambda value: type(value) is bool,
    "null": lambda value: value is None,
}

FORMATS = {
    "date-time": lambda value: TIME.fullmatch(value) is not None,
    "uuid": lambda value: str(uuid.UUID(value)) == value.lower(),
}


def violations(value, schema, root=None, place="$"):
    """The violations of a value, as texts; `root` has the targets of `$ref`."""
    if "$ref" in schema:
        target = root
        for step in schema["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        return violations(value, target, root, place)
    if "oneOf" in schema:
        attempts = [violations(value, choice, root, place) for choice in schema["oneOf"]]
        return [] if [] in attempts else min(attempts, key=closeness)
    types = schema.get("type")
    if types is not None:
        if not any(TYPES[name](value) for name in ([types] if type(types) is str else types)):
            return [f"{place} is {value!r:.60}, not of type {types}"]
    found = []
    if "const" in schema and value != schema["const"]:
        found.append(f"{place} is {value!r:.60}, not {schema['const']!r}")
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{place} is {value!r:.60}, not one of {schema['enum']}")
    if type(value) is str and "format" in schema and not FORMATS[schema["format"]](value):
        found.append(f"{place} is {value!r:.60}, not a {schema['format']}")
    if type(value) is int and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        found.append(f"{place} is {value}, out of bounds")
    if type(value) is list:
        if len(value) > schema.get("maxItems", len(value)):
            found.append(f"{place} has {len(value)} items")
        if "items" in schema:
            for index, item in enumerate(value):
                found += violations(item, schema["items"], root, f"{place}[{index}]")
    if type(value) is dict and "properties" in schema:
        found += member_violations(value, schema, root, place)
    return found


def member_violations(value, schema, root, place):
    properties = schema["properties"]
    found = [f"{place} lacks {name}" for name in schema.get("required", ()) if name not in value]
    known = [name for name in properties if name in value]
    if schema.get("additionalProperties") is False:
        found += [f"{place} has {name}, which is not described" for name in value if name not in properties]
    if known != list(value)[: len(known)]:
        found.append(f"{place} has the order {list(value)}, not {known}")
    for name in known:
        found += violations(value[name], properties[name], root, f"{place}.{name}")
    return found


def closeness(attempt):
    """Of several choices that do not fit, reports the one with the deepest error, or with the fewest."""
    is_of_null = attempt[0].endswith("not of type null")
    return (is_of_null, -max(text.split(" ")[0].count(".") for text in attempt), len(attempt))
