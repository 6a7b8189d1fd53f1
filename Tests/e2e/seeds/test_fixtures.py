"""Validates the seed files of fixtures/ by their schema, and the schema by test cases, without a server."""

import copy
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from contract import OPERATIONS
from seed_cases import ACCEPTED, REFUSED

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
SEEDS = ["quickstart.json", "company.json"]


def load(name):
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))


VALIDATOR = Draft202012Validator(load("seed.schema.json"))


def departments(organization):
    """Every department of an organization with its level, 1 directly below the root."""

    def walk(children, level):
        for department in children:
            yield department, level
            yield from walk(department.get("children", []), level + 1)

    return walk(organization.get("departments", []), 1)


def nodes(organization):
    return [organization] + [department for department, _ in departments(organization)]


def repeated(values):
    return [value for value, count in Counter(value for value in values if value is not None).items() if count > 1]


def faults(document):
    """The errors that the schema cannot find: duplicate keys, and members who are no users."""
    found = repeated(pool["id"] for pool in document["userPools"])
    found += repeated(key["id"] for pool in document["userPools"] for key in pool.get("accessKeys", []))
    for pool in document["userPools"]:
        users = pool.get("users", [])
        organizations = pool.get("organizations", [])
        for key in ["userId", "username", "phone", "externalId"]:
            found += repeated(user.get(key) for user in users)
        found += repeated(user["email"].lower() for user in users if "email" in user)
        found += repeated(group["code"] for group in pool.get("groups", []))
        found += repeated((each.get("tenantId"), each["organizationCode"]) for each in organizations)
        found += repeated(node.get("departmentId") for each in organizations for node in nodes(each))
        for organization in organizations:
            below = nodes(organization)
            found += repeated([organization["organizationCode"]] + [node.get("code") for node in below[1:]])
            for key in ["openDepartmentId", "customId"]:
                found += repeated(node.get(key) for node in below)
            found += repeated(
                (relation["provider"], relation["userIdInIdp"])
                for node in below
                for relation in node.get("syncRelations", [])
            )
        known = {user[key] for user in users for key in ["userId", "username"] if key in user}
        holders = pool.get("groups", []) + [node for each in organizations for node in nodes(each)]
        for holder in holders:
            for key in ["members", "leaderUserIds"]:
                found += repeated(holder.get(key, []))
                found += [member for member in holder.get(key, []) if member not in known]
    return found


def objects(schema):
    """Every part of the schema that describes an object."""
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for part in schema.values():
            yield from objects(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from objects(part)


class TestSchema:
    def test_is_a_schema_of_2020_12(self):
        Draft202012Validator.check_schema(load("seed.schema.json"))

    def test_lets_no_unknown_member_through_except_in_custom_data(self):
        schema = load("seed.schema.json")
        free = [schema["$defs"][name] for name in ("customData", "userInfoInIdp")]
        for part in objects(schema):
            assert part in free or part["additionalProperties"] is False

    @pytest.mark.parametrize("name", ACCEPTED)
    def test_accepts(self, name):
        assert [error.message for error in VALIDATOR.iter_errors(ACCEPTED[name])] == []

    @pytest.mark.parametrize("name", REFUSED)
    def test_refuses(self, name):
        assert not VALIDATOR.is_valid(REFUSED[name])

    def test_takes_the_user_fields_of_create_user_and_a_pinned_id(self):
        [create_user] = [each for each in OPERATIONS.values() if each["path"] == "/api/v3/create-user"]
        writable = {field["name"] for field in create_user["fields"]}
        writable -= {"salt", "options", "departmentIds", "metadataSource"}
        of_seeds = {"userId", "mainDepartmentId", "passwordHash", "resetPasswordOnNextLogin", "mfa", "syncRelations"}
        of_seeds |= {"createdAt", "updatedAt", "statusChangedAt", "passwordLastSetAt", "lastLogin", "loginsCount"}
        of_seeds |= {"userSourceType", "userSourceId"}
        assert set(load("seed.schema.json")["$defs"]["user"]["properties"]) == writable | of_seeds


class TestSeeds:
    @pytest.mark.parametrize("name", SEEDS)
    def test_follows_the_schema(self, name):
        assert [error.message for error in VALIDATOR.iter_errors(load(name))] == []

    @pytest.mark.parametrize("name", SEEDS)
    def test_has_no_duplicate_key_and_only_its_own_users(self, name):
        assert faults(load(name)) == []

    def test_finds_a_duplicate_key_and_a_member_who_is_no_user(self):
        document = copy.deepcopy(load("company.json"))
        pool = document["userPools"][0]
        pool["users"][1]["email"] = pool["users"][0]["email"].upper()
        pool["groups"][0]["members"].append("nobody")
        below = nodes(pool["organizations"][0])
        below[3]["code"] = below[2]["code"]
        assert faults(document) == [pool["users"][0]["email"], below[2]["code"], "nobody"]

    def test_quickstart_holds_the_samples_of_the_public_pages(self):
        (pool,) = load("quickstart.json")["userPools"]
        key, disabled = pool["accessKeys"]
        assert key == {"id": "GEN_AUTH_ACCESS_KEY_ID", "secret": "GEN_AUTH_ACCESS_KEY_SECRET"}
        assert (disabled["id"], disabled["enable"]) == ("GEN_AUTH_DISABLED_ACCESS_KEY_ID", False)
        assert [group["code"] for group in pool["groups"]] == ["developer"]
        assert {user["userId"] for user in pool["users"]} == {
            "6229ffaxxxxxxxxcade3e3d9",
            "623c20b2a062aaaaf41b17da",
            "623c20b2xxxxxxaaf41b17da",
        }
        (organization,) = pool["organizations"]
        assert organization["organizationCode"] == "steamory"
        assert {department["departmentId"] for department, _ in departments(organization)} == {
            "60b49eb83fd80adb96f26e68",
            "60b49eb8xxxxxxdb96f26e68",
        }

    def test_quickstart_has_no_member_yet_so_that_the_samples_change_something(self):
        (pool,) = load("quickstart.json")["userPools"]
        for holder in pool["groups"] + nodes(pool["organizations"][0]):
            assert holder.get("members", []) == []

    def test_company_has_60_people_8_groups_and_3_levels_of_departments(self):
        (pool,) = load("company.json")["userPools"]
        assert len(pool["users"]) == 60
        assert len(pool["groups"]) == 8
        own, tenant = pool["organizations"]
        assert max(level for _, level in departments(own)) == 3
        assert "tenantId" in tenant and "tenantId" not in own
        assert any("syncRelations" in node for node in nodes(own))

    @pytest.mark.parametrize("name", SEEDS)
    def test_uses_only_reserved_addresses(self, name):
        for pool in load(name)["userPools"]:
            for user in pool["users"]:
                assert re.search(r"@example\.com$|\.example$", user["email"])
