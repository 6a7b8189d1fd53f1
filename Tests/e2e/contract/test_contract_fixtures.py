"""fixtures/contract held against itself and against the table of public operations. No server is started."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def load(name):
    return json.loads((ROOT / "fixtures" / name).read_text(encoding="utf-8"))


DOMAINS = {"token": 1, "groups": 12, "organizations": 8, "departments": 20, "users": 40}
FIELD_KEYS = "name in type required deprecated dto format enum default minimum maximum minItems maxItems items fields"


def fields(declared):
    """Every field of a list, with the nested ones and the items of arrays."""
    for field in declared:
        yield field
        yield from fields([field["items"]] if "items" in field else [])
        yield from fields(field.get("fields", []))


class TestContract:
    @pytest.mark.parametrize("domain", DOMAINS)
    def test_lists_the_operations_of_the_public_table(self, domain):
        table = "".join(
            path.read_text(encoding="utf-8")
            for path in sorted((ROOT / "Sources/ManagementAPI/PublicDescription").glob("*.swift"))
        )
        rows = re.search(rf'domain: "{domain}",\s+rows: """\n(.*?)"""', table, re.DOTALL).group(1)
        contract = load(f"contract/{domain}.json")
        calls = [f"{each['method']} {each['path']}" for each in contract["operations"]]
        assert contract["domain"] == domain
        assert calls == [row.strip() for row in rows.splitlines() if row.strip()]
        assert len(calls) == DOMAINS[domain]

    @pytest.mark.parametrize("domain", DOMAINS)
    def test_names_only_data_types_that_are_described(self, domain):
        described = load("contract/dtos.json")
        for operation in load(f"contract/{domain}.json")["operations"]:
            assert operation["response"] in described
            assert operation["request"] is None or operation["request"] in described
            for field in fields(operation["fields"]):
                assert field.get("dto") is None or field["dto"] in described

    @pytest.mark.parametrize("domain", DOMAINS)
    def test_writes_the_body_fields_as_the_data_type_has_them(self, domain):
        described = load("contract/dtos.json")

        def flat(field):
            kept = {key: value for key, value in field.items() if key not in ["in", "fields"]}
            return {**kept, "items": flat(field["items"])} if "items" in field else kept

        for operation in load(f"contract/{domain}.json")["operations"]:
            body = [flat(field) for field in operation["fields"] if field["in"] == "body"]
            assert body == (described[operation["request"]] if operation["request"] else [])

    def test_describes_every_data_type_it_names_and_no_other(self):
        described = load("contract/dtos.json")
        reached = set()
        waiting = [
            name
            for domain in DOMAINS
            for operation in load(f"contract/{domain}.json")["operations"]
            for name in [operation["request"], operation["response"]]
            if name
        ]
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting += [field["dto"] for field in fields(described[name]) if "dto" in field]
        assert reached == set(described)

    def test_writes_every_field_in_the_one_documented_shape(self):
        order = FIELD_KEYS.split()
        lists = list(load("contract/dtos.json").values())
        for domain in DOMAINS:
            lists += [operation["fields"] for operation in load(f"contract/{domain}.json")["operations"]]
        for field in fields(field for declared in lists for field in declared):
            assert list(field) == [key for key in order if key in field]
            assert field["type"] in ["string", "number", "boolean", "object", "array"]
            assert ("items" in field) == (field["type"] == "array")
            assert ("name" in field) == ("required" in field)
