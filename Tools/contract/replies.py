"""Swift text of the reply types: what the answers of the emulated operations hold."""

import json

import contract


def static_name(dto):
    return dto[:1].lower() + dto[1:]


class Replies:
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
        """The expression for the `data` of an operation's answer."""
        response = operation["response"]
        response = self.patches(response, "").get("answer", response)
        data = next((field for field in contract.data_types()[response] if field["name"] == "data"), None)
        if data is None:
            return "nil"
        return self.value(response, data)

    def value(self, owner, field):
        facts = contract.facts_of(field) | {"format": field.get("format")} | self.patches(owner, field.get("name") or "")
        if facts["type"] == "array":
            items = field["items"]
            if self.is_empty(owner, field["name"], items.get("dto")):
                return ".list(of: .nothing)"
            return f".list(of: {self.value(owner, items | {'name': field['name']} if 'dto' not in items else items)})"
        if facts["type"] == "object":
            return self.object(field.get("dto"))
        if facts.get("enum"):
            return f".choice({json.dumps(facts['enum'])})"
        if facts.get("format") == "date-time":
            return ".time"
        return {"string": ".text", "integer": ".integer", "boolean": ".boolean"}[facts["type"]]

    def is_empty(self, owner, member, dto):
        return dto in self.bindings["empty"] or f"{owner}.{member}" in self.bindings["empty"]

    def object(self, dto):
        members = contract.data_types().get(dto) if dto else None
        if not members or dto in self.bindings["anyObject"]:
            return ".anyObject"
        if [member["name"] for member in members] == ["totalCount", "list"]:
            return f".page(of: {self.element(dto, members[1])})"
        if dto in self.bindings["same"]:
            dto = self.bindings["same"][dto]
        if dto not in self.types:
            self.types[dto] = None
            self.types[dto] = self.type(dto, contract.data_types()[dto])
        return f".{static_name(dto)}"

    def element(self, owner, field):
        text = self.value(owner, field)
        return text.removeprefix(".list(of: ").removesuffix(")")

    def type(self, dto, members):
        lines = []
        added = [
            patch for patch in contract.load("differences")["replies"]
            if patch["fact"] == "there" and patch["emulated"] and contract.matches(patch["types"], dto)
        ]
        members = members + [{"name": each["members"], "type": "object", "required": False} for each in added]
        for member in members:
            patches = self.patches(dto, member["name"])
            if patches.get("there") is False:
                continue
            lines.append(f"            ReplyMember({json.dumps(member['name'])}, {self.value(dto, member)}){self.presence(dto, member, patches)},")
        flat = ", hasFlatCustomData: true" if dto in self.bindings["flatCustomData"] else ""
        name = json.dumps(dto) 
        return (
            f"    /// `{dto}`.\n    static let {static_name(dto)} = ReplyType.object(\n        ReplyObject({name}, [\n"
            + "\n".join(lines) + f"\n        ]{flat}))\n"
        )

    def presence(self, dto, member, patches):
        bound = [how for names, how in self.bindings["presence"].items() if contract.matches(names, f"{dto}.{member['name']}")]
        if bound:
            return {"always": "", "null": ".orNull", "asked": ".whenAsked"}[bound[-1]]
        if "required" in patches:
            return ".orNull" if not patches["required"] else ""
        if member.get("required", True):
            return ""
        asked = member["type"] == "array" or member["name"] == "customData"
        return ".whenAsked" if asked else ".orNull"


def text(operations, bindings):
    replies = Replies(bindings)
    for operation in operations:
        replies.answer(operation)
    return "internal import Contract\n\nextension ReplyType {\n" + "\n".join(text for _, text in sorted(replies.types.items())) + "}\n"
