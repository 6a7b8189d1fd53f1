"""The schemas of what the emulated operations reply, for the OpenAPI document."""

import contract


def is_always_empty(schema):
    """Whether a reply is a list, with pages or without, that never has an element."""
    return is_empty_list(schema) or is_empty_list(schema.get("properties", {}).get("list", {}))


def is_empty_list(schema):
    return schema.get("type") == "array" and schema.get("maxItems") == 0


class Replies:
    """The schemas of replies; `types` collects those of the data types by name."""

    def __init__(self, bindings):
        self.bindings = bindings["replies"]
        self.types = {}

    def patches(self, dto, member):
        return {
            patch["fact"]: patch["emulated"]
            for patch in contract.load("differences")["replies"]
            if contract.matches(patch["types"], dto) and contract.matches(patch["members"], member)
        }

    def answer(self, operation):
        """The schema of the `data` of an operation's reply; None without `data`."""
        response = operation["response"]
        response = self.patches(response, "").get("answer", response)
        data = next((field for field in contract.data_types()[response] if field["name"] == "data"), None)
        if self.patches(response, "data").get("page"):
            return self.page_of({"items": self.value(response, data)})
        return data and self.value(response, data)

    def value(self, owner, field, is_nullable=False):
        patches = self.patches(owner, field.get("name") or "")
        facts = contract.facts_of(field) | {"format": field.get("format")} | patches
        if facts["type"] == "object":
            return self.object(field.get("dto"), is_nullable)
        if facts["type"] in ("any", None):
            return {}
        schema = {"type": [facts["type"], "null"] if is_nullable else facts["type"]}
        if facts["type"] == "array":
            return schema | self.elements(owner, field)
        if facts.get("enum"):
            schema["enum"] = facts["enum"] + ([None] if is_nullable else [])
        elif facts.get("format") == "date-time":
            schema["format"] = "date-time"
        return schema

    def elements(self, owner, field):
        """What a list contains."""
        items = field["items"]
        if {items.get("dto"), f"{owner}.{field['name']}"} & set(self.bindings["empty"]):
            return {"maxItems": 0}
        return {"items": self.value(owner, items if "dto" in items else items | {"name": field["name"]})}

    def object(self, dto, is_nullable):
        members = contract.data_types().get(dto) if dto else None
        if not members or dto in self.bindings["anyObject"]:
            return {"type": ["object", "null"] if is_nullable else "object"}
        if [member["name"] for member in self.members(dto)] == ["totalCount", "list"]:
            return self.page_of(self.value(dto, self.members(dto)[1]))
        dto = self.bindings["same"].get(dto, dto)
        if dto not in self.types:
            self.types[dto] = None
            self.types[dto] = self.type(dto)
        reference = {"$ref": f"#/components/schemas/{dto}"}
        return {"oneOf": [reference, {"type": "null"}]} if is_nullable else reference

    @staticmethod
    def page_of(elements):
        return {
            "type": "object",
            "properties": {"totalCount": {"type": "integer"}, "list": {"type": "array"} | elements},
            "required": ["totalCount", "list"],
            "additionalProperties": False,
        }

    def members(self, dto):
        """The members of a data type that are replied."""
        added = [
            patch.get("member", {"name": patch["members"], "type": "object", "required": False})
            for patch in contract.load("differences")["replies"]
            if patch["fact"] == "there" and patch["emulated"] and contract.matches(patch["types"], dto)
        ]
        members = contract.data_types()[dto] + added
        return [member for member in members if self.patches(dto, member["name"]).get("there") is not False]

    def type(self, dto):
        properties, required = {}, []
        for member in self.members(dto):
            presence = self.presence(dto, member)
            properties[member["name"]] = self.value(dto, member, is_nullable=presence == "null")
            if presence != "asked":
                required.append(member["name"])
        schema = {"type": "object", "properties": properties} | ({"required": required} if required else {})
        if dto in self.bindings["flatCustomData"]:
            return schema | {"description": "With flatCustomData=true custom fields stand behind these members."}
        return schema | {"additionalProperties": False}

    def presence(self, dto, member):
        """`always`; `null`: always there, but null without a value; `asked`: there if the call asks for it."""
        name = f"{dto}.{member['name']}"
        bound = [how for names, how in self.bindings["presence"].items() if contract.matches(names, name)]
        if bound:
            return bound[-1]
        patches = self.patches(dto, member["name"])
        if "required" in patches:
            return "always" if patches["required"] else "null"
        if member.get("required", True):
            return "always"
        return "asked" if member["type"] == "array" or member["name"] == "customData" else "null"


def names_text(bindings):
    """Swift text of the names of members that a custom field among them cannot have."""
    replies = Replies(bindings)
    lines = []
    for dto in bindings["replies"]["flatCustomData"]:
        names = ", ".join(f'"{member["name"]}"' for member in replies.members(dto))
        lines.append(f"extension {dto} {{\n    /// The names of its members.\n    static let memberNames = [{names}]\n}}\n")
    return "\n".join(lines)
