"""Reads of departments: shape, the five types of id, children, pages, failures."""

import pytest

import shapes
from envelope import accepted, refused
from shapes import assert_page, assert_shaped
from sample_seeds import ALICE, ORGANIZATION, OTHER_DEPARTMENT, PLATFORM, PLATFORM_BY_TYPE, TENANT, TENANT_ORGANIZATION

ID_TYPES = pytest.mark.parametrize(("id_type", "value"), PLATFORM_BY_TYPE.items(), ids=PLATFORM_BY_TYPE)

READS = {
    "get-department": lambda client, *place, **more: client.get_department(*place[:2], None, *place[2:], **more),
    "list-department-members": lambda client, code, department_id, id_type=None, **more: (
        client.list_department_members(code, department_id, department_id_type=id_type, **more)
    ),
    "list-department-member-ids": lambda client, *place, **more: client.list_department_member_ids(*place, **more),
    "is-user-in-department": lambda client, *place, **more: client.is_user_in_department(ALICE, *place, **more),
}
EVERY_READ = pytest.mark.parametrize("read", READS.values(), ids=READS.keys())


@ID_TYPES
def test_get_department(shared, id_type, value):
    found = accepted(shared.client().get_department(ORGANIZATION, value, department_id_type=id_type))
    assert_shaped(found, shapes.DEPARTMENT)
    expected = {
        "organizationCode": ORGANIZATION,
        "departmentId": PLATFORM,
        "openDepartmentId": "open-platform",
        "name": "Name of dep-platform",
        "leaderUserIds": ["user-050"],
        "description": "Builds the platform",
        "parentDepartmentId": "dep-engineering",
        "code": "PLATFORM",
        "parentDepartmentCode": "ENGINEERING",
        "membersCount": 1,
        "hasChildren": True,
    }
    assert {name: found.get(name) for name in expected} == expected


def test_get_department_by_its_code_alone(shared):
    assert accepted(shared.client().get_department(ORGANIZATION, department_code="STORAGE"))["departmentId"] == (
        "dep-storage"
    )


def test_get_department_without_organization(shared):
    assert accepted(shared.client().get_department(department_id=PLATFORM))["organizationCode"] == ORGANIZATION


def test_get_department_needs_an_id_or_a_code(shared):
    refused(shared.client().get_department(ORGANIZATION), 400)


@pytest.mark.parametrize("department_id", ["root", "acme-root"])
def test_get_department_shows_the_root(shared, department_id):
    found = accepted(shared.client().get_department(ORGANIZATION, department_id))
    assert (found["departmentId"], found["name"], found["code"]) == ("acme-root", "Name of acme", ORGANIZATION)
    assert found["hasChildren"] is True
    assert found["membersCount"] == 0


def test_a_department_without_children_says_so(shared):
    assert accepted(shared.client().get_department(ORGANIZATION, "dep-storage"))["hasChildren"] is False


@ID_TYPES
def test_every_type_of_id_reads_the_members(shared, id_type, value):
    client = shared.client()
    data = accepted(client.list_department_members(ORGANIZATION, value, department_id_type=id_type))
    assert [member["userId"] for member in assert_page(data, 1, shapes.USER)] == ["user-050"]
    assert accepted(client.list_department_member_ids(ORGANIZATION, value, id_type)) == ["user-050"]
    answer = client.is_user_in_department("user-050", ORGANIZATION, value, id_type)
    assert accepted(answer) == {"inDepartment": True}


@pytest.mark.parametrize(
    ("department_id", "direct", "below"),
    [
        ("dep-storage", {"user-051", "user-052"}, {"user-051", "user-052"}),
        (PLATFORM, {"user-050"}, {"user-050", "user-051", "user-052"}),
        ("root", set(), {"user-050", "user-051", "user-052", "user-053"}),
    ],
    ids=["leaf", "branch", "root"],
)
def test_members_of_children_are_listed_if_requested(shared, department_id, direct, below):
    client = shared.client()

    def listed(**options):
        data = accepted(client.list_department_members(ORGANIZATION, department_id, **options))
        return {member["userId"] for member in data["list"]}, data["totalCount"]

    assert listed() == listed(include_children_departments=False) == (direct, len(direct))
    assert listed(include_children_departments=True) == (below, len(below))
    assert set(accepted(client.list_department_member_ids(ORGANIZATION, department_id))) == direct


@pytest.mark.parametrize(
    ("department_id", "below", "inside"),
    [("dep-storage", None, True), (PLATFORM, None, False), (PLATFORM, True, True), ("root", True, True)]
    + [("root", False, False), ("dep-sales", True, False)],
)
def test_is_user_in_department(shared, department_id, below, inside):
    options = {"include_children_departments": below}
    answer = shared.client().is_user_in_department("user-051", ORGANIZATION, department_id, **options)
    assert accepted(answer) == {"inDepartment": inside}


