"""The OpenAPI 3.1 document of the emulated operations, and the Swift file that contains it.

It says what the emulator does, which is narrower than the vendor's description: a reply has no members but those
described, and what is refused with 501 is named. Success and failure both have HTTP status 200, as from the service,
so the schema of 200 is one of two.
"""

import json
import re

import contract
from replies import Replies

FAILURE = {"$ref": "#/components/schemas/Failure"}
SIGNATURE = {
    "signature": ("Authorization", "authing <access key id>:<HMAC-SHA1 of the request, in base64>"),
    "signatureMethod": ("x-authing-signature-method", "HMAC-SHA1"),
    "signatureVersion": ("x-authing-signature-version", "1.0"),
    "signatureNonce": ("x-authing-signature-nonce", "Any text, used once."),
    "signatureDate": ("x-authing-date", "The time of the call: RFC 1123, or milliseconds since 1970."),
}
TOKEN = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "JWT",
    "description": "A token of get-management-token; without the word Bearer, too.",
}
MESSAGE = {"type": "string"}
REQUEST_ID = {"type": "string", "format": "uuid"}
BOUNDS = [fact for fact in contract.FACTS if fact not in ("enum", "default")]
TEXT = '''\
extension OpenAPIDocument {{
    /// The members of the document after `info`, one operation or data type a line.
    ///
    /// `~` and a digit is the part with this number.
    static let members: StaticString = #"""
{lines}
        """#

    /// Parts that many operations have.
    static let parts: [StaticString] = [
{parts}
    ]
}}
'''


class Document:
    """What is collected from the operations, domain by domain."""

    def __init__(self, bindings):
        self.replies = Replies(bindings)
        self.tags, self.paths = [], {}

    def add(self, tag, operation):
        """Adds an operation of the contract.

        `operation` has, beside the contract's keys, the keys `type`, the name of its Swift type; `refused`, what of it
        replies 501; and `needsUserPool`.
        """
        if tag not in self.tags:
            self.tags.append(tag)
        name, refused, method = operation["type"], operation["refused"], operation["method"]
        entry = {"tags": [tag], "summary": re.sub(r"(?<!^)([A-Z])", r" \1", name).capitalize()}
        if refused:
            entry["description"] = f"Answers HTTP 501, naming the field, for: {', '.join(refused)}."
        entry["operationId"] = name[:1].lower() + name[1:]
        if refused:
            entry["x-not-emulated"] = refused
        if not operation["needsUserPool"]:
            entry["security"] = []
        entry |= request(method, contract.request_fields(operation))
        entry["responses"] = responses(method, self.replies.answer(operation), refused)
        self.paths.setdefault(operation["path"], {})[method.lower()] = entry

    def text(self):
        """Swift text."""
        schemas = {"Failure": failure()} | dict(sorted(self.replies.types.items()))
        lines = [
            "{" + member("servers", [{"url": "/"}]) + ",",
            member("security", [{"token": []}, {name: [] for name in SIGNATURE}]) + ",",
            member("tags", [{"name": tag} for tag in self.tags]) + ",",
            '"paths":{',
            *listed(self.paths),
            '},"components":{"schemas":{',
            *listed(schemas),
            "}," + member("securitySchemes", security_schemes()) + "}}",
        ]
        text = "\n".join(" " * 8 + line for line in lines)
        assert not any(mark in text for mark in ["~", '"""#', '"##', "\\#"])
        parts = common_parts()
        for number, part in enumerate(parts):
            text = text.replace(part, f"~{number}")
        return TEXT.format(lines=text, parts="\n".join(f'        ##"{part}"##,' for part in parts))


def common_parts():
    """Texts that most operations have: the replies to failures, and what is around `data` in a success; longest first."""
    parts = {failures(method, refused) for method in ("GET", "POST") for refused in ([], ["a"])}
    parts |= set(compact(responses("GET", {"$ref": "~"}, []))[1:].split(failures("GET", []))[0].split('{"$ref":"~"}'))
    return sorted((part for part in parts if len(part) > 50), key=len, reverse=True)


def failures(method, refused):
    """The text of the responses to failures."""
    described = responses(method, None, refused)
    del described["200"]
    return compact(described)[1:]


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def member(name, value):
    return f"{json.dumps(name)}:{compact(value)}"


def listed(values):
    """The members of an object, one a line."""
    lines = [member(name, value) for name, value in values.items()]
    return [line + "," for line in lines[:-1]] + lines[-1:]


def security_schemes():
    headers = {
        name: {"type": "apiKey", "in": "header", "name": header, "description": description}
        for name, (header, description) in SIGNATURE.items()
    }
    return {"token": TOKEN} | headers


def content(schema):
    return {"content": {"application/json": {"schema": schema}}}


def request(method, fields):
    """The members that describe a request: the parameters of its query, or its body."""
    if method == "POST":
        return {"requestBody": {"required": True} | content(object_schema(fields))}
    parameters = [
        {"name": field["name"], "in": "query", "required": field["facts"]["required"], "schema": schema(field, False)}
        for field in fields
    ]
    return {"parameters": parameters} if parameters else {}


def object_schema(fields, kind="object"):
    if not fields:
        return {"type": kind}
    required = [field["name"] for field in fields if field["facts"]["required"]]
    properties = {field["name"]: schema(field, not field["facts"]["required"]) for field in fields}
    return {"type": kind, "properties": properties} | ({"required": required} if required else {})


def schema(field, is_nullable):
    """The schema of a field; null is the same as absent."""
    facts = field["facts"]
    if "type" not in facts:
        return {}
    kind = [facts["type"], "null"] if is_nullable else facts["type"]
    if facts["type"] == "object":
        return object_schema(field["fields"], kind)
    described = {"type": kind}
    if "enum" in facts:
        described["enum"] = facts["enum"] + ([None] if is_nullable else [])
    if facts["type"] == "array":
        described["items"] = items(field["items"])
    # A length or number of 0 at least is no bound.
    described |= {name: facts[name] for name in BOUNDS if facts.get(name) or (name == "minimum" and name in facts)}
    return described | ({"default": facts["default"]} if "default" in facts else {})


def items(field):
    if field["fields"]:
        return object_schema(field["fields"])
    facts = field["facts"]
    if "enum" in facts:
        return {"type": facts["type"], "enum": facts["enum"]}
    return {"type": facts["type"]} | ({"minLength": facts["minLength"]} if facts.get("minLength") else {})


def responses(method, data, refused):
    """The responses of an operation.

    `data` is the schema of the member of that name; without it, a success has no such member.
    """
    failures = {"400": "The body is not a JSON object, the query is not UTF-8, or one of them holds U+0000."}
    if method == "POST":
        failures |= {"413": "The body is too large.", "415": "The body is not JSON."}
    if refused:
        failures["501"] = "What is asked for is not emulated."
    success = {"description": "Success, or a failure as the service reports it."}
    success |= content({"oneOf": [envelope({"statusCode": {"const": 200}}, data), FAILURE]})
    return {"200": success} | {
        status: {"description": reason} | content(FAILURE) for status, reason in failures.items()
    }


def envelope(status, data):
    properties = status | {"message": MESSAGE, "requestId": REQUEST_ID} | ({"data": data} if data else {})
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def failure():
    properties = {
        "statusCode": {"type": "integer", "minimum": 400, "maximum": 699},
        "message": MESSAGE,
        "apiCode": {"type": "integer"},
        "requestId": REQUEST_ID,
        "data": {"type": "object", "description": "Only of check-data-policy-exists."},
    }
    required = [name for name in properties if name not in ("apiCode", "data")]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
