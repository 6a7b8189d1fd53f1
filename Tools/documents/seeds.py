"""docs/reference/seeds.md, from the schema of seeds."""

import json
import re

from tables import REFERENCE, ROOT, table

PAGE = REFERENCE / "seeds.md"
SCHEMA = ROOT / "fixtures/seed.schema.json"
HEAD = """# Fields of a seed

`make reference` writes this page from [the schema of seeds](../../fixtures/seed.schema.json). The [guide](../guides/seeds.md) says how
seeds are applied. A field is optional unless it is marked as required; an unknown field is refused.
"""


class Seeds:
    """The tables of the objects of a seed, in the order in which they are first named."""

    def __init__(self):
        self.schema = json.loads(SCHEMA.read_text("utf-8"))
        self.definitions = self.schema["$defs"]
        self.wanted = []

    def page(self):
        text = HEAD + self.section("The file", self.schema)
        for name in self.wanted:  # grows while sections name further objects
            text += self.section(title(name), self.definitions[name])
        return text

    def section(self, heading, of):
        required = of.get("required", [])
        rows = [self.row(name, field, name in required) for name, field in of["properties"].items()]
        about = f"{of['description']}\n\n" if "description" in of else ""
        return f"\n## {heading}\n\n{about}" + table(["field", "value", "meaning"], rows)

    def row(self, name, field, is_required):
        value = self.value(field) + (", required" if is_required else "")
        meaning = self.meaning(field)
        if "default" in field:
            meaning = f"{meaning} Default: `{json.dumps(field['default'])}`.".strip()
        return f"`{name}`", value, meaning

    def named(self, field):
        """The name of the definition that a field refers to, and the definition."""
        name = field.get("$ref", "").removeprefix("#/$defs/")
        return name, self.definitions.get(name, {})

    def meaning(self, field):
        name, definition = self.named(field)
        own = field.get("description", "")
        return own or ("" if "properties" in definition else self.meaning(definition) if name else "")

    def value(self, field):
        name, definition = self.named(field)
        if "properties" in definition:
            if name not in self.wanted:
                self.wanted.append(name)
            return f"[{title(name).lower()}](#{title(name).lower().replace(' ', '-')})"
        if name:
            return self.value({**definition, **{key: value for key, value in field.items() if key != "$ref"}})
        if "enum" in field:
            return " or ".join(f"`{choice}`" for choice in field["enum"])
        for choices in ("anyOf", "oneOf"):
            if choices in field and "type" not in field:
                return " or ".join(dict.fromkeys(self.value(choice) for choice in field[choices]))
        return self.plain(field)

    def plain(self, field):
        kind = field.get("type", "any")
        if kind == "array":
            items = f" of {self.value(field['items'])}" if "items" in field else ""
            most = f", at most {field['maxItems']}" if "maxItems" in field else ""
            return f"list{items}{most}"
        if kind == "string":
            if field.get("format") == "date-time":
                return "time"
            return "text" + (f" of at most {field['maxLength']} characters" if "maxLength" in field else "")
        if kind == "integer":
            bounds = [f"{word} {field[bound]}" for word, bound in (("from", "minimum"), ("to", "maximum")) if bound in field]
            return " ".join(["integer", *bounds])
        if "properties" in field:
            return "object with " + ", ".join(f"`{name}`: {self.value(one)}" for name, one in field["properties"].items())
        return kind if isinstance(kind, str) else " or ".join(kind)


def title(name):
    """`userPool` as `User pool`."""
    words = re.sub(r"([A-Z])", lambda found: " " + found[1].lower(), name)
    return words[0].upper() + words[1:]


def page():
    return Seeds().page()
