"""Reads of users: shape, types of id, their groups and departments, failures."""

import pytest

import shapes
from envelope import accepted, refused
from shapes import assert_page, assert_shaped
from sample_seeds import ALICE, CROWD, ORGANIZATION, PLATFORM

BRANDS = pytest.mark.parametrize("brand", ["authing", "genauth"])

ALICE_BY_TYPE = {
    "user_id": ALICE,
    "username": "alice",
    "email": "alice@example.com",
    "phone": "13800000001",
    "external_id": "external-alice",
}

READS = {
    "get-user": lambda client, *arguments: client.get_user(*arguments),
    "get-user-groups": lambda client, *arguments: client.get_user_groups(*arguments),
    "get-user-departments": lambda client, *arguments: client.get_user_departments(*arguments),
}
EVERY_READ = pytest.mark.parametrize("read", READS.values(), ids=READS.keys())


@BRANDS
@pytest.mark.parametrize("id_type", [None, *ALICE_BY_TYPE])
def test_get_user(shared, brand, id_type):
    found = accepted(shared.client(brand).get_user(ALICE_BY_TYPE[id_type or "user_id"], id_type))
    assert_shaped(found, shapes.USER)
    expected = {
        "userId": ALICE,
        "status": "Activated",
        "workStatus": "Active",
        "externalId": "external-alice",
        "email": "alice@example.com",
        "phone": "13800000001",
        "phoneCountryCode": "+86",
        "username": "alice",
        "name": "爱丽丝",
        "nickname": "Al",
        "gender": "F",
    }
    assert {name: found.get(name) for name in expected} == expected


def test_a_user_without_gender_is_of_unknown_gender(shared):
    assert accepted(shared.client().get_user("user-000"))["gender"] == "U"


@BRANDS
def test_an_email_is_found_in_any_case(shared, brand):
    assert accepted(shared.client(brand).get_user("ALICE@example.COM", "email"))["userId"] == ALICE


@pytest.mark.parametrize(
    ("flag", "name", "value"),
    [
        ("with_custom_data", "customData", {"school": "home"}),
        ("with_identities", "identities", []),
        ("with_department_ids", "departmentIds", []),
    ],
    ids=["custom data", "identities", "department ids"],
)
def test_get_user_shows_more_only_when_asked(shared, flag, name, value):
    client = shared.client()
    assert name not in accepted(client.get_user(ALICE))
    assert name not in accepted(client.get_user(ALICE, **{flag: False}))
    assert accepted(client.get_user(ALICE, **{flag: True}))[name] == value


def test_get_user_shows_department_ids(shared):
    assert accepted(shared.client().get_user("user-050", with_department_ids=True))["departmentIds"] == [PLATFORM]


@BRANDS
@pytest.mark.parametrize(("user_id", "codes"), [("user-000", [CROWD]), (ALICE, ["分组1"]), ("user-040", [])])
def test_get_user_groups(shared, brand, user_id, codes):
    data = accepted(shared.client(brand).get_user_groups(user_id))
    assert [found["code"] for found in assert_page(data, len(codes), shapes.GROUP)] == codes


def test_get_user_groups_by_username(shared):
    assert accepted(shared.client().get_user_groups("alice", "username"))["totalCount"] == 1


def test_get_user_departments(shared):
    [found] = assert_page(accepted(shared.client().get_user_departments("user-050")), 1, shapes.USER_DEPARTMENT)
    expected = {
        "organizationCode": ORGANIZATION,
        "departmentId": PLATFORM,
        "isRoot": False,
        "name": "Name of dep-platform",
        "description": "Builds the platform",
        "openDepartmentId": "open-platform",
        "isLeader": True,
        "code": "PLATFORM",
        "isMainDepartment": True,
    }
    assert {name: found.get(name) for name in expected} == expected


def test_a_member_is_not_a_leader_by_default(shared):
    [found] = accepted(shared.client().get_user_departments("user_051", "username"))["list"]
    assert (found["departmentId"], found["isLeader"]) == ("dep-storage", False)


def test_get_user_departments_of_a_user_without_any(shared):
    assert accepted(shared.client().get_user_departments("user-000")) == {"totalCount": 0, "list": []}


def test_get_user_departments_page_by_page(fresh):
    client = fresh.client()
    for department_id in ["dep-engineering", PLATFORM, "dep-sales"]:
        accepted(client.add_department_members([ALICE], ORGANIZATION, department_id))
    pages = [accepted(client.get_user_departments(ALICE, page=page, limit=2)) for page in (1, 2, 3)]
    assert [(page["totalCount"], len(page["list"])) for page in pages] == [(3, 2), (3, 1), (3, 0)]
    assert len({found["departmentId"] for page in pages for found in page["list"]}) == 3


@pytest.mark.parametrize(
    ("sort_by", "expected"),
    [
        ("DepartmentName", ["dep-engineering", "dep-sales", "dep-support"]),
        ("DepartmemtCode", ["dep-engineering", "dep-sales", "dep-support"]),
    ],
)
def test_get_user_departments_is_sorted_as_asked(fresh, sort_by, expected):
    client = fresh.client()
    for department_id in ["dep-support", "dep-engineering", "dep-sales"]:
        accepted(client.add_department_members([ALICE], ORGANIZATION, department_id))
    for order_by, order in (("Asc", expected), ("Desc", expected[::-1])):
        data = accepted(client.get_user_departments(ALICE, sort_by=sort_by, order_by=order_by))
        assert [found["departmentId"] for found in data["list"]] == order


@pytest.mark.parametrize(
    ("options", "name"),
    [({"page": 0}, "page"), ({"limit": 0}, "limit"), ({"sort_by": "Age"}, "sortBy"), ({"order_by": "x"}, "orderBy")],
    ids=str,
)
def test_get_user_departments_refuses_invalid_options(chinese, options, name):
    refused(chinese.get_user_departments(ALICE, **options), 400, f"参数 {name} 格式错误")


def test_get_user_departments_refuses_more_than_fifty_a_page(chinese):
    refused(chinese.get_user_departments(ALICE, limit=51), 400)


@EVERY_READ
@pytest.mark.parametrize("user_id", ["nobody-knows", " ", "x" * 100, "stranger", "alice"])
def test_an_unknown_user_is_refused(chinese, read, user_id):
    refused(read(chinese, user_id), 404, "用户不存在", api_code=2004)


@EVERY_READ
@pytest.mark.parametrize("id_type", ["username", "email", "phone", "external_id"])
def test_an_unknown_id_of_another_type_is_refused(chinese, read, id_type):
    unknown = {"email": "nobody@example.com", "phone": "212-456-1111"}.get(id_type, ALICE)
    refused(read(chinese, unknown, id_type), 404, "用户不存在", api_code=2004)


@EVERY_READ
def test_an_empty_id_is_refused(chinese, read):
    refused(read(chinese, ""), 400, "参数 userId 格式错误")


@EVERY_READ
def test_a_missing_id_is_refused(chinese, read):
    refused(read(chinese, None), 400, "参数 userId 格式错误")


@EVERY_READ
def test_an_unknown_type_of_id_is_refused(chinese, read):
    refused(read(chinese, ALICE, "nonsense"), 400, "参数 userIdType 格式错误")


@pytest.mark.parametrize(("id_type", "value"), [("email", "test1@qqq"), ("phone", "1234567890#")])
def test_get_user_refuses_an_id_malformed_for_its_type(chinese, id_type, value):
    refused(chinese.get_user(value, id_type), 400, "参数 userId 格式错误")
