"""Searches: departments by a text and by conditions, members of a department."""

import datetime
import time

import pytest

import shapes
from envelope import accepted, refused, refused_parameters, succeeded
from shapes import assert_page, assert_shaped
from sample_seeds import ALICE, ORGANIZATION, PLATFORM, PLATFORM_BY_TYPE, TENANT, TENANT_ORGANIZATION

ALL = {"acme-root", "dep-engineering", "dep-sales", "dep-support", PLATFORM, "dep-storage"}


def ids(envelope):
    found = accepted(envelope)
    for department in found:
        assert_shaped(department, shapes.DEPARTMENT)
    return [department["departmentId"] for department in found]


@pytest.mark.parametrize(
    ("keywords", "expected"),
    [("STORE", set()), ("stor", {"dep-storage"}), ("Name of", ALL), ("acme", {"acme-root"}), ("%", set())],
)
def test_departments_by_a_text(shared, keywords, expected):
    assert set(ids(shared.client().search_departments(keywords, ORGANIZATION))) == expected


def test_custom_data_is_shown_if_requested(shared):
    client = shared.client()
    assert "customData" not in accepted(client.search_departments("acme", ORGANIZATION))[0]
    assert accepted(client.search_departments("acme", ORGANIZATION, True))[0]["customData"] == {}
    assert accepted(client.search_departments_list(ORGANIZATION, with_custom_data=True))[0]["customData"] == {}


SEARCHES = {
    "search-departments": lambda client, code, **more: client.search_departments("Name", code, **more),
    "search-departments-list": lambda client, code, **more: client.search_departments_list(code, **more),
}
EVERY_SEARCH = pytest.mark.parametrize("search", SEARCHES.values(), ids=SEARCHES)


@EVERY_SEARCH
@pytest.mark.parametrize("code", ["额！ ", "", " "])
def test_an_unknown_organization_is_refused_with_its_raw_code(shared, search, code):
    refused(search(shared.client(), code), 404, f"organization not found for code: {code}")


@EVERY_SEARCH
def test_an_organization_code_of_100_characters_is_refused(chinese, search):
    refused_parameters(search(chinese, "o" * 100), ["organizationCode"])


@EVERY_SEARCH
def test_a_tenants_organization(shared, search):
    found = ids(search(shared.client(), TENANT_ORGANIZATION, tenant_id=TENANT))
    assert set(found) == {"shop-root", "dep-till"}


def test_no_keywords_are_refused(chinese):
    refused_parameters(chinese.search_departments("", ORGANIZATION), ["keywords"])


def listed(client, *conditions, **options):
    return ids(client.search_departments_list(ORGANIZATION, advanced_filter=list(conditions) or None, **options))


def condition(field, operator, value):
    return {"field": field, "operator": operator, "value": value}


def milliseconds(iso):
    return round(datetime.datetime.fromisoformat(iso).timestamp() * 1000)


NAMES = {
    "EQUAL": (condition("name", "EQUAL", "Name of dep-sales"), {"dep-sales"}),
    "EQUAL in other letters": (condition("name", "EQUAL", "name of dep-sales"), set()),
    "IN": (condition("name", "IN", ["Name of dep-sales", "Name of acme", "x"]), {"dep-sales", "acme-root"}),
    "IN nothing": (condition("name", "IN", []), set()),
    "CONTAINS": (condition("name", "CONTAINS", "DEP-S"), {"dep-sales", "dep-support", "dep-storage"}),
    "no time": (condition("createdAt", "EQUAL", 0), set()),
    "any time": (condition("createdAt", "GREATER", 0), ALL),
    "before": (condition("updatedAt", "LESSER", 1), set()),
    "between": (condition("updatedAt", "BETWEEN", [1, 2**52]), ALL),
}


@pytest.mark.parametrize("case", NAMES)
def test_a_condition(shared, case):
    wanted, expected = NAMES[case]
    assert set(listed(shared.client(), wanted)) == expected


