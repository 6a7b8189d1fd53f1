"""create-department: created departments and refusals."""

import re

import pytest

import shapes
from envelope import accepted, refused, refused_parameters
from shapes import assert_shaped
from sample_seeds import ALICE, ORGANIZATION, PLATFORM, PLATFORM_BY_TYPE, TENANT, TENANT_ORGANIZATION

I18N = {"name": {"zh-CN": {"enabled": True, "value": "开发"}, "en-US": {"enabled": False, "value": "Dev"}}}


def create(client, name="New", parent="root", organization=ORGANIZATION, metadata=None, **fields):
    return client.create_department(organization, name, parent, metadata, **fields)


def test_a_department_with_all_fields(fresh):
    client = fresh.client()
    made = accepted(
        create(
            client,
            "开发部",
            PLATFORM,
            metadata={"source": "test"},
            open_department_id="open-new",
            description="Makes things",
            code="NEW",
            is_virtual_node=True,
            i18n=I18N,
            custom_data={"icon": "x"},
            post_id_list=[],
        )
    )
    assert_shaped(made, shapes.DEPARTMENT)
    assert re.fullmatch("[0-9a-f]{24}", made["departmentId"])
    expected = {
        "organizationCode": ORGANIZATION,
        "openDepartmentId": "open-new",
        "name": "开发部",
        "leaderUserIds": [],
        "description": "Makes things",
        "parentDepartmentId": PLATFORM,
        "code": "NEW",
        "parentDepartmentCode": "PLATFORM",
        "membersCount": 0,
        "hasChildren": False,
        "isVirtualNode": True,
        "i18n": I18N,
        "customData": {"icon": "x"},
        "posts": [],
        "postIdList": [],
        "status": True,
    }
    assert {name: made[name] for name in expected} == expected
    assert made["createdAt"] == made["updatedAt"]
    read = accepted(client.get_department(ORGANIZATION, made["departmentId"], with_custom_data=True))
    assert read == made


def test_i18n_is_shown_with_its_own_fields_only_and_also_to_members(fresh):
    client = fresh.client()
    sent = {"name": {"en-US": {"value": "Dev", "enabled": False, "x": 1}, "zh-CN": I18N["name"]["zh-CN"]}, "y": 2}
    made = accepted(create(client, i18n=sent))
    assert made["i18n"] == I18N and list(made["i18n"]["name"]) == ["zh-CN", "en-US"]
    accepted(client.add_department_members([ALICE], ORGANIZATION, made["departmentId"]))
    assert accepted(client.get_user_departments(ALICE))["list"][0]["i18n"] == I18N


def test_a_department_with_a_name_only(fresh):
    made = accepted(create(fresh.client()))
    assert (made["parentDepartmentId"], made["code"], made["openDepartmentId"]) == ("acme-root", None, None)
    assert (made["isVirtualNode"], made["i18n"], made["customData"]) == (False, None, {})


@pytest.mark.parametrize("id_type", PLATFORM_BY_TYPE)
def test_every_type_of_id_finds_the_parent(fresh, id_type):
    made = accepted(create(fresh.client(), parent=PLATFORM_BY_TYPE[id_type], department_id_type=id_type))
    assert made["parentDepartmentId"] == PLATFORM


def test_a_leaf_gets_children(fresh):
    client = fresh.client()
    assert accepted(client.get_department(ORGANIZATION, "dep-sales"))["hasChildren"] is False
    accepted(create(client, parent="dep-sales"))
    assert accepted(client.get_department(ORGANIZATION, "dep-sales"))["hasChildren"] is True


def test_two_departments_may_have_the_same_name(fresh):
    client = fresh.client()
    assert accepted(create(client))["departmentId"] != accepted(create(client))["departmentId"]


def test_a_tenants_department(fresh):
    client = fresh.client()
    made = accepted(create(client, organization=TENANT_ORGANIZATION, tenant_id=TENANT))
    assert made["organizationCode"] == TENANT_ORGANIZATION
    refused(create(client, organization=TENANT_ORGANIZATION), 404)


@pytest.mark.parametrize(
    ("fields", "name"),
    [({"code": "SALES"}, "code"), ({"code": ORGANIZATION}, "code"), ({"open_department_id": "open-platform"}, "openDepartmentId")],
    ids=["code", "the organization's code", "openDepartmentId"],
)
def test_a_value_in_use_is_refused(fresh, fields, name):
    client = fresh.client(lang="zh-CN")
    refused(create(client, **fields), 409, f"{name} 已存在")
    assert accepted(create(client))["code"] is None


def test_the_same_code_in_another_organization_is_fine(fresh):
    assert accepted(create(fresh.client(), organization="branch", code="SALES"))["code"] == "SALES"


@pytest.mark.parametrize("code", ["额！ ", " "])
def test_an_invalid_code_is_refused(chinese, code):
    refused(create(chinese, code=code), 400, f"invalid organization code: {code}")


@pytest.mark.parametrize("code", ["nobody-knows", ""])
def test_an_unknown_organization_is_refused(chinese, code):
    refused(create(chinese, organization=code), 404, f"organization not found for code: {code}")


def test_a_blank_organization_is_refused_with_its_own_message(chinese):
    refused(create(chinese, organization=" "), 400, "invalid organization code  ")


@pytest.mark.parametrize("parent", ["nobody-knows", "branch-root", "dep-till"])
def test_an_unknown_parent_is_refused(chinese, parent):
    refused(create(chinese, parent=parent), 404, f"存在不合法的 departmentId: {parent}")


MALFORMED = {
    "organizationCode": ["organization", "o" * 100],
    "name": ["name", ""],
    "parentDepartmentId": ["parent", ""],
    "code": ["code", "c" * 65],
    "openDepartmentId": ["open_department_id", ""],
    "description": ["description", 7],
    "isVirtualNode": ["is_virtual_node", "yes"],
    "customData": ["custom_data", [7]],
    "departmentIdType": ["department_id_type", "nonsense"],
    "postIdList": ["post_id_list", "x"],
    "i18n": ["i18n", {"name": {"zh-CN": {"enabled": True}}}],
    "metadata": ["metadata", 7],
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_field_is_refused(chinese, name):
    argument, value = MALFORMED[name]
    refused_parameters(create(chinese, **{argument: value}), [name])


@pytest.mark.parametrize("i18n", [{}, {"name": 7}, {"name": {"de-DE": {"enabled": True, "value": "x"}}}, "x"], ids=repr)
def test_malformed_i18n_is_refused(chinese, i18n):
    refused_parameters(create(chinese, i18n=i18n), ["i18n"])


def test_posts_are_not_emulated(shared):
    answer = shared.caller().post(
        "create-department",
        {"organizationCode": ORGANIZATION, "name": "x", "parentDepartmentId": "root", "postIdList": ["post"]},
    )
    assert answer.status == 501 and "postIdList" in answer.envelope["message"]
