"""Swift text of the request types: one type an operation, one a data type inside a request."""

import json
import re

import contract
import replies

KEYWORDS = {"operator", "default", "in", "is", "as", "extension", "import", "protocol", "case", "class", "func", "let", "struct"}


def identifier(name):
    """A name of the wire as a Swift identifier."""
    parts = re.split(r"[^A-Za-z0-9]+", name)
    joined = parts[0] + "".join(part[:1].upper() + part[1:] for part in parts[1:])
    return f"`{joined}`" if joined in KEYWORDS else joined


def type_name(name):
    joined = identifier(name).strip("`")
    return joined[:1].upper() + joined[1:]


def case_name(value):
    """A value of an enumeration as the name of a case."""
    if value.upper() == value:
        value = value.lower()
    words = re.split(r"[^A-Za-z0-9]+", value)
    first = words[0][:1].lower() + words[0][1:]
    joined = first + "".join(word[:1].upper() + word[1:] for word in words[1:])
    if not joined or joined[0].isdigit():
        joined = "value" + joined
    return f"`{joined}`" if joined in KEYWORDS or joined in ("true", "false") else joined


def literal(value):
    return {True: "true", False: "false"}.get(value) if isinstance(value, bool) else json.dumps(value, ensure_ascii=False)


def bounds(facts, lower, upper, least, most="Int.max"):
    low, high = facts.get(lower, least), facts.get(upper, most)
    return f"{low}...{high}"


# How a request becomes work: static functions of the types of operations. They are written out for each, so that the
# compiler specializes them.
READINGS = {
    "ready": """\
    static func call(_ fields: inout FieldReader) -> UserPoolCall {
        let request = Self(from: &fields)
        return .ready { try request.respond(in: $0, to: &$1) }
    }""".splitlines(),
    "prepared": """\
    static func call(_ fields: inout FieldReader) -> UserPoolCall {
        Self(from: &fields).call
    }""".splitlines(),
    "service": """\
    static func call(_ fields: inout FieldReader) -> any ServiceOperation {
        Self(from: &fields)
    }""".splitlines(),
}
IMPORTS = "internal import Contract\ninternal import JSON\ninternal import PoolEngine\n\n"


class Field:
    """A field as Swift declares and reads it."""

    def __init__(self, field, expression, swift_type, reader=None):
        self.name = field["name"]
        self.property = identifier(self.name)
        self.expression, self.type = expression, swift_type
        self.reader = reader or f"fields.read(Self.{self.property})"
        self.is_refused = False
        # The property that several fields fill, its type, and what this field is of it.
        self.part = None

    @property
    def target(self):
        """What the value is assigned to."""
        return f"{self.part['property']}{self.part['part'].format(name=self.name)}" if self.part else self.property


class Object:
    """A Swift type with the fields of a request or of an object inside one."""

    def __init__(self, name, note, conformances):
        self.name, self.note, self.conformances = name, note, conformances
        self.fields, self.enums, self.declaration, self.reading = [], [], None, None
        # The property and type of an object whose fields stand among those of this one.
        self.embedded = None

    def properties(self):
        """The types of the properties by name."""
        embedded = dict([self.embedded]) if self.embedded else {}
        kept = [field for field in self.fields if not field.is_refused]
        whole = {field.property: field.type for field in kept if not field.part}
        return embedded | whole

    def parts(self):
        """The types of the properties that several fields fill, by name."""
        return {field.part["property"]: field.part["type"] for field in self.fields if field.part}

    def text(self, protocols):
        own = self.properties() | self.parts()
        names = self.conformances + [
            each["protocol"] for each in protocols if each["fields"].items() <= own.items()
        ]
        lines = [f"/// {self.note}", f"struct {self.name}: {', '.join(names)} {{"]
        for enum in self.enums:
            lines += enum + [""]
        lines += [f"    static let {field.property} = {field.expression}" for field in self.fields]
        listed = f"[{', '.join(field.property for field in self.fields)}]"
        if self.embedded:
            listed = f"{self.embedded[1]}.fields + {listed}"
        if self.declaration:
            lines += ["", f"    static let declaration = OperationDeclaration({self.declaration.format(fields=listed)})"]
        else:
            lines += ["", f"    static let fields: [any FieldDeclaration] = {listed}"]
        if own:
            lines += [""] + [f"    let {name}: {type_}" for name, type_ in self.properties().items()]
            lines += [f"    private(set) var {name} = {type_}()" for name, type_ in self.parts().items()]
        lines += ["", "    init(from fields: inout FieldReader) {"]
        if self.embedded:
            lines.append(f"        {self.embedded[0]} = {self.embedded[1]}(from: &fields)")
        lines += [f"        {field.target} = {field.reader}" for field in self.fields if not field.is_refused]
        lines += [
            f"        if fields.read(Self.{field.property}) {{ fields.refuseNotEmulated(Self.{field.property}) }}"
            for field in self.fields
            if field.is_refused
        ]
        lines += ["        check(&fields)", "    }"]
        if self.reading:
            lines += ["", *READINGS[self.reading]]
        return "\n".join(lines + ["}", ""])


