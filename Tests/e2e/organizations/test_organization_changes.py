"""Making, changing, finding and deleting organizations: every row of their contracts."""

import pytest

from envelope import accepted, refused, succeeded
from sample_seeds import ALICE, ORGANIZATION, OTHER_ORGANIZATION, ROOT, TENANT, TENANT_ORGANIZATION, USER_IDS

BRANDS = pytest.mark.parametrize("brand", ["authing", "genauth"])
FIELDS = (
    "organizationCode organizationName description createdAt updatedAt departmentId openDepartmentId hasChildren "
    "leaderUserIds membersCount isVirtualNode i18n tenantId status allow"
).split()
NAMES = {"organizationName": {"en-US": {"enabled": True, "value": "House"}}}


def codes(client, tenant_id=None):
    """The codes of all organizations, newest first."""
    listed = accepted(client.list_organizations(limit=50, tenant_id=tenant_id))["list"]
    return [each["organizationCode"] for each in listed]


def create(client, code="house", name="The house", **fields):
    return client.create_organization({}, name, code, **fields)


def unknown(envelope, code):
    refused(envelope, 404, f"organization not found for code: {code}")


def test_an_organization_is_made_with_its_root(fresh):
    client = fresh.client()
    made = accepted(create(client, description="x", open_department_id="open", i18n=NAMES, post_id_list=[]))
    assert list(made) == FIELDS
    assert (made["organizationCode"], made["organizationName"], made["description"]) == ("house", "The house", "x")
    assert (made["openDepartmentId"], made["i18n"], made["tenantId"], made["status"]) == ("open", NAMES, None, "true")
    assert (made["hasChildren"], made["membersCount"], made["leaderUserIds"]) == (False, 0, [])
    assert accepted(client.get_organization("house")) == made
    assert codes(client) == ["house", OTHER_ORGANIZATION, ORGANIZATION]


def test_the_root_of_a_new_organization_is_a_department(fresh):
    client = fresh.client()
    made = accepted(create(client))
    root = accepted(client.get_department("house", "root"))
    assert (root["departmentId"], root["name"], root["code"]) == (made["departmentId"], "The house", "house")
    succeeded(client.add_department_members([ALICE], "house", "root"))
    assert accepted(client.get_organization("house"))["membersCount"] == 1


def test_an_organization_of_a_tenant(fresh):
    client = fresh.client()
    assert accepted(create(client, tenant_id=TENANT))["tenantId"] == TENANT
    assert "house" in codes(client, TENANT)
    unknown(client.get_organization("house"), "house")
    assert accepted(client.get_organization("house", tenant_id=TENANT))["organizationCode"] == "house"
    accepted(create(client))


@pytest.mark.parametrize("code", ["额！ ", " ", "two words"])
def test_an_invalid_code_is_refused(shared, code):
    client = shared.client(lang="zh-CN")
    refused(create(client, code), 400, f"invalid organization code: {code}")
    envelope = client.update_organization(ORGANIZATION, organization_new_code=code)
    refused(envelope, 400, f"invalid organization code: {code}")
    assert codes(client) == [OTHER_ORGANIZATION, ORGANIZATION]


def test_the_empty_code_is_accepted_but_finds_no_organization(fresh):
    client = fresh.client(lang="zh-CN")
    assert accepted(create(client, ""))["organizationCode"] == ""
    accepted(create(client, ""))
    assert codes(client)[:2] == ["", ""]
    unknown(client.get_department("", "root"), "")


def test_a_code_in_use_is_refused(fresh):
    client = fresh.client()
    refused(create(client, ORGANIZATION), 409, f"organization code already exists: {ORGANIZATION}")
    envelope = client.update_organization(OTHER_ORGANIZATION, organization_new_code=ORGANIZATION)
    refused(envelope, 409, f"organization code already exists: {ORGANIZATION}")
    assert codes(client) == [OTHER_ORGANIZATION, ORGANIZATION]


BODY = {"organizationCode": "house", "organizationName": "x", "metadata": {}}
MALFORMED = {
    "a long code": ("organizationCode", "c" * 100),
    "no code": ("organizationCode", None),
    "no name": ("organizationName", None),
    "an empty name": ("organizationName", ""),
    "a number as description": ("description", 7),
    "languages of another shape": ("i18n", {"name": {}}),
}


