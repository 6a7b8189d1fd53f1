"""Compares the files of contract/ with their README and with each other, without a server."""

import json
import re

import pytest

from contract import FOLDER, load

SURFACES = ["management", "authentication"]
FILES = [(surface, path.stem) for surface in SURFACES for path in sorted((FOLDER / surface).glob("*.json"))]
FIELD_KEYS = (
    "name in type required deprecated dto format enum default minimum maximum minLength maxLength minItems maxItems "
    "uniqueItems nullable oneOf items"
).split()
OPERATION_KEYS = (
    "method path name source sdks deprecated hidden request body status response fields"
).split()
TYPES = {name: load(f"types/{name}") for name in ["management", "authentication", "newer"]}
LOOKUP = {
    "sdk": ["newer", "management", "authentication"],
    "authentication": ["authentication", "management"],
    "management": ["management", "authentication"],
}
PATH = re.compile(r"(/([A-Za-z0-9._:-]+|\{[A-Za-z]+\}))+")


def operations(surface):
    for each, domain in FILES:
        if each == surface:
            yield from load(f"{surface}/{domain}")["operations"]


def every_operation():
    return [(surface, known) for surface in SURFACES for known in operations(surface)]


def fields(declared):
    """Every field of a list, with the items of arrays and the alternatives."""
    for field in declared:
        yield field
        yield from fields([field["items"]] if "items" in field else [])
        yield from fields(field.get("oneOf", []))


def looked_up(name, order):
    """The file that has a data type, and its fields."""
    return next((file, TYPES[file][name]) for file in LOOKUP[order] if name in TYPES[file])


def types_of(surface, operation):
    """The data types that an operation names."""
    named = [operation["request"], operation["response"], *(field.get("dto") for field in fields(operation["fields"]))]
    return [name for name in named if name]


def reached():
    """Every (file, data type) that an operation or an addition leads to."""
    waiting = [
        (name, "sdk" if operation["source"] == "sdk" else surface)
        for surface, operation in every_operation()
        for name in types_of(surface, operation)
    ]
    for section in load("additions").values():
        for change in (change for changes in section.values() for change in changes):
            waiting += [(field["dto"], "sdk") for field in fields([change]) if "dto" in field]
            waiting += [(change["sdk"], "sdk")] if change["change"] == "response" else []
    found, done = set(), set()
    while waiting:
        name, order = waiting.pop()
        if (name, order) not in done:
            done.add((name, order))
            file, declared = looked_up(name, order)
            found.add((file, name))
            waiting += [(field["dto"], order) for field in fields(declared) if "dto" in field]
    return found


@pytest.mark.parametrize(
    ("surface", "source", "count"),
    [("management", "description", 425), ("management", "sdk", 88), ("management", "live", 62)]
    + [("authentication", "description", 107), ("authentication", "sdk", 36)],
)
def test_the_contract_has_every_operation_of_each_source(surface, source, count):
    assert sum(known["source"] == source for known in operations(surface)) == count


@pytest.mark.parametrize(
    ("domain", "count"),
    {"token": 1, "groups": 12, "organizations": 8, "departments": 20, "users": 40, "custom-fields": 9}.items(),
)
def test_a_domain_has_as_many_described_operations_as_the_vendor_describes(domain, count):
    assert sum(known["source"] == "description" for known in load(f"management/{domain}")["operations"]) == count


def test_no_call_is_in_the_contract_twice():
    calls = [(known["method"], known["path"]) for _, known in every_operation()]
    calls += [(known["method"], known["path"]) for rows in load("entry-points").values() for known in rows]
    assert len(calls) == len(set(calls))


@pytest.mark.parametrize("surface", SURFACES)
def test_the_name_of_an_operation_is_unique_within_its_interface(surface):
    names = [known["name"] for known in operations(surface)]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z][A-Za-z0-9]*", name) for name in names)


@pytest.mark.parametrize(("surface", "domain"), FILES)
def test_a_file_of_operations_is_sorted_and_written_as_documented(surface, domain):
    content = load(f"{surface}/{domain}")
    assert content["domain"] == domain
    assert content["operations"] == sorted(content["operations"], key=lambda known: (known["path"], known["method"]))
    for known in content["operations"]:
        assert list(known) == [key for key in OPERATION_KEYS if key in known]
        assert {"method", "path", "name", "source", "request", "response", "fields"} <= set(known)
        assert known["source"] in ("description", "sdk", "live")
        assert known["method"] in ("GET", "POST", "PUT", "DELETE")
        assert PATH.fullmatch(known["path"])
        assert all(field["in"] in ("query", "path") for field in known["fields"])


def test_a_path_names_each_of_its_variable_parts_among_its_fields():
    for _, known in every_operation():
        if known["source"] != "live":
            named = {field["name"] for field in known["fields"] if field["in"] == "path"}
            assert named == set(re.findall(r"\{(\w+)\}", known["path"])), known["path"]


def test_a_field_is_written_in_the_one_documented_shape():
    lists = [known["fields"] for _, known in every_operation()]
    lists += [declared for file in TYPES.values() for declared in file.values()]
    for field in fields(field for declared in lists for field in declared):
        assert list(field) == [key for key in FIELD_KEYS if key in field]
        assert field["type"] in ["string", "number", "boolean", "object", "array", "any"]
        assert ("items" in field) == (field["type"] == "array")
        assert ("name" in field) == ("required" in field)


def test_every_data_type_is_named_by_an_operation_or_by_another_type():
    assert reached() == {(file, name) for file, declared in TYPES.items() for name in declared}


def test_a_data_type_is_written_once():
    assert not set(TYPES["management"]) & set(TYPES["authentication"])
    for name, declared in TYPES["newer"].items():
        assert all(declared != TYPES[file].get(name) for file in ["management", "authentication"]), name


def test_an_addition_is_about_an_operation_or_type_that_is_described():
    additions = load("additions")
    described = {f"{known['method']} {known['path']}" for _, known in every_operation() if known["source"] != "sdk"}
    assert set(additions["operations"]) <= described
    assert set(additions["types"]) <= set(TYPES["management"]) | set(TYPES["authentication"])


def test_an_added_field_is_one_that_the_description_lacks():
    for name, changes in load("additions")["types"].items():
        _, declared = looked_up(name, "management")
        known = {field["name"] for field in declared}
        for change in changes:
            assert (change["name"] in known) != (change["change"] == "field"), (name, change)


def test_an_entry_point_is_written_as_documented():
    for rows in load("entry-points").values():
        assert rows == sorted(rows, key=lambda known: (known["path"], known["method"]))
        for known in rows:
            assert list(known) == ["method", "path", "source"]
            assert known["method"] in ("GET", "POST", "ANY")
            assert known["source"] in ("entry", "client")
            assert PATH.fullmatch(known["path"].removesuffix("/**"))


def test_the_contract_has_one_field_a_line():
    for path in FOLDER.rglob("*.json"):
        for line in path.read_text("utf-8").splitlines():
            if line.lstrip().startswith('{"'):
                json.loads(line.rstrip(","))