def test_a_user_in_parent_and_child_is_listed_once(fresh):
    client = fresh.client()
    accepted(client.add_department_members(["user-051"], ORGANIZATION, PLATFORM))
    data = accepted(client.list_department_members(ORGANIZATION, PLATFORM, include_children_departments=True))
    assert sorted(member["userId"] for member in data["list"]) == ["user-050", "user-051", "user-052"]
    assert data["totalCount"] == 3


def test_list_department_members_page_by_page(fresh):
    client = fresh.client()
    user_ids = [f"user-{number:03}" for number in range(12)]
    accepted(client.add_department_members(user_ids, ORGANIZATION, "dep-sales"))
    pages = [accepted(client.list_department_members(ORGANIZATION, "dep-sales", page=page)) for page in (1, 2, 3)]
    assert [(page["totalCount"], len(page["list"])) for page in pages] == [(12, 10), (12, 2), (12, 0)]
    assert sorted(member["userId"] for page in pages for member in page["list"]) == user_ids


@pytest.mark.parametrize("sort_by", ["Default", "JoinDepartmentAt", "userId", "createAt", "updatedAt"])
@pytest.mark.parametrize(("department", "below", "count"), [(PLATFORM, False, 1), (PLATFORM, True, 3)])
def test_list_department_members_knows_every_order_of_an_sdk(shared, sort_by, department, below, count):
    options = {"sort_by": sort_by, "include_children_departments": below}
    found = {}
    for order in ("Asc", "Desc"):
        data = accepted(shared.client().list_department_members(ORGANIZATION, department, order_by=order, **options))
        found[order] = [member["userId"] for member in data["list"]]
    assert len(found["Asc"]) == data["totalCount"] == count
    assert found["Asc"] == found["Desc"][::-1]
    if sort_by == "userId":
        assert found["Asc"] == sorted(found["Asc"])


@pytest.mark.parametrize(
    ("options", "name"),
    [({"page": 0}, "page"), ({"page": -1}, "page"), ({"limit": 0}, "limit"), ({"limit": 51}, "limit")]
    + [({"sort_by": "Age"}, "sortBy"), ({"order_by": "Sideways"}, "orderBy")],
    ids=str,
)
def test_list_department_members_refuses_invalid_options(chinese, options, name):
    envelope = chinese.list_department_members(ORGANIZATION, PLATFORM, **options)
    refused(envelope, 400, f"参数 {name} 格式错误")


@pytest.mark.parametrize("flag", ["with_custom_data", "with_identities", "with_department_ids"])
def test_list_department_members_shows_more_only_when_asked(shared, flag):
    name = {"with_custom_data": "customData", "with_identities": "identities", "with_department_ids": "departmentIds"}
    value = {"with_custom_data": {}, "with_identities": [], "with_department_ids": [PLATFORM]}
    client = shared.client()
    assert name[flag] not in accepted(client.list_department_members(ORGANIZATION, PLATFORM))["list"][0]
    found = accepted(client.list_department_members(ORGANIZATION, PLATFORM, **{flag: True}))["list"][0]
    assert found[name[flag]] == value[flag]


@EVERY_READ
def test_a_tenants_organization_is_read_with_its_tenant_id(shared, read):
    accepted(read(shared.client(), TENANT_ORGANIZATION, "dep-till", tenant_id=TENANT))
    refused(
        read(shared.client(), TENANT_ORGANIZATION, "dep-till"),
        404,
        f"organization not found for code: {TENANT_ORGANIZATION}",
    )


@EVERY_READ
@pytest.mark.parametrize("code", ["nobody-knows", "", " ", "额！ "])
def test_an_unknown_organization_is_refused_with_its_raw_code(shared, read, code):
    refused(read(shared.client(lang="zh-CN"), code, "root"), 404, f"organization not found for code: {code}")


@EVERY_READ
def test_an_organization_code_of_100_characters_is_refused(chinese, read):
    refused(read(chinese, "o" * 100, "root"), 400, "参数 organizationCode 格式错误")


@EVERY_READ
@pytest.mark.parametrize("department_id", ["nobody-knows", OTHER_DEPARTMENT])
def test_an_unknown_department_is_refused_with_its_id(chinese, read, department_id):
    refused(read(chinese, ORGANIZATION, department_id), 404, f"存在不合法的 departmentId: {department_id}")


@EVERY_READ
def test_an_unknown_type_of_id_is_refused(chinese, read):
    refused(read(chinese, ORGANIZATION, PLATFORM, "nonsense"), 400, "参数 departmentIdType 格式错误")
