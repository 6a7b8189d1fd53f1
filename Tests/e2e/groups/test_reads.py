"""Reads of groups and organizations: shape, pages, filters, failures."""

import pytest

import shapes
from envelope import accepted, refused
from shapes import assert_page, assert_shaped
from sample_seeds import ALICE, CROWD, CROWD_IDS, GROUP, LONGEST_CODE, ORGANIZATION, TENANT, TENANT_ORGANIZATION

BRANDS = pytest.mark.parametrize("brand", ["authing", "genauth"])

GROUP_CODES = {GROUP, CROWD, LONGEST_CODE, "分组1", "auditors"}

BAD_PAGES = {
    "page 0": ({"page": 0}, "page"),
    "page -1": ({"page": -1}, "page"),
    "page in words": ({"page": "first"}, "page"),
    "limit 0": ({"limit": 0}, "limit"),
    "limit -1": ({"limit": -1}, "limit"),
    "limit 51": ({"limit": 51}, "limit"),
    "limit 10000": ({"limit": 10000}, "limit"),
    "limit in words": ({"limit": "all"}, "limit"),
    "both": ({"page": 0, "limit": 0}, "page, limit"),
}
PAGES = pytest.mark.parametrize(("options", "names"), BAD_PAGES.values(), ids=BAD_PAGES.keys())


@BRANDS
@pytest.mark.parametrize("code", [GROUP, "分组1", LONGEST_CODE], ids=["latin", "chinese", "longest"])
def test_get_group(shared, brand, code):
    found = accepted(shared.client(brand).get_group(code))
    assert_shaped(found, shapes.GROUP)
    assert found["code"] == code
    assert found["type"] == "static"
    assert found["description"] == f"About {code}"
    assert found["name"] == {"分组1": "第一组"}.get(code, f"Name of {code}")


@BRANDS
@pytest.mark.parametrize("code", ["nobody-knows", " ", "strangers-only"])
def test_get_group_refuses_an_unknown_code(shared, brand, code):
    refused(shared.client(brand, lang="zh-CN").get_group(code), 404, "分组不存在")


def test_get_group_refuses_a_missing_code(shared):
    answer = shared.caller(lang="zh-CN").get("get-group")
    assert answer.status == 200
    refused(answer.envelope, 400, "参数 code 格式错误")


@BRANDS
def test_list_groups(shared, brand):
    listed = assert_page(accepted(shared.client(brand).list_groups()), 5, shapes.GROUP)
    assert {found["code"] for found in listed} == GROUP_CODES


@BRANDS
def test_list_groups_page_by_page(shared, brand):
    client = shared.client(brand)
    pages = [assert_page(accepted(client.list_groups(page=page, limit=2)), 5, shapes.GROUP) for page in range(1, 5)]
    assert [len(page) for page in pages] == [2, 2, 1, 0]
    assert {found["code"] for page in pages for found in page} == GROUP_CODES


@BRANDS
@pytest.mark.parametrize(
    ("keywords", "codes"),
    [("crow", {CROWD}), ("Name of crowd", {CROWD}), ("developers", {GROUP, "auditors"}), ("第一", {"分组1"})]
    + [("nothing like it", set()), ("%", set()), ("_", set()), ("'", {"auditors"})],
    ids=["code", "name", "code or name", "chinese", "none", "percent", "underscore", "quote"],
)
def test_list_groups_by_keywords(shared, brand, keywords, codes):
    data = accepted(shared.client(brand).list_groups(keywords=keywords))
    assert {found["code"] for found in assert_page(data, len(codes), shapes.GROUP)} == codes


@BRANDS
@PAGES
def test_list_groups_refuses_invalid_pages(shared, brand, options, names):
    refused(shared.client(brand, lang="zh-CN").list_groups(**options), 400, f"参数 {names} 格式错误")


@BRANDS
def test_list_group_members(shared, brand):
    data = accepted(shared.client(brand).list_group_members("分组1"))
    [member] = assert_page(data, 1, shapes.USER)
    assert (member["userId"], member["username"], member["name"]) == (ALICE, "alice", "爱丽丝")