def test_all_conditions_must_hold(shared):
    both = [condition("name", "CONTAINS", "dep-s"), condition("name", "CONTAINS", "o")]
    assert set(listed(shared.client(), *both, condition("name", "CONTAINS", "pp"))) == {"dep-support"}


def test_bounds_belong_to_the_range(fresh):
    client = fresh.client()
    time.sleep(0.005)
    made = accepted(client.create_department(ORGANIZATION, "Late", "root", None))
    moment = milliseconds(made["createdAt"])
    for operator, value, is_in in [
        ("EQUAL", moment, True),
        ("IN", [1, moment], True),
        ("GREATER", moment, True),
        ("GREATER", moment + 1, False),
        ("LESSER", moment, True),
        ("LESSER", moment - 1, False),
        ("BETWEEN", [moment, moment], True),
        ("BETWEEN", [0, moment - 1], False),
    ]:
        found = listed(client, condition("createdAt", operator, value))
        assert (made["departmentId"] in found) is is_in, (operator, value)


BAD_CONDITIONS = {
    "no operator": {"field": "name", "value": "x"},
    "an unknown operator": condition("name", "LIKE", "x"),
    "no field": {"operator": "EQUAL", "value": "x"},
    "no value": {"field": "name", "operator": "EQUAL"},
    "a number for a name": condition("name", "EQUAL", 7),
    "a text for a time": condition("createdAt", "EQUAL", "2026"),
    "no list for IN": condition("name", "IN", "x"),
    "one bound": condition("createdAt", "BETWEEN", [1]),
    "a range of names": condition("name", "BETWEEN", ["a", "b"]),
    "a part of a time": condition("createdAt", "CONTAINS", "2"),
    "a text": "x",
}


@pytest.mark.parametrize("bad", BAD_CONDITIONS.values(), ids=BAD_CONDITIONS)
def test_an_invalid_condition_is_refused(chinese, bad):
    envelope = chinese.search_departments_list(ORGANIZATION, advanced_filter=[bad])
    refused_parameters(envelope, ["advancedFilter"])


def test_another_field_is_not_emulated(shared):
    body = {"organizationCode": ORGANIZATION, "advancedFilter": [condition("code", "EQUAL", "SALES")]}
    answer = shared.caller().post("search-departments-list", body)
    assert answer.status == 501
    assert answer.envelope["message"].endswith('advancedFilter is not emulated: code EQUAL "SALES"))')


def test_the_last_changed_is_listed_first(fresh):
    client = fresh.client()
    for department_id in ["dep-support", "dep-engineering"]:
        time.sleep(0.005)
        accepted(client.update_department(ORGANIZATION, department_id, description="new"))
    assert listed(client)[:2] == ["dep-engineering", "dep-support"]
    assert listed(client, order_by="ASC")[-2:] == ["dep-support", "dep-engineering"]
    time.sleep(0.005)
    made = accepted(client.create_department(ORGANIZATION, "Late", "root", None))["departmentId"]
    accepted(client.update_department(ORGANIZATION, "dep-sales", description="newer"))
    assert listed(client, sort_by="createdAt")[0] == made
    assert listed(client, sort_by="createdAt", order_by="ASC")[-1] == made


def test_rules_of_sorting_go_before_sort_by(fresh):
    client = fresh.client()
    by_name = sorted(ALL, key=lambda department_id: department_id.replace("acme-root", "acme"))
    assert listed(client, sort=[{"field": "name", "order": "asc"}], sort_by="createdAt") == by_name
    assert listed(client, sort=[{"field": "name", "order": "desc"}]) == by_name[::-1]
    time.sleep(0.005)
    twins = [accepted(client.create_department(ORGANIZATION, "Twin", "root", None))["departmentId"] for _ in "ab"]
    time.sleep(0.005)
    accepted(client.update_department(ORGANIZATION, twins[0], description="changed"))
    only = condition("name", "EQUAL", "Twin")
    for order, expected in [("asc", twins[::-1]), ("desc", twins)]:
        rules = [{"field": "name", "order": "asc"}, {"field": "name", "order": "desc"}, {"field": "updatedAt", "order": order}]
        assert listed(client, only, sort=rules) == expected


