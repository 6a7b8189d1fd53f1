"""The most conditions and sort rules of a search: more return 400 with the field's name, never 500."""

import pytest

from envelope import accepted, refused
from sample_seeds import ALICE, ORGANIZATION

MOST = 100
# Conditions whose SQL is the longest or the deepest of their kind.
CONDITIONS = {
    "a text": ("username", "CONTAINS", "a"),
    "no text": ("company", "NOT_CONTAINS", "a"),
    "a custom field between": ("size", "BETWEEN", ["a", "b"]),
    "departments": (
        "department",
        "NOT_EQUAL",
        {"organizationCode": ORGANIZATION, "departmentId": "root", "includeChildrenDepartments": True},
    ),
    "identities": ("identity", "NOT_EQUAL", {"extIdpId": "x", "provider": "y", "type": "z", "userIdInIdp": "w"}),
    "sources": ("userSource", "EQUAL", {"userSourceType": "adminCreated"}),
    "a list": ("email", "IN", ["a@example.com"] * 200),
}


def conditions(field, operator, value, count):
    return [{"field": field, "operator": operator, "value": value}] * count


def steps(count, field="email"):
    return [{"field": field, "order": "asc"}] * count


@pytest.mark.parametrize("condition", CONDITIONS.values(), ids=CONDITIONS)
def test_as_many_conditions_as_may_be_are_answered(shared, condition):
    options = {"sort": steps(MOST), "fuzzySearchOn": ["company"] * 3_000}
    filters = conditions(*condition, MOST)
    body = {"advancedFilter": filters, "keywords": "x", "options": options}
    accepted(shared.caller().post("list-users", body).envelope)


@pytest.mark.parametrize("count", [MOST + 1, 1_000, 2_500])
def test_more_conditions_are_refused_by_name(shared, count):
    caller = shared.caller(lang="zh-CN")
    filters = conditions("username", "EQUAL", "alice", count)
    refused(caller.post("list-users", {"advancedFilter": filters}).envelope, 400, "参数 advancedFilter 格式错误")
    refused(caller.post("list-users", {"options": {"sort": steps(count)}}).envelope, 400, "参数 sort 格式错误")
    search = {"organizationCode": ORGANIZATION}
    filters = conditions("name", "CONTAINS", "a", count)
    refused(
        caller.post("search-departments-list", search | {"advancedFilter": filters}).envelope,
        400,
        "参数 advancedFilter 格式错误",
    )
    refused(
        caller.post("search-departments-list", search | {"sort": steps(count, "name")}).envelope, 400, "参数 sort 格式错误"
    )


def test_as_many_conditions_on_departments_as_may_be_are_answered(shared):
    body = {
        "organizationCode": ORGANIZATION,
        "advancedFilter": conditions("name", "CONTAINS", "a", MOST),
        "sort": steps(MOST, "name"),
    }
    assert accepted(shared.caller().post("search-departments-list", body).envelope)


@pytest.mark.parametrize(("field", "member"), [("identity", "extIdpId"), ("userSource", "userSourceType")])
def test_a_list_of_objects_has_the_same_bound(shared, field, member):
    def found(count):
        filters = [{"field": field, "operator": "IN", "value": [{member: f"x{index}"} for index in range(count)]}]
        return shared.caller(lang="zh-CN").post("list-users", {"advancedFilter": filters}).envelope

    assert accepted(found(MOST))["totalCount"] == 0
    refused(found(MOST + 1), 400, f"参数 {field} 格式错误")


def test_fields_that_are_searched_twice_are_searched_once(shared):
    options = {"fuzzySearchOn": ["username", "name", "username"] * 1_000}
    found = accepted(shared.caller().post("list-users", {"keywords": "alice", "options": options}).envelope)
    assert [each["userId"] for each in found["list"]] == [ALICE]
