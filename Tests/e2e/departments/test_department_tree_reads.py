"""Reads of the tree: children, all departments, the parent, a department by its id alone, sync relations."""

import pytest

import shapes
from envelope import accepted, refused, refused_parameters, succeeded
from shapes import assert_page, assert_shaped
from sample_seeds import ORGANIZATION, PLATFORM, PLATFORM_BY_TYPE, TENANT, TENANT_ORGANIZATION

ID_TYPES = pytest.mark.parametrize(("id_type", "value"), PLATFORM_BY_TYPE.items(), ids=PLATFORM_BY_TYPE)
ALL = ["acme-root", "dep-engineering", "dep-sales", "dep-support", PLATFORM, "dep-storage"]
PLACED = {
    "list-children-departments": lambda client, *place, **more: client.list_children_departments(
        *place[:2], None, *place[2:], **more
    ),
    "get-parent-department": lambda client, *place, **more: client.get_parent_department(*place, **more),
    "get-department-sync-relations": lambda client, *place, **more: client.get_department_sync_relations(
        *place, **more
    ),
}
EVERY_READ = pytest.mark.parametrize("read", PLACED.values(), ids=PLACED)


def ids(found):
    return [department["departmentId"] for department in found]


def children(client, department_id, **options):
    data = accepted(client.list_children_departments(ORGANIZATION, department_id, **options))
    return ids(assert_page(data, len(data["list"]), shapes.DEPARTMENT))


def test_the_children_of_a_department(shared):
    client = shared.client()
    assert children(client, "root") == ["dep-engineering", "dep-sales", "dep-support"]
    assert children(client, PLATFORM) == ["dep-storage"]
    assert accepted(client.list_children_departments(ORGANIZATION, "dep-sales")) == {"totalCount": 0, "list": []}


@ID_TYPES
def test_every_type_of_id_finds_the_children(shared, id_type, value):
    assert children(shared.client(), value, department_id_type=id_type) == ["dep-storage"]


def test_children_by_status_and_kind(fresh):
    client = fresh.client()
    accepted(client.update_department(ORGANIZATION, "dep-sales", status=False))
    made = accepted(client.create_department(ORGANIZATION, "V", "root", None, is_virtual_node=True))["departmentId"]
    real = ["dep-engineering", "dep-sales", "dep-support"]
    assert children(client, "root", status=False) == ["dep-sales"]
    assert children(client, "root", status=True) == ["dep-engineering", "dep-support", made]
    assert children(client, "root", exclude_virtual_node=True) == real
    assert children(client, "root", only_virtual_node=True) == [made]
    assert children(client, "root") == [*real, made]


def test_no_department_is_both_virtual_and_not(chinese):
    envelope = chinese.list_children_departments(
        ORGANIZATION, "root", exclude_virtual_node=True, only_virtual_node=True
    )
    refused_parameters(envelope, ["excludeVirtualNode", "onlyVirtualNode"])


def test_all_departments_level_by_level(shared):
    data = accepted(shared.client().get_all_departments(ORGANIZATION))
    assert ids(assert_page(data, 6, shapes.DEPARTMENT)) == ALL


@pytest.mark.parametrize(
    ("department_id", "id_type"), [(PLATFORM, None), ("open-platform", "open_department_id")]
)
def test_all_departments_below_one(shared, department_id, id_type):
    found = accepted(shared.client().get_all_departments(ORGANIZATION, department_id, id_type))
    assert ids(found["list"]) == [PLATFORM, "dep-storage"]


def test_get_all_departments_refuses(chinese):
    refused(chinese.get_all_departments("x"), 404, "organization not found for code: x")
    refused(chinese.get_all_departments(ORGANIZATION, "x"), 404, "存在不合法的 departmentId: x")
    refused_parameters(chinese.get_all_departments(ORGANIZATION, PLATFORM, "code"), ["departmentIdType"])
    refused(chinese.get_all_departments(TENANT_ORGANIZATION), 404)


@ID_TYPES
def test_the_parent_of_a_department(shared, id_type, value):
    found = accepted(shared.client().get_parent_department(ORGANIZATION, value, id_type))
    assert_shaped(found, shapes.DEPARTMENT)
    assert found["departmentId"] == "dep-engineering"


