"""Requests with one field that is wrong, as contract/ describes the fields.

Fields are checked before anything is looked up, so the answer is known whatever the rest of the request says.
"""

import functools

from contract import OPERATIONS
from model.answers import malformed

# Declared required, and not: no sample of an SDK sends `metadata`. Older SDKs cannot send `type`; `description` is
# optional with it. Samples leave `tenantId` and `dataType` out.
NOT_REQUIRED = {"metadata", "type", "description", "tenantId", "dataType"}
# update-role changes what it names; the tests of the SDKs send no name.
NOT_REQUIRED_BY = {"update-role": {"name", "newCode"}}


@functools.cache
def contract():
    """The fields of each operation by method and name."""
    return {(method, path.rpartition("/")[2]): known["fields"] for (method, path), known in OPERATIONS.items()}


def bad_values(operation, field, in_query):
    """Values that no reading of the description allows; None leaves the field out."""
    values = []
    if field["required"] and field["name"] not in NOT_REQUIRED | NOT_REQUIRED_BY.get(operation, set()):
        values.append(None)
    if "enum" in field or (in_query and field["type"] == "boolean"):
        values.append("nonsense")
    if field["type"] == "number":
        values += ["x", -1, 0.5] if in_query else ["x", [], True]
    if not in_query:
        # A time that is declared a text can be a number.
        values += [7] if field["type"] == "string" and field["name"] != "disableTime" else []
        values += {"string": [[], {}], "boolean": ["x", 7], "array": ["x", {}, [[]]], "object": ["x", [7]]}.get(
            field["type"], []
        )
    if field["name"] in ("code", "organizationCode", "newCode", "organizationNewCode"):
        values.append("c" * 65)
    if field["type"] == "array" and field.get("maxItems") and field.get("items", {}).get("type") == "string":
        values += [[], ["x"] * (field["maxItems"] + 1)]
    return values


def spoil(choose, method, operation, fields):
    """The request with one invalid field, and the expected refusal; None if no field can be invalid."""
    candidates = [
        (field["name"], value)
        for field in contract()[method, operation]
        for value in bad_values(operation, field, method == "GET")
        if (method, operation, field["name"]) != ("GET", "get-department", "departmentCode")
    ]
    if not candidates:
        return None
    name, value = choose.one(candidates)
    spoiled = {key: kept for key, kept in fields.items() if key != name} | ({} if value is None else {name: value})
    return spoiled, malformed(name)