def test_page_by_page(shared):
    client = shared.client()
    by_name = listed(client, sort=[{"field": "name", "order": "asc"}])
    pages = [listed(client, sort=[{"field": "name", "order": "asc"}], page=page, limit=4) for page in [1, 2, 3]]
    assert pages == [by_name[:4], by_name[4:], []]


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"page": 0}, "page"),
        ({"limit": 51}, "limit"),
        ({"sort_by": "name"}, "sortBy"),
        ({"order_by": "asc"}, "orderBy"),
        ({"sort": [{"field": "code", "order": "asc"}]}, "sort"),
        ({"sort": [{"field": "name"}]}, "sort"),
        ({"with_post": "x"}, "withPost"),
    ],
)
def test_invalid_options_are_refused(chinese, options, name):
    refused_parameters(chinese.search_departments_list(ORGANIZATION, **options), [name])


def members(client, keywords, department_id="dep-sales", **options):
    data = accepted(client.search_department_members(ORGANIZATION, department_id, keywords, **options))
    return [user["userId"] for user in assert_page(data, data["totalCount"], shapes.USER)]


@pytest.mark.parametrize("keywords", ["爱丽", "ALICE", "Al", "@example", "13800000001", "alice"])
def test_members_by_a_text(fresh, keywords):
    client = fresh.client()
    succeeded(client.add_department_members([ALICE, "user-001"], ORGANIZATION, "dep-sales"))
    assert members(client, keywords) == [ALICE]
    assert members(client, keywords, "dep-support") == []


def test_members_of_children_are_found_if_requested(shared):
    client = shared.client()
    assert members(client, "user-05", "dep-engineering") == ["user-053"]
    found = members(client, "user-05", "dep-engineering", include_children_departments=True)
    assert sorted(found) == ["user-050", "user-051", "user-052", "user-053"]


@pytest.mark.parametrize("id_type", PLATFORM_BY_TYPE)
def test_every_type_of_id_finds_the_members(shared, id_type):
    found = members(shared.client(), "user", PLATFORM_BY_TYPE[id_type], department_id_type=id_type)
    assert found == ["user-050"]


def test_members_latest_first_and_page_by_page(fresh):
    client = fresh.client()
    for user_id in ["user-003", "user-001", "user-002", ALICE]:
        succeeded(client.add_department_members([user_id], ORGANIZATION, "dep-sales"))
    assert members(client, "user-00") == ["user-002", "user-001", "user-003"]
    second = accepted(client.search_department_members(ORGANIZATION, "dep-sales", "user-00", page=2, limit=2))
    assert second["totalCount"] == 3 and [user["userId"] for user in second["list"]] == ["user-003"]


def test_members_show_more_when_asked(shared):
    options = {"with_custom_data": True, "with_identities": True, "with_department_ids": True}
    data = accepted(shared.client().search_department_members(ORGANIZATION, PLATFORM, "user", **options))
    found = data["list"][0]
    assert (found["customData"], found["identities"], found["departmentIds"]) == ({}, [], [PLATFORM])


@pytest.mark.parametrize("code", ["额！ ", "", " "])
def test_members_of_an_unknown_organization(shared, code):
    envelope = shared.client().search_department_members(code, "root", "x")
    refused(envelope, 404, f"organization not found for code: {code}")


def test_members_refused(chinese):
    refused(chinese.search_department_members(ORGANIZATION, "x", "x"), 404, "存在不合法的 departmentId: x")
    envelope = chinese.search_department_members("o" * 100, "", "", page=0, limit=51, department_id_type="x")
    refused_parameters(
        envelope, ["organizationCode", "departmentId", "keywords", "page", "limit", "departmentIdType"]
    )
