"""What docs/SUPPORTED.md says of the patches in contract/differences.json."""

import json

import contract

WORDS = {
    ("there", True): "exists",
    ("there", False): "does not exist",
    ("required", True): "required",
    ("required", False): "not required",
    ("type", None): "any type",
}


def of_requests():
    """The patches of requests; the number of one is its place, beginning with 1."""
    return contract.load("differences")["requests"]


def numbers(operation):
    """The numbers of the differences that an operation has; the rules for all operations are left out."""
    used = []
    contract.request_fields(operation, used)
    return [
        number
        for number, patch in enumerate(of_requests(), 1)
        if not is_rule(patch) and any(patch is each for each in used)
    ]


def is_rule(patch):
    """Whether a patch is a rule for all operations."""
    return patch["operations"] == "*"


def request_row(number, patch):
    operations = "all" if is_rule(patch) else names(patch["operations"])
    fields = patch["fields"].strip("|")
    return [str(number), operations, "any" if fields in ("*", "") else names(fields), what(patch), patch["reason"]]


def reply_row(patch):
    members = "any" if patch["members"] == "*" else names(patch["members"])
    return [names(patch["types"]), members, what(patch), patch["reason"]]


def names(patterns):
    return ", ".join(f"`{pattern}`" for pattern in patterns.split("|"))


def what(patch):
    """What the emulator does, in words."""
    fact, value = patch["fact"], patch["emulated"]
    if fact == "order":
        return "other order"
    if fact == "answer":
        return f"the reply is a `{value}`"
    if fact == "enum":
        return "values: " + ", ".join(f"`{each}`" for each in value) if len(value) < 8 else "more values"
    if type(value) in (bool, type(None)) and (fact, value) in WORDS:
        return WORDS[fact, value]
    return f"no `{fact}`" if value is None else f"`{fact}`: `{json.dumps(value)}`"