class Domain:
    """The Swift text of a domain's operations."""

    def __init__(self, bindings):
        self.bindings = bindings
        self.objects = {}
        self.operations, self.entries = [], []

    def binding(self, kind, operation, place):
        for entry in reversed(self.bindings[kind]):
            if contract.matches(entry["operations"], operation) and contract.matches(entry["fields"], place):
                return entry
        return None

    def type_of(self, operation):
        """The name of an operation's type: the vendor's verb phrase."""
        name = contract.short_name(operation)
        return self.bindings["names"].get(f"{operation['method']} {name}", type_name(name))

    def add_operation(self, operation, reading):
        name = contract.short_name(operation)
        method = operation["method"]
        type_ = self.type_of(operation)
        request = f" (`{operation['request']}`)" if operation.get("request") else ""
        result = Object(type_, f"The request of `{method} {operation['path']}`{request}.", ["RequestObject"])
        fields = contract.request_fields(operation)
        if name in self.bindings["embedded"]:
            fields = self.embed(result, name, fields)
        self.fill(result, name, fields)
        result.declaration = self.declaration(operation, name, method)
        result.reading = reading
        assert type_ not in self.objects, type_
        self.objects[type_] = result
        refused = [field.name for field in result.fields if field.is_refused]
        refused += self.bindings["refused"].get(f"{method} {name}", [])
        self.operations.append(
            operation | {"type": type_, "refused": refused, "needsUserPool": reading != "service"}
        )
        self.entries.append(f".{method.lower()}, {literal(name)}, {type_}.self, read: {type_}.call")

    def embed(self, result, name, fields):
        """Gives a request the fields of an object that another request has in a list; returns the others."""
        bound = self.bindings["embedded"][name]
        names = {field["name"] for field in contract.data_types()[bound["type"]]}
        inside = [field for field in fields if field["name"] in names]
        assert inside == fields[: len(names)], name
        self.add_object(bound["type"], name, inside)
        result.embedded = (bound["property"], bound["type"])
        return fields[len(names) :]

    def declaration(self, operation, name, method):
        arguments = [f".{method.lower()}", literal(name), "fields: {fields}"]
        if not contract.matches(self.bindings["reads"], name):
            arguments.append("writes: true")
        success = next((text for pattern, text in self.bindings["success"] if contract.matches(pattern, operation["domain"])), None)
        if success:
            arguments.append(f"success: .{success}")
        data = replies.Replies(self.bindings).answer(operation)
        if data is None or data.get("type") == "array":
            arguments.append("data: .none" if data is None else "data: .list")
        if contract.matches(self.bindings["rules"], operation["domain"]):
            arguments.append("refusal: .rules")
        return ", ".join(argument.replace("{", "{{").replace("}", "}}") if argument != "fields: {fields}" else argument for argument in arguments)

    def fill(self, result, operation, fields):
        for field in fields:
            result.fields.append(self.field(result, operation, field))

    def field(self, owner, operation, field):
        bound = self.binding("fields", operation, field["place"]) or {}
        if "swift" in bound:
            result = Field(field, self.filled(bound["swift"], field), bound.get("type", "Bool"))
        else:
            result = self.plain(owner, operation, field)
            result.type = bound.get("type", result.type)
        result.reader = bound.get("read", result.reader)
        result.is_refused = bound.get("refused", False)
        result.part = self.binding("parts", operation, field["place"])
        return result

    @staticmethod
    def filled(expression, field):
        """A bound expression with the facts that it names."""
        facts = field["items"]["facts"] | field["facts"] if "items" in field else field["facts"]
        for key in ("name", "enum", "default"):
            expression = expression.replace(f"{{{key}}}", json.dumps(facts.get(key)))
        return expression

    def plain(self, owner, operation, field):
        """A field as its facts have it."""
        facts, name = field["facts"], literal(field["name"])
        is_required, standard, kind = facts["required"], facts.get("default"), facts["type"] if "type" in facts else "any"
        if field["name"] in ("page", "limit") and kind == "integer":
            return Field(field, f"Field<Int>.{field['name']}", "Int")
        if kind == "string" and "enum" in facts:
            return self.choice(owner, operation, field)
        if kind == "string":
            length = bounds(facts, "minLength", "maxLength", 0)
            sized = "" if length == ("1...Int.max" if is_required else "0...Int.max") else f", length: {length}"
            if standard is not None:
                return Field(field, f"Field<String>.text({name}, default: {literal(standard)}{sized})", "String")
            if is_required:
                return Field(field, f"Field<String>.text({name}{sized})", "String")
            return Field(field, f"Field<String?>.optionalText({name}{sized})", "String?")
        if kind == "boolean":
            if standard is not None:
                more = "" if standard is False else f", default: {literal(standard)}"
                return Field(field, f"Field<Bool>.flag({name}{more})", "Bool")
            if is_required:
                return Field(field, f"Field<Bool>.requiredFlag({name})", "Bool")
            return Field(field, f"Field<Bool?>.optionalFlag({name})", "Bool?")
        if kind == "integer":
            span = bounds(facts, "minimum", "maximum", "Int.min")
            if standard is not None:
                return Field(field, f"Field<Int>.number({name}, in: {span}, default: {standard})", "Int")
            if is_required:
                return Field(field, f"Field<Int>.requiredNumber({name}, in: {span})", "Int")
            return Field(field, f"Field<Int?>.optionalNumber({name}, in: {span})", "Int?")
        if kind == "any":
            return Field(field, f"Field<Value?>.any({name})", "Value?")
        if kind == "object":
            return self.object(operation, field)
        return self.array(owner, operation, field)

    def choice(self, owner, operation, field):
        facts, name = field["facts"], literal(field["name"])
        bound = self.binding("enums", operation, field["place"])
        if bound:
            type_ = bound["type"]
        else:
            type_ = type_name(field["name"])
            cases = [
                f"        case {case_name(value)}" + ("" if case_name(value).strip("`") == value else f" = {literal(value)}")
                for value in facts["enum"]
            ]
            owner.enums.append([f"    /// The values of `{field['name']}`.", f"    enum {type_}: String, CaseIterable, Sendable {{", *cases, "    }"])
        standard = facts.get("default")
        if standard is not None:
            return Field(field, f"Field<{type_}>.choice({name}, default: {self.case(bound, type_, standard)})", type_)
        if facts["required"]:
            first = self.case(bound, type_, facts["enum"][0])
            return Field(field, f"Field<{type_}>.requiredChoice({name}, placeholder: {first})", type_)
        return Field(field, f"Field<{type_}?>.optionalChoice({name}, of: {type_}.self)", f"{type_}?")

    @staticmethod
    def case(bound, type_, value):
        return f".{(bound or {}).get('cases', {}).get(value) or case_name(value)}"

    def object(self, operation, field):
        name, dto = literal(field["name"]), field["dto"]
        if not dto or not field["fields"]:
            return Field(field, f"Field<String?>.optionalObject({name})", "String?")
        dto = self.add_object(dto, operation, field["fields"])
        required = ", isRequired: true" if field["facts"]["required"] else ""
        reader = f"Self.{identifier(field['name'])}.read(from: &fields)"
        return Field(field, f"ObjectField({name}, as: {dto}.self{required})", dto, reader)

    def array(self, owner, operation, field):
        facts, name, items = field["facts"], literal(field["name"]), field["items"]
        count = bounds(facts, "minItems", "maxItems", 0)
        empty = self.binding("emptyLists", operation, field["place"])
        sized = f"count: {count}" + (f", whenEmpty: .{empty['rule']}" if empty else "")
        if items["fields"]:
            dto = self.add_object(items["dto"], operation, items["fields"])
            if facts["required"]:
                return Field(field, f"Field<[{dto}]>.list({name}, {sized})", f"[{dto}]")
            most = f", atMost: {facts['maxItems']}" if "maxItems" in facts else ""
            return Field(field, f"Field<[{dto}]>.optionalList({name}, of: {dto}.self{most})", f"[{dto}]")
        kind = "texts" if items["facts"].get("minLength") else "anyTexts"
        if facts["required"]:
            return Field(field, f"Field<[String]>.{kind}({name}, {sized})", "[String]")
        return Field(field, f"Field<[String]>.optionalTexts({name})", "[String]")

    def add_object(self, dto, operation, fields):
        """Adds the type of an object inside a request; returns its name."""
        note = f"An object inside a request: `{dto}`."
        for same, name in self.bindings["objects"].items():
            if contract.matches(same, dto):
                note = f"An object inside requests: `{same.replace('|', '`, `')}`."
                dto = name
        result = Object(dto, note, ["NestedObject"])
        self.fill(result, operation, fields)
        known = self.objects.get(dto)
        protocols = self.bindings["protocols"]
        if known is not None and known.text(protocols) != result.text(protocols):
            raise SystemExit(f"{dto} means two things; {operation} needs a patch or a binding")
        self.objects[dto] = result
        return dto

    def drop_objects(self, known):
        """Removes the types that earlier domains have, and adds the others to `known`, text by name."""
        protocols = self.bindings["protocols"]
        for name, found in list(self.objects.items()):
            text = found.text(protocols)
            if known.setdefault(name, text) is text:
                continue
            if known[name] != text:
                raise SystemExit(f"{name} means two things in two domains; it needs a patch or a binding")
            del self.objects[name]

    def text(self, name):
        entries = "".join(f"        OperationEntry({entry}),\n" for entry in self.entries)
        listing = f"/// The operations, for the domain's descriptor.\nenum {name} {{\n    static let all = [\n{entries}    ]\n}}\n\n"
        types = (each.text(self.bindings["protocols"]) for _, each in sorted(self.objects.items()))
        return IMPORTS + listing + "\n".join(types)
