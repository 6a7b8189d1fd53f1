"""Compares each emulated operation with the public description: every difference is intended and listed.

The emulator's side is its own description. It is generated from the contract; a Swift test compares it with the
declarations that requests are read by (DescriptionTests).
"""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

from contract import DATA_TYPES, DIFFERENCES, DOMAINS, NUMBER_FACTS, OPERATIONS, answer_type, described_facts, matches

FACTS = ["enum", "default", "minLength", "maxLength", *NUMBER_FACTS]


def tool(name):
    """A module of Tools/contract."""
    path = Path(__file__).resolve().parents[3] / "Tools" / "contract" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"tools_{name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


patched = tool("contract")


@pytest.fixture(scope="module")
def description(binary):
    return json.loads(subprocess.run([binary, "describe", "openapi"], capture_output=True, check=True).stdout)


@pytest.fixture(scope="module")
def differences(description):
    """Everything in which the emulated operations differ: (kind, owner, member, fact, described, emulated)."""
    found = []
    for (method, path), operation in OPERATIONS.items():
        emulated = description["paths"].get(path, {}).get(method.lower())
        if emulated is not None:
            found += answer_differences(answer_type(operation), emulated, description)
    return found


def schema_facts(schema, required):
    """What a schema of the emulator says of a field; `null` is only the word for absent."""
    types = schema.get("type")
    facts = {"type": types if type(types) is not list else types[0], "required": required}
    facts |= {key: schema[key] for key in FACTS if key in schema}
    if "enum" in facts:
        facts["enum"] = [choice for choice in facts["enum"] if choice is not None]
    return facts


def unequal(described, emulated):
    for fact in sorted({*described, *emulated}):
        if described.get(fact) != emulated.get(fact):
            yield fact, described.get(fact), emulated.get(fact)


def properties(schema):
    required = schema.get("required", [])
    return {name: (each, name in required) for name, each in schema.get("properties", {}).items()}


def answer_differences(data_type, emulated, description):
    success = emulated["responses"]["200"]["content"]["application/json"]["schema"]["oneOf"][0]
    yield from type_differences(data_type, success, description, inside_envelope=True)


def type_differences(data_type, schema, description, outer=(), inside_envelope=False):
    """A member that is described as required is always there and never null; what is optional may be either.

    A type inside itself, such as a node of a tree, is compared once: `outer` are the types around this one.
    """
    if data_type in outer:
        return
    described = {field["name"]: field for field in DATA_TYPES[data_type]}
    if inside_envelope:
        described.pop("apiCode", None)
    emulated = schema["properties"]
    for name in [*emulated, *(name for name in described if name not in emulated)]:
        if name not in emulated or name not in described:
            yield "replies", data_type, name, "there", name in described, name in emulated
            continue
        member, can_be_null = resolved(emulated[name], description)
        if is_undescribed_page(described[name], member):
            yield "replies", data_type, name, "page", None, True
            member = resolved(member["properties"]["list"]["items"], description)[0]
        for fact, *values in member_differences(described[name], member, description):
            yield "replies", data_type, name, fact, *values
        is_sure = name in schema.get("required", []) and not can_be_null
        if described[name]["required"] and not is_sure:
            yield "replies", data_type, name, "required", True, False
        yield from inner_differences(described[name], member, description, (*outer, data_type))
    if [name for name in emulated if name in described] != [name for name in described if name in emulated]:
        yield "replies", data_type, "", "order", list(described), list(emulated)


def is_undescribed_page(field, schema):
    """Whether a member is a page with a list, but is described as one element of it."""
    described = [each["name"] for each in DATA_TYPES.get(field.get("dto"), [])]
    return list(schema.get("properties", {})) == ["totalCount", "list"] and "list" not in described


