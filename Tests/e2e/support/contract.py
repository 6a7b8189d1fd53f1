"""The facts of the vendor's description (contract/) and the intended differences, as JSON schemas."""

import fnmatch
import functools
import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "contract"
NUMBER_FACTS = ["minimum", "maximum", "minItems", "maxItems"]


def load(name):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def with_inner_fields(field):
    """A field with the fields of its data type written out; no type of a request contains itself."""
    if "items" in field:
        return field | {"items": with_inner_fields(field["items"])}
    if "dto" in field:
        return field | {"fields": [with_inner_fields(each) for each in DATA_TYPES[field["dto"]]]}
    return field


def with_body_fields(operation):
    """An operation with the fields of its body among its fields."""
    body = DATA_TYPES[operation["request"]] if operation["request"] else []
    fields = operation["fields"] + [{"in": "body"} | field for field in body]
    return operation | {"fields": [with_inner_fields(field) for field in fields]}


@functools.cache
def known_operations(surface):
    """The operations of an API by method and path."""
    files = [load(f"{surface}/{path.stem}") for path in sorted((FOLDER / surface).glob("*.json"))]
    return {(known["method"], known["path"]): known for file in files for known in file["operations"]}


def entry_points():
    """Method, or ANY, and path of each entry point of another interface; `**` is any rest."""
    return [(known["method"], known["path"]) for rows in load("entry-points").values() for known in rows]


DATA_TYPES = load("types/management")
DIFFERENCES = load("differences")
# The domains that have emulated operations: those whose data can be set up.
DOMAINS = list(load("setup")["domains"])
OPERATIONS = {
    (operation["method"], operation["path"]): with_body_fields(operation)
    for domain in DOMAINS
    for operation in load(f"management/{domain}")["operations"]
    if operation["source"] == "description"
}


def matches(patterns, text):
    """Whether one of the patterns, which `|` separates, fits the whole text."""
    return any(fnmatch.fnmatchcase(text, pattern) for pattern in patterns.split("|"))


def described_facts(field, keys):
    """The description's facts of a field, under the names of JSON Schema; all its numbers are integers."""
    facts = {"type": "integer" if field["type"] == "number" else field["type"]}
    facts["required"] = field.get("required", True)
    return facts | {key: field[key] for key in keys if field.get(key) is not None}


def reply_differences(data_type, member):
    """The intended differences for a member of an answer: fact to emulated value."""
    return {
        entry["fact"]: entry["emulated"]
        for entry in DIFFERENCES["replies"]
        if matches(entry["types"], data_type) and matches(entry["members"], member)
    }


def reply_facts(data_type):
    """The members of a data type in their order, each with its facts as they are meant to be."""
    members = {}
    for field in DATA_TYPES[data_type]:
        facts = described_facts(field, ["enum", "format"]) | reply_differences(data_type, field["name"])
        if not facts.pop("there", True):
            continue
        members[field["name"]] = (facts, field)
    for entry in DIFFERENCES["replies"]:
        if entry["fact"] == "there" and entry["emulated"] and matches(entry["types"], data_type):
            added = entry.get("member", {"name": entry["members"], "type": "object", "required": False})
            data = {"data": members.pop("data")} if "data" in members else {}
            members[entry["members"]] = ({"type": added["type"], "required": added["required"]}, added)
            members |= data
    return members


def page_schema(element):
    """The JSON schema of a list with pages."""
    properties = {"totalCount": {"type": "integer"}, "list": {"type": "array", "items": element}}
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


@functools.cache
def reply_schema(data_type):
    """The JSON schema of a data type: no other members, in this order, null only where a value is optional.

    Lists and custom data are there or not, but never null (users.md, Option flags), except where a difference says
    that they may be.
    """
    properties = {}
    schema_of = {data_type: {"type": "object"}}  # of a type inside itself, which is not looked into
    for name, (facts, field) in reply_facts(data_type).items():
        schema = {key: facts[key] for key in ["enum", "format"] if facts.get(key)}
        if facts["type"] != "any":
            schema["type"] = facts["type"]
        inside = field.get("dto")
        if facts["type"] == "array":
            items = field["items"]
            dto = items.get("dto")
            schema["items"] = (schema_of.get(dto) or reply_schema(dto)) if dto else {"type": items["type"]}
        elif inside and DATA_TYPES[inside]:
            schema = reply_schema(inside)
        if reply_differences(data_type, name).get("page"):
            schema = page_schema(schema)
        can_be_null = "required" in reply_differences(data_type, name)
        if can_be_null or (not facts["required"] and facts["type"] != "array" and name != "customData"):
            schema = {"oneOf": [{"type": "null"}, schema]}
        properties[name] = schema
    required = [name for name, (facts, _) in reply_facts(data_type).items() if facts["required"]]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def answer_type(operation):
    """The data type of an operation's complete reply."""
    described = operation["response"]
    return reply_differences(described, "").get("answer", described)
