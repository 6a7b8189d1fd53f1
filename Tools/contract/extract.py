"""Extracts the facts of the vendor's API descriptions into the folder `contract`.

Run by hand when a description changes:

    python3 Tools/contract/extract.py MANAGEMENT.json AUTHENTICATION.json NEWER.json

The first two are the vendor's OpenAPI documents of November 2023. The third is an OpenAPI document of the operations
that only newer SDKs have, with the keys `x-live-inventory-only` and `x-new-fields`. No prose is copied: names, types,
bounds, enums and defaults only. contract/README.md defines the form of the output. The files that are kept by hand
(README.md, differences.json and entry-points.json) are not touched.
"""

import fnmatch
import json
import re
import sys
from pathlib import Path

import text

ROOT = Path(__file__).resolve().parents[2]
CONTRACT = ROOT / "contract"
DOMAINS = json.loads(Path(__file__).with_name("domains.json").read_text(encoding="utf-8"))
SURFACES = ["management", "authentication"]
METHODS = ["get", "post", "put", "delete", "patch"]
PLAIN_FACTS = ["format", "enum", "default", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"]
SDKS = {
    "authing-node-sdk 4.0.2": "authing-node",
    "genauth-node-sdk 1.0.0": "genauth-node",
    "authing-java-sdk 3.1.19": "authing-java",
    "authing-golang-sdk 3.0.15": "authing-go",
    "authing-csharp-sdk 3.2.5": "authing-csharp",
    "authing (PyPI) 5.1.0": "authing-python",
    "genauth (PyPI) 5.1.0": "genauth-python",
}


def facts(schema):
    """What a schema says of a value, in the order of contract/README.md, without name and `required`."""
    if len(schema.get("allOf", [])) == 1:
        schema = {**schema["allOf"][0], **{key: value for key, value in schema.items() if key != "allOf"}}
    choices = schema.get("oneOf") or schema.get("anyOf")
    found = {"type": "object" if "$ref" in schema else schema.get("type", "any")}
    if schema.get("deprecated"):
        found["deprecated"] = True
    if "$ref" in schema:
        found["dto"] = schema["$ref"].rsplit("/", 1)[1]
    for key in PLAIN_FACTS:
        if key in schema:
            found[key] = schema[key]
    for key in ["uniqueItems", "nullable"]:
        if schema.get(key):
            found[key] = True
    if choices:
        found["oneOf"] = [facts(choice) for choice in choices]
    if found["type"] == "array":
        found["items"] = facts(schema.get("items", {}))
    return found


def field(name, schema, required, place=None, deprecated=False):
    """A field: its name, where it is sent, its facts."""
    known = facts(schema)
    start = {"name": name} | ({"in": place} if place else {}) | {"type": known.pop("type"), "required": required}
    if deprecated:
        start["deprecated"] = True
    return start | known


def parameter(declared):
    schema = dict(declared.get("schema", {}))
    if "maxLength" in declared:
        schema.setdefault("maxLength", declared["maxLength"])
    return field(
        declared["name"], schema, declared.get("required", False), declared["in"], declared.get("deprecated", False)
    )


def data_type(schema):
    """The fields of a data type, in the declared order."""
    required = schema.get("required", [])
    return [field(name, each, name in required) for name, each in schema.get("properties", {}).items()]


def content_type(content):
    """The name of the data type of a body; an inline schema is refused, since none is known."""
    if not content:
        return None
    schema = next(iter(content.values())).get("schema") or {}
    if schema and "$ref" not in schema:
        raise SystemExit(f"an inline body: {schema}")
    return schema["$ref"].rsplit("/", 1)[1] if schema else None


def name_of(call, path):
    """The operation's name: the vendor's verb phrase of the path (`addGroupMembers`), or that of domains.json."""
    if call in DOMAINS["names"]:
        return DOMAINS["names"][call]
    fixed = re.sub(r"\{\w+\}", "", re.sub(r"^/api/(internal/)?v\d/", r"/\1", path))
    words = re.findall(r"[A-Za-z0-9]+", fixed)
    return words[0][:1].lower() + words[0][1:] + "".join(word[:1].upper() + word[1:] for word in words[1:])


def operation(method, path, declared, source):
    """What is known of an operation."""
    method = method.upper()
    known = {"method": method, "path": path, "name": name_of(f"{method} {path}", path), "source": source}
    if "x-source" in declared:
        known["sdks"] = [SDKS[name] for name in declared["x-source"] if name in SDKS]
    for key, flag in [("deprecated", "deprecated"), ("hidden", "x-authing-hidden-from-sdk")]:
        if declared.get(flag):
            known[key] = True
    body = declared.get("requestBody", {}).get("content", {})
    known["request"] = content_type(body)
    if "application/x-www-form-urlencoded" in body:
        known["body"] = "form"
    status, response = next(iter(declared["responses"].items()))
    if status != "200":
        known["status"] = int(status)
    known["response"] = content_type(response.get("content"))
    known["fields"] = [parameter(each) for each in declared.get("parameters", [])]
    return known


def domain(surface, tag, path):
    """The domain of an operation: by its path where domains.json has a pattern of it, else by its first tag."""
    table = DOMAINS[surface]
    for pattern, name in table["paths"].items():
        if fnmatch.fnmatchcase(path, pattern):
            return name
    if tag not in table["tags"]:
        raise SystemExit(f"domains.json has no domain for the tag {tag!r} of {path}")
    return table["tags"][tag]


def tag_of(declared):
    return declared.get("x-domain") or next(iter(declared.get("tags", [])), None)


def described(document, surface, source):
    """The operations of a description: ((surface, domain), operation)."""
    for path, methods in document["paths"].items():
        for method in METHODS:
            if method in methods:
                declared = methods[method]
                side = surface or ("authentication" if declared["x-side"] == "authentication" else "management")
                yield (side, domain(side, tag_of(declared), path)), operation(method, path, declared, source)


def live(document):
    """The operations that only the list of live operations has: no field and no data type is known."""
    for row in document["x-live-inventory-only"]:
        declared = {"responses": {"200": {}}}
        key = ("management", domain("management", row["tag"], row["path"]))
        yield key, operation(row["method"], row["path"], declared, "live")


def additions(document):
    """What newer SDKs add to the operations and data types of the descriptions."""
    news = document["x-new-fields"]
    operations = {call: list(changes_of(news["operations"][call])) for call in sorted(news["operations"])}
    types = {name: list(changes_of(news["dtos"][name])) for name in sorted(news["dtos"])}
    return {"operations": operations, "types": {name: changes for name, changes in types.items() if changes}}


def changes_of(entry):
    """The changes of one operation or data type, one value each."""

    def sdks(known):
        return {"sdks": [SDKS[name] for name in known["source"] if name in SDKS]}

    for name, known in {**entry.get("fields", {}), **entry.get("parameters", {})}.items():
        place = "query" if name in entry.get("parameters", {}) else None
        yield {"change": "field"} | field(name, known["schema"], known.get("required", False), place) | sdks(known)
    for name, known in {**entry.get("enums", {}), **entry.get("parameterEnums", {})}.items():
        absent = {"absent": known["absentInSdk"]} if "absentInSdk" in known else {}
        yield {"change": "enum", "name": name, "added": known.get("added", [])} | absent | sdks(known)
    for name, known in entry.get("types", {}).items():
        yield {"change": "type", "name": name, "described": known["description"], "sdk": known["sdk"]} | sdks(known)
    for key, change in [("nowRequired", "required"), ("nowOptional", "optional"), ("absentInSdk", "absent")]:
        for name in entry.get(key, []):
            yield {"change": change, "name": name}
    if "response" in entry:
        known = entry["response"]
        yield {"change": "response", "described": known["description"], "sdk": known["sdk"]} | sdks(known)


def refuse_equal_names(operations):
    """Stops at two operations of one surface with the same name: domains.json has to name one of them."""
    calls = {}
    for each in operations:
        call = f"{each['method']} {each['path']}"
        if each["name"] in calls:
            raise SystemExit(f"{call} and {calls[each['name']]} are both named {each['name']}")
        calls[each["name"]] = call


def named_types(value):
    """The data types that a part of the contract names."""
    if isinstance(value, list):
        return set().union(*map(named_types, value))
    if not isinstance(value, dict):
        return set()
    own = {value[key] for key in ["dto", "request", "response", "sdk"] if isinstance(value.get(key), str)}
    return own.union(*map(named_types, value.values()))


def data_types(document, first):
    """The data types of a description that those of `first` lead to."""
    schemas = document["components"]["schemas"]
    found, waiting = {}, sorted(first)
    while waiting:
        name = waiting.pop()
        if name in schemas and name not in found:
            found[name] = data_type(schemas[name])
            waiting += sorted(named_types(found[name]))
    return dict(sorted(found.items()))


def without_repeats(files):
    """The data types by file; what an earlier file has with the same facts is left out of the later one."""
    kept = {}
    for file, types in files.items():
        earlier = list(kept.values())
        kept[file] = {name: own for name, own in types.items() if all(each.get(name) != own for each in earlier)}
    return kept


def write_operations(rows):
    """Writes one file a domain, in place of all that are there."""
    domains = {}
    for key, known in rows:
        domains.setdefault(key, []).append(known)
    for surface in SURFACES:
        refuse_equal_names([known for (side, _), known in rows if side == surface])
        for stale in (CONTRACT / surface).glob("*.json"):
            stale.unlink()
    for (surface, name), operations in domains.items():
        operations.sort(key=lambda each: (each["path"], each["method"]))
        text.write(CONTRACT / surface / f"{name}.json", text.domain(name, operations))


def main(*paths):
    management, authentication, newer = [json.loads(Path(path).read_text(encoding="utf-8")) for path in paths]
    news = additions(newer)
    rows = {
        "management": [*described(management, "management", "description")],
        "authentication": [*described(authentication, "authentication", "description")],
        "newer": [*described(newer, None, "sdk"), *live(newer)],
    }
    named = {file: named_types([known for _, known in each]) for file, each in rows.items()}
    types = {
        "management": data_types(management, named["management"]),
        "authentication": data_types(authentication, named["authentication"]),
        "newer": data_types(newer, named["newer"] | named_types(news)),
    }
    write_operations([row for each in rows.values() for row in each])
    for file, own in without_repeats(types).items():
        text.write(CONTRACT / "types" / f"{file}.json", text.lists(own))
    text.write(CONTRACT / "additions.json", text.sections(news))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