def member_differences(field, member, description):
    facts = described_facts(field, ["enum", "format"])
    del facts["required"]
    shown = {key: member[key] for key in ["enum", "format"] if key in member}
    if "const" in member or member.get("format") == "uuid":
        return  # the envelope's own: 200, and the form of requestId
    types = member.get("type")
    shown["type"] = types[0] if type(types) is list else types
    if "enum" in shown:
        shown["enum"] = [choice for choice in shown["enum"] if choice is not None]
    for key in ["enum"]:
        if key in facts and key in shown and sorted(facts[key]) == sorted(shown[key]):
            shown[key] = facts[key]
    yield from unequal(facts, shown)


def inner_differences(field, member, description, outer):
    inner, schema = field.get("dto"), member
    if field["type"] == "array" and "items" in member:
        inner, schema = field["items"].get("dto"), resolved(member["items"], description)[0]
    if inner and "properties" in schema:
        yield from type_differences(inner, schema, description, outer)


def resolved(schema, description):
    """A schema with references resolved, and whether it allows null."""
    if "oneOf" in schema:
        return resolved(schema["oneOf"][0], description)[0], True
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return description["components"]["schemas"][name], False
    return schema, type(schema.get("type")) is list


def is_listed(difference, entry):
    kind, owner, member, fact, described, emulated = difference
    owners, members = ("operations", "fields") if kind == "requests" else ("types", "members")
    return (
        entry["fact"] == fact
        and matches(entry[owners], owner)
        and matches(entry[members], member)
        and entry.get("described", described) == described
        and entry.get("emulated", emulated) == emulated
    )


def test_every_difference_is_listed(differences):
    unlisted = [each for each in differences if not any(is_listed(each, entry) for entry in DIFFERENCES[each[0]])]
    assert not unlisted, "not in differences.json:\n" + "\n".join(sorted(map(str, unlisted)))


def test_every_listed_difference_of_replies_is_one(differences):
    stale = [
        entry
        for entry in DIFFERENCES["replies"]
        # Another data type for a whole answer is looked up before anything is compared.
        if entry["fact"] != "answer" and not any(is_listed(each, entry) for each in differences)
    ]
    assert stale == []


def test_requests_are_the_patched_contract(description):
    """The fields of every emulated operation, in their order, have just the facts of the contract and its patches."""
    found = []
    for operation in (each for domain in DOMAINS for each in patched.operations()[domain]):
        emulated = description["paths"].get(operation["path"], {}).get(operation["method"].lower())
        if emulated is not None:
            name = patched.short_name(operation)
            found += object_faults(name, "", patched.request_fields(operation), request_fields(emulated))
    assert found == []


def request_fields(emulated):
    if "requestBody" in emulated:
        return properties(emulated["requestBody"]["content"]["application/json"]["schema"])
    return {each["name"]: (each["schema"], each["required"]) for each in emulated.get("parameters", [])}


def object_faults(operation, place, fields, emulated):
    names = [field["name"] for field in fields]
    if names != list(emulated):
        yield operation, place, names, list(emulated)
    for field in fields:
        if field["name"] in emulated:
            yield from field_faults(operation, field, *emulated[field["name"]])


def field_faults(operation, field, schema, required):
    expected = {fact: field["facts"][fact] for fact in ["type", "required", *FACTS] if fact in field["facts"]}
    shown = {fact: value for fact, value in schema_facts(schema, required).items() if value is not None}
    if expected != shown:
        yield operation, field["place"], expected, shown
    if "items" in field:
        yield from field_faults(operation, field["items"], schema.get("items", {}), True)
    else:
        yield from object_faults(operation, field["place"], field["fields"], properties(schema))


def test_every_patch_of_requests_changes_something():
    used = []
    for domain in DOMAINS:
        for operation in patched.operations()[domain]:
            patched.request_fields(operation, used)
    assert [patch for patch in patched.load("differences")["requests"] if patch not in used] == []


def test_generated_sources_are_up_to_date():
    generator = patched.ROOT / "Tools" / "contract" / "generate.py"
    assert subprocess.run([sys.executable, generator, "--check"], capture_output=True, text=True).stderr == ""


def test_every_difference_has_a_reason():
    assert all(entry["reason"] for kind in DIFFERENCES.values() for entry in kind)