@pytest.mark.parametrize(("name", "value"), MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_organization_is_refused(shared, name, value):
    answer = shared.caller(lang="zh-CN").post("create-organization", BODY | {name: value})
    refused(answer.envelope, 400, f"参数 {name} 格式错误")


@pytest.mark.parametrize("operation", ["create-organization", "update-organization"])
def test_posts_are_not_emulated(shared, operation):
    body = BODY | {"postIdList": ["a-post"]}
    assert "postIdList" in refused(shared.caller().post(operation, body).envelope, 501)


def test_an_organization_is_changed(fresh):
    client = fresh.client()
    before = accepted(client.get_organization(ORGANIZATION))
    changes = {"description": "New", "openDepartmentId": "o", "organizationName": "Acme & Co", "i18n": NAMES}
    leaders = [USER_IDS[2], ALICE]
    changed = accepted(
        client.update_organization(
            ORGANIZATION, "New", "o", leaders, NAMES, organization_name="Acme & Co", organization_new_code="co"
        )
    )
    assert list(changed) == FIELDS
    changes |= {"organizationCode": "co", "leaderUserIds": leaders, "updatedAt": changed["updatedAt"]}
    assert changed == before | changes
    assert changed["updatedAt"] > before["updatedAt"]
    assert accepted(client.get_organization("co")) == changed
    unknown(client.get_organization(ORGANIZATION), ORGANIZATION)


def test_departments_follow_the_new_code(fresh):
    client = fresh.client()
    accepted(client.update_organization(ORGANIZATION, organization_new_code="co"))
    assert accepted(client.get_department("co", "dep-sales"))["organizationCode"] == "co"
    assert accepted(client.get_department("co", "root"))["code"] == "co"


def test_absent_fields_do_not_change(fresh):
    client = fresh.client()
    accepted(client.update_organization(ORGANIZATION, "x", "o", [ALICE], NAMES))
    before = accepted(client.get_organization(ORGANIZATION))
    after = accepted(client.update_organization(ORGANIZATION))
    assert after == before | {"updatedAt": after["updatedAt"]}
    assert accepted(client.update_organization(ORGANIZATION, leader_user_ids=[]))["leaderUserIds"] == []


def test_an_unknown_leader_changes_nothing(fresh):
    client = fresh.client()
    before = accepted(client.get_organization(ORGANIZATION))
    refused(client.update_organization(ORGANIZATION, "x", leader_user_ids=[ALICE, "nobody"]), 404, api_code=2004)
    assert accepted(client.get_organization(ORGANIZATION)) == before


@pytest.mark.parametrize("name", ["organizationCode", "organizationNewCode"])
@pytest.mark.parametrize("value", ["", "c" * 100])
def test_a_malformed_change_is_refused(shared, name, value):
    body = {"organizationCode": ORGANIZATION, name: value}
    refused(shared.caller(lang="zh-CN").post("update-organization", body).envelope, 400, f"参数 {name} 格式错误")


def test_an_organization_is_deleted_with_its_tree(fresh):
    client = fresh.client()
    succeeded(client.add_department_members([USER_IDS[53]], OTHER_ORGANIZATION, "root"))
    succeeded(client.delete_organization(ORGANIZATION))
    unknown(client.get_organization(ORGANIZATION), ORGANIZATION)
    unknown(client.get_department(ORGANIZATION, "dep-sales"), ORGANIZATION)
    assert codes(client) == [OTHER_ORGANIZATION]
    left = accepted(client.get_user_departments(USER_IDS[53]))["list"]
    assert [(each["organizationCode"], each["isMainDepartment"]) for each in left] == [(OTHER_ORGANIZATION, True)]
    assert accepted(client.get_user_departments(USER_IDS[51]))["list"] == []
    assert TENANT_ORGANIZATION in codes(client, TENANT) and ORGANIZATION in codes(client, TENANT)
    assert accepted(create(client, ORGANIZATION))["hasChildren"] is False


@pytest.mark.parametrize("code", ["nobody-knows", " ", TENANT_ORGANIZATION, "elsewhere"])
def test_an_unknown_organization_is_refused(shared, code):
    client = shared.client(lang="zh-CN")
    unknown(client.delete_organization(code), code)
    unknown(client.update_organization(code), code)
    unknown(client.get_organization(code), code)


def test_an_empty_code_is_malformed(shared):
    client = shared.client(lang="zh-CN")
    refused(client.delete_organization(""), 400, "参数 organizationCode 格式错误")
    refused(client.get_organization(""), 400, "参数 organizationCode 格式错误")


def test_get_organization_shows_more_when_asked(shared):
    found = accepted(shared.client().get_organization(ORGANIZATION, True, True))
    assert (found["customData"], found["postIdList"]) == ({}, [])
    assert list(accepted(shared.client().get_organization(ORGANIZATION))) == FIELDS


@BRANDS
def test_organizations_by_their_codes(shared, brand):
    client = shared.client(brand)
    wanted = [OTHER_ORGANIZATION, "nobody-knows", ORGANIZATION, OTHER_ORGANIZATION]
    found = accepted(client.get_organizations_batch(wanted))
    assert found == [accepted(client.get_organization(code)) for code in (OTHER_ORGANIZATION, ORGANIZATION)]
    [shop] = accepted(client.get_organizations_batch([TENANT_ORGANIZATION], tenant_id=TENANT))
    assert shop["departmentId"] == "shop-root"
    assert accepted(client.get_organizations_batch(["nobody-knows"])) == []


def test_a_missing_list_of_codes_is_refused(shared):
    answer = shared.caller(lang="zh-CN").get("get-organization-batch")
    refused(answer.envelope, 400, "参数 organizationCodeList 格式错误")


@pytest.mark.parametrize(
    ("keywords", "found"),
    [("ACME", [ORGANIZATION]), ("name of", [OTHER_ORGANIZATION, ORGANIZATION]), ("%", []), ("shop", [])],
)
def test_organizations_by_a_text(shared, keywords, found):
    data = accepted(shared.client().search_organizations(keywords))
    assert [each["organizationCode"] for each in data["list"]] == found
    assert data["totalCount"] == len(found)
    assert all(list(each) == FIELDS for each in data["list"])


def test_organizations_by_a_text_page_by_page_in_a_tenant(shared):
    client = shared.client()
    pages = [accepted(client.search_organizations("name", page, 1, True, TENANT)) for page in (1, 2, 3)]
    assert [(page["totalCount"], len(page["list"])) for page in pages] == [(2, 1), (2, 1), (2, 0)]
    assert pages[0]["list"][0]["customData"] == {}


@pytest.mark.parametrize(
    ("options", "name"),
    [({"keywords": ""}, "keywords"), ({"page": -1}, "page"), ({"limit": -1}, "limit"), ({"limit": 100000}, "limit")],
)
def test_a_malformed_search_is_refused(shared, options, name):
    envelope = shared.client(lang="zh-CN").search_organizations(**({"keywords": "x"} | options))
    refused(envelope, 400, f"参数 {name} 格式错误")


def test_an_organization_is_switched_off_and_on(fresh):
    client = fresh.client()
    for status in ("false", "true"):
        succeeded(client.update_organization_status(ROOT, status))
        assert accepted(client.get_organization(ORGANIZATION))["status"] == status
        listed = accepted(client.list_organizations(status=status))["list"]
        assert ORGANIZATION in [each["organizationCode"] for each in listed]
    succeeded(client.update_organization_status(ROOT))
    assert accepted(client.get_organization(ORGANIZATION))["status"] == "true"


def test_an_invalid_status_or_root_is_refused(shared):
    client = shared.client(lang="zh-CN")
    refused(client.update_organization_status(ROOT, "off"), 400, "参数 status 格式错误")
    refused(client.update_organization_status(""), 400, "参数 rootNodeId 格式错误")
    for node in ("nobody", "dep-sales"):
        refused(client.update_organization_status(node, "true"), 404, f"存在不合法的 departmentId: {node}")