def test_the_root_is_the_parent_of_the_first_level_and_has_none(chinese):
    assert accepted(chinese.get_parent_department(ORGANIZATION, "dep-sales"))["departmentId"] == "acme-root"
    refused(chinese.get_parent_department(ORGANIZATION, "root"), 404, "存在不合法的 departmentId: root")


@pytest.mark.parametrize("department_id", [PLATFORM, "acme-root", "dep-till"])
def test_a_department_by_its_id_alone(shared, department_id):
    found = accepted(shared.client().get_department_by_id(department_id))
    assert_shaped(found, shapes.DEPARTMENT)
    assert found["departmentId"] == department_id and "customData" not in found
    assert accepted(shared.client().get_department_by_id(department_id, with_custom_data=True))["customData"] == {}


def test_a_department_by_its_id_and_tenant(chinese):
    assert accepted(chinese.get_department_by_id("dep-till", TENANT))["name"] == "Name of dep-till"
    refused(chinese.get_department_by_id(PLATFORM, TENANT), 404, f"存在不合法的 departmentId: {PLATFORM}")


@pytest.mark.parametrize("department_id", ["root", "nobody", "PLATFORM", "elsewhere-root"])
def test_an_unknown_id_is_refused(chinese, department_id):
    refused(chinese.get_department_by_id(department_id), 404, f"存在不合法的 departmentId: {department_id}")


def test_an_empty_id_is_refused(chinese):
    refused_parameters(chinese.get_department_by_id(""), ["departmentId"])


@ID_TYPES
def test_sync_relations(shared, id_type, value):
    found = accepted(shared.client().get_department_sync_relations(ORGANIZATION, value, id_type))
    assert found == [{"provider": "lark", "userIdInIdp": "od_platform", "userInfoInIdp": {}}]


def test_a_department_without_sync_relations(shared):
    assert accepted(shared.client().get_department_sync_relations(ORGANIZATION, "root")) == []


def test_sync_relations_of_no_department_are_refused(chinese):
    refused_parameters(chinese.get_department_sync_relations(ORGANIZATION), ["departmentId"])


def test_a_sync_relation_is_deleted_once_and_for_all(fresh):
    client = fresh.client()
    succeeded(client.delete_department_sync_relations("dingtalk", PLATFORM, ORGANIZATION))
    assert len(accepted(client.get_department_sync_relations(ORGANIZATION, PLATFORM))) == 1
    for _ in range(2):
        succeeded(client.delete_department_sync_relations("lark", PLATFORM, ORGANIZATION))
        assert accepted(client.get_department_sync_relations(ORGANIZATION, PLATFORM)) == []
    refused(client.get_department(ORGANIZATION, "lark:od_platform", None, "sync_relation"), 404)


def test_deleting_a_sync_relation_is_refused(chinese):
    refused(chinese.delete_department_sync_relations("lark", PLATFORM, "x"), 404, "organization not found for code: x")
    refused(chinese.delete_department_sync_relations("lark", "x", ORGANIZATION), 404, "存在不合法的 departmentId: x")
    envelope = chinese.delete_department_sync_relations("", "", "o" * 65, "x")
    refused_parameters(envelope, ["organizationCode", "departmentId", "departmentIdType", "provider"])


@EVERY_READ
@pytest.mark.parametrize("code", ["额！ ", "", " ", "nobody-knows"])
def test_an_unknown_organization_is_refused_with_its_raw_code(shared, read, code):
    refused(read(shared.client(), code, "root"), 404, f"organization not found for code: {code}")


@EVERY_READ
def test_malformed_fields_are_refused(chinese, read):
    refused_parameters(read(chinese, "o" * 100, "", "x"), ["organizationCode", "departmentId", "departmentIdType"])


@EVERY_READ
@pytest.mark.parametrize("department_id", ["nobody-knows", "branch-root"])
def test_an_unknown_department_is_refused_with_its_id(chinese, read, department_id):
    refused(read(chinese, ORGANIZATION, department_id), 404, f"存在不合法的 departmentId: {department_id}")


@EVERY_READ
def test_a_tenants_department_is_found_with_its_tenant_id(shared, read):
    accepted(read(shared.client(), TENANT_ORGANIZATION, "dep-till", tenant_id=TENANT))
    refused(read(shared.client(), TENANT_ORGANIZATION, "dep-till"), 404)