@BRANDS
def test_list_group_members_page_by_page(shared, brand):
    client = shared.client(brand)
    pages = [assert_page(accepted(client.list_group_members(CROWD)), 25, shapes.USER)]
    pages += [accepted(client.list_group_members(CROWD, page=page))["list"] for page in (2, 3, 4)]
    assert [len(page) for page in pages] == [10, 10, 5, 0]
    assert sorted(member["userId"] for page in pages for member in page) == CROWD_IDS
    whole = accepted(client.list_group_members(CROWD, limit=50))["list"]
    assert whole == [member for page in pages for member in page]


@BRANDS
def test_list_group_members_of_a_group_without_members(shared, brand):
    assert accepted(shared.client(brand).list_group_members(GROUP)) == {"totalCount": 0, "list": []}


@BRANDS
@PAGES
def test_list_group_members_refuses_invalid_pages(shared, brand, options, names):
    envelope = shared.client(brand, lang="zh-CN").list_group_members(CROWD, **options)
    refused(envelope, 400, f"参数 {names} 格式错误")


@BRANDS
def test_list_group_members_refuses_an_unknown_group(shared, brand):
    refused(shared.client(brand, lang="zh-CN").list_group_members("nobody-knows"), 404, "分组不存在")


MORE = {
    "customData": ("with_custom_data", {"school": "home"}),
    "identities": ("with_identities", []),
    "departmentIds": ("with_department_ids", []),
}


@pytest.mark.parametrize("name", MORE)
def test_list_group_members_shows_more_only_when_asked(shared, name):
    flag, value = MORE[name]
    client = shared.client()
    for options in ({}, {flag: False}):
        assert name not in accepted(client.list_group_members("分组1", **options))["list"][0]
    assert accepted(client.list_group_members("分组1", **{flag: True}))["list"][0][name] == value


@BRANDS
def test_list_organizations_of_the_pool(shared, brand):
    listed = assert_page(accepted(shared.client(brand).list_organizations()), 2, shapes.ORGANIZATION)
    found = {each["organizationCode"]: each for each in listed}
    assert set(found) == {ORGANIZATION, "branch"}
    assert found[ORGANIZATION]["organizationName"] == "Name of acme"
    assert found[ORGANIZATION]["departmentId"] == "acme-root"
    assert found[ORGANIZATION]["membersCount"] == 0
    assert found[ORGANIZATION]["hasChildren"] is True


@BRANDS
def test_list_organizations_of_a_tenant(shared, brand):
    data = accepted(shared.client(brand).list_organizations(tenant_id=TENANT))
    found = {each["organizationCode"]: each for each in assert_page(data, 2, shapes.ORGANIZATION)}
    assert set(found) == {TENANT_ORGANIZATION, ORGANIZATION}
    assert found[ORGANIZATION]["departmentId"] == "tenant-acme-root"
    assert found[ORGANIZATION]["hasChildren"] is False
    assert found[ORGANIZATION]["tenantId"] == TENANT


@BRANDS
def test_list_organizations_page_by_page_or_all_at_once(shared, brand):
    client = shared.client(brand)
    pages = [accepted(client.list_organizations(page=page, limit=1)) for page in (1, 2, 3)]
    assert [(page["totalCount"], len(page["list"])) for page in pages] == [(2, 1), (2, 1), (2, 0)]
    assert len({page["list"][0]["organizationCode"] for page in pages[:2]}) == 2
    everything = accepted(client.list_organizations(limit=1, fetch_all=True))
    assert (everything["totalCount"], len(everything["list"])) == (2, 2)


@BRANDS
@PAGES
def test_list_organizations_refuses_invalid_pages(shared, brand, options, names):
    client = shared.client(brand, lang="zh-CN")
    refused(client.list_organizations(**options), 400, f"参数 {names} 格式错误")
    refused(client.list_organizations(fetch_all=True, **options), 400, f"参数 {names} 格式错误")
