"""The vendor's contract as the emulator means it: the facts of contract/ with the patches applied."""

import fnmatch
import functools
import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "contract"
# What the description can say of a field besides its type, under the names of JSON Schema.
FACTS = ["enum", "default", "minimum", "maximum", "minItems", "maxItems", "minLength", "maxLength"]

# What is left of the description of a field when any type is valid.
ANY_TYPE_FACTS = ["name", "required", "deprecated"]

# A length of 0 at least is no bound.
NO_BOUNDS = [("minItems", 0), ("minLength", 0)]


@functools.cache
def load(name):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def operations():
    """The described operations of the management API, by domain."""
    files = sorted((FOLDER / "management").glob("*.json"))
    domains = {path.stem: load(f"management/{path.stem}")["operations"] for path in files}
    return {name: [each for each in found if each["source"] == "description"] for name, found in domains.items()}


def data_types():
    return load("types/management")


def request_fields(operation, used=None):
    """The fields of an operation's query or body, each with its facts, its items and the fields inside it."""
    body = data_types()[operation["request"]] if operation["request"] else []
    return fields_of(short_name(operation), "", operation["fields"] + body, used)


def matches(patterns, text):
    """Whether one of the patterns, which `|` separates, fits the whole text."""
    return any(fnmatch.fnmatchcase(text, pattern) for pattern in patterns.split("|"))


def facts_of(field):
    """The description's facts of a field; all its numbers are integers."""
    kind = "integer" if field["type"] == "number" else field["type"]
    facts = {"name": field.get("name"), "type": kind, "required": field.get("required", True)}
    facts |= {key: field[key] for key in FACTS if field.get(key) is not None}
    return facts | {key: field[key] for key in ["dto", "deprecated"] if key in field}


def applies(patch, operation, place, facts):
    """Whether a patch of requests is about a field."""
    return (
        matches(patch["operations"], operation)
        and matches(patch["fields"], place)
        and all(facts.get(fact) == value for fact, value in patch.get("when", {}).items())
        and patch.get("described", facts.get(patch["fact"])) == facts.get(patch["fact"])
    )


def patched(patches, operation, place, facts, used=None):
    """The facts of a field after the patches, which are applied in their order.

    `used` collects the patches that changed something.
    """
    facts = dict(facts)
    for patch in patches:
        if patch["fact"] in ("order", "there") or not applies(patch, operation, place, facts):
            continue
        if used is not None and facts.get(patch["fact"]) != patch["emulated"]:
            used.append(patch)
        facts[patch["fact"]] = patch["emulated"]
    return {fact: value for fact, value in facts.items() if value is not None and (fact, value) not in NO_BOUNDS}


def fields_of(operation, place, described, used=None):
    """The fields of an object, each with its facts, its items and the fields inside it, in their order."""
    patches = load("differences")["requests"]
    fields = [described_field(operation, f"{place}.{field['name']}".lstrip("."), field, used) for field in described]
    for patch in patches:
        if not (matches(patch["operations"], operation) and matches(patch["fields"], place)):
            continue
        if patch["fact"] == "order":
            last = patch["emulated"]
            fields.sort(key=lambda field: last.index(field["name"]) if field["name"] in last else -1)
            if used is not None:
                used.append(patch)
    for patch in patches:
        if patch["fact"] == "there" and patch["emulated"] and "field" in patch:
            if matches(patch["operations"], operation) and place == "":
                fields.append(described_field(operation, patch["field"]["name"], patch["field"], used))
                if used is not None:
                    used.append(patch)
    return fields


def described_field(operation, place, field, used=None):
    result = {"name": field.get("name"), "place": place, "dto": field.get("dto")}
    result["facts"] = patched(load("differences")["requests"], operation, place, facts_of(field), used)
    if "type" not in result["facts"]:
        # A field of any type has no bounds, and nothing inside it is described.
        result["facts"] = {fact: value for fact, value in result["facts"].items() if fact in ANY_TYPE_FACTS}
        return result | {"fields": []}
    if result["facts"]["type"] == "array":
        items = field.get("items", {"type": field["type"], "required": True})
        result["items"] = described_field(operation, f"{place}.items", items, used)
    inside = data_types()[field["dto"]] if "dto" in field else []
    result["fields"] = fields_of(operation, place, inside, used) if inside else []
    return result


def short_name(operation):
    """The last part of an operation's path, which is its name."""
    return operation["path"].removeprefix("/api/v3/")
