"""Who may do what with data resources: the questions, with the worked examples."""

import pytest

from envelope import accepted, refused
from sample_seeds import ALICE, USER_IDS

MENU = [
    {"code": "knowledge-base", "name": "知识库", "children": [
        {"code": "rd-knowledge-base", "name": "研发知识库", "value": "RD Knowledge Base"},
        {"code": "devops-knowledge-base", "name": "运维知识库"}]},
    {"code": "db", "name": "数据库"},
]
BOTH = "resources must contain at least 1 elements,resources should not be empty"


@pytest.fixture
def client(fresh):
    """A client of a pool in which Alice may use parts of a menu and a text."""
    client = fresh.client(lang="zh-CN")
    accepted(client.create_data_resource(["access"], MENU, "TREE", "menu", "Menu", "default"))
    accepted(client.create_data_resource(["read", "write"], "value", "STRING", "text", "Text", "default"))
    accepted(client.create_data_resource(["get"], ["a", "b"], "ARRAY", "array", "Array", "default"))
    permissions = ["default/menu/knowledge-base/rd-knowledge-base/access", "default/menu/db/access", "default/text/*"]
    statements = [
        {"effect": "ALLOW", "permissions": permissions}, {"effect": "DENY", "permissions": ["default/text/write"]}]
    policy = accepted(client.create_data_policy(statements, "Readers"))["policyId"]
    group = accepted(client.get_group("developers"))["id"]
    envelope = client.authorize_data_policies([{"id": group, "type": "GROUP"}], [policy])
    assert envelope["statusCode"] == 200
    accepted(client.add_group_members([ALICE], "developers"))
    return client


def test_check_permission_has_a_row_for_each_resource(client):
    resources = ["text", "menu/db", "/menu/db", "menu/knowledge-base", "none"]
    read = accepted(client.check_permission(resources, "access", ALICE, "default"))["checkResultList"]
    assert [(row["resource"], row["enabled"]) for row in read] == list(zip(resources, [False, True, True, False, False]))
    assert read[0] == {"namespaceCode": "default", "action": "access", "resource": "text", "enabled": False}
    for action, expected in [("read", True), ("write", False), ("read,write", False)]:
        row = accepted(client.check_permission(["text"], action, ALICE, "default"))["checkResultList"][0]
        assert row["enabled"] is expected
    assert accepted(client.check_permission(["text"], "read", "none", "default"))["checkResultList"][0]["enabled"] is False
    refused(client.check_permission(["text"], "read", ALICE, "none"), 404, "权限空间不存在")
    refused(client.check_permission([], "read", ALICE, "default"), 400, BOTH)
    refused(client.check_permission(["text"], "", "", ""), 400, ",".join(
        f"{name} should not be empty" for name in ["namespaceCode", "userId", "action"]))


def test_check_external_user_permission_needs_no_known_user(fresh, client):
    check = client.check_external_user_permission
    for user, expected in [("external-alice", True), ("none", False)]:
        row = accepted(check(["text"], "read", user, "default"))["checkResultList"][0]
        assert row["enabled"] is expected
    body = {"namespaceCode": "default", "action": "read", "resources": ["text"]}
    answer = fresh.caller().post("check-external-user-permission", body)
    assert accepted(answer.envelope)["checkResultList"][0]["enabled"] is False


def test_the_actions_on_each_resource_are_listed(client):
    rows = accepted(client.get_user_resource_permission_list(["text", "menu/db", "array"], ALICE, "default"))
    assert rows["permissionList"] == [
        {"namespaceCode": "default", "actions": actions, "resource": resource}
        for resource, actions in [("text", ["read"]), ("menu/db", ["access"]), ("array", [])]]
    refused(client.get_user_resource_permission_list([], ALICE, "default"), 400, BOTH)


def test_all_permissions_of_users_are_listed(client):
    found = accepted(client.get_user_permission_list([ALICE, USER_IDS[7], "none"]))["userPermissionList"]
    assert found == [{"userId": ALICE, "namespaceCode": "default", "resourceList": [
        {"resourceCode": "menu", "resourceType": "TREE", "treeAuthorize": {"authList": [
            {"nodePath": "/knowledge-base/rd-knowledge-base", "nodeName": "研发知识库", "nodeActions": ["access"],
             "nodeValue": "RD Knowledge Base"},
            {"nodePath": "/db", "nodeName": "数据库", "nodeActions": ["access"], "nodeValue": None}]}},
        {"resourceCode": "text", "resourceType": "STRING", "strAuthorize": {"value": "value", "actions": ["read"]}}]}]
    assert accepted(client.get_user_permission_list([ALICE], ["system"])) == {"userPermissionList": []}
    refused(client.get_user_permission_list([]), 400, "userIds should not be empty")


@pytest.mark.parametrize("asked", [None, ["default", "system"], ["default", "default", "system"]])
def test_the_namespace_of_the_oldest_resource_has_the_first_row(fresh, asked):
    client = fresh.client(lang="zh-CN")
    for namespace in ("system", "default"):
        accepted(client.create_data_resource(["read"], "value", "STRING", "text", "Text", namespace))
    permissions = ["default/text/read", "system/text/read"]
    policy = accepted(client.create_data_policy([{"effect": "ALLOW", "permissions": permissions}], "Readers"))["policyId"]
    client.authorize_data_policies([{"id": ALICE, "type": "USER"}], [policy])
    rows = accepted(client.get_user_permission_list([ALICE], asked))["userPermissionList"]
    assert [row["namespaceCode"] for row in rows] == ["system", "default"]


def test_a_tree_is_cut_down_to_what_is_permitted(client):
    tree = [
        {"code": "knowledge-base", "name": "知识库", "actions": ["access"], "children": [
            {"code": "rd-knowledge-base", "name": "研发知识库", "value": "RD Knowledge Base", "actions": ["access"]}]},
        {"code": "db", "name": "数据库", "actions": ["access"]}]
    named = {"namespaceCode": "default", "resourceCode": "menu", "resourceType": "TREE"}
    answer = named | {"treeResourceAuthAction": {"nodeAuthActionList": tree}}
    assert accepted(client.get_user_resource_struct("menu", ALICE, "default")) == answer
    assert accepted(client.get_external_user_resource_struct("menu", "external-alice", "default")) == answer
    nothing = named | {"treeResourceAuthAction": {"nodeAuthActionList": []}}
    assert accepted(client.get_user_resource_struct("menu", "none", "default")) == nothing
    text = accepted(client.get_user_resource_struct("text", ALICE, "default"))
    assert text["strResourceAuthAction"] == {"value": "value", "actions": ["read"]}
    array = accepted(client.get_user_resource_struct("array", ALICE, "default"))
    assert array["arrResourceAuthAction"] == {"values": ["a", "b"], "actions": []}
    refused(client.get_user_resource_struct("none", ALICE, "default"), 404, "数据资源不存在")


def test_the_users_of_a_resource_are_listed(client):
    rows = accepted(client.list_resource_targets(["text", "none"], ["read", "write"], "default"))["authUserList"]
    assert [row["resource"] for row in rows] == ["text", "none"]
    assert [(each["action"], ALICE in each["userIds"]) for each in rows[0]["actionAuthList"]] == [
        ("read", True), ("write", False)]
    assert all(each["userIds"] == [] for each in rows[1]["actionAuthList"])
    refused(client.list_resource_targets([], ["read"], "default"), 400, BOTH)
    refused(client.list_resource_targets(["text"], [], "default"), 400, "actions should not be empty")


def test_nodes_of_one_level_are_checked(fresh, client):
    check = client.check_user_same_level_permission
    rows = accepted(check(["knowledge-base", "db"], "menu", "access", ALICE, "default"))["checkLevelResultList"]
    assert rows == [
        {"action": "access", "resourceNodeCode": "knowledge-base", "enabled": False},
        {"action": "access", "resourceNodeCode": "db", "enabled": True}]
    body = {"namespaceCode": "default", "userId": ALICE, "action": "read", "resource": "text"}
    rows = accepted(fresh.caller().post("check-user-same-level-permission", body).envelope)["checkLevelResultList"]
    assert rows == [{"action": "read", "enabled": True}]
    refused(check([], "", "", "", ""), 400, ",".join(
        f"{name} should not be empty" for name in ["namespaceCode", "userId", "action", "resource"]))


def test_the_view_has_a_row_for_each_user_and_resource(client):
    page = accepted(client.list_permission_view(keyword="alice"))
    assert page["totalCount"] == 2
    row = page["list"][0]
    shown = {name: row[name] for name in ["userId", "username", "namespaceId", "dataResourceCode", "roleList"]}
    assert shown == {
        "userId": ALICE, "username": "alice", "namespaceId": "1", "dataResourceCode": "menu", "roleList": []}
    assert [group["groupCode"] for group in row["groupList"]] == ["developers"]
    assert [node["nodeCode"] for node in row["nodeList"]] == ["rd-knowledge-base", "db"]
    assert [policy["dataPolicyName"] for policy in row["dataPolicyList"]] == ["Readers"]
    everyone = accepted(client.list_permission_view(page=2, limit=1))
    assert everyone["totalCount"] >= 2 and len(everyone["list"]) == 1


def test_a_membership_that_ends_ends_the_permission(client):
    def may():
        return accepted(client.check_permission(["text"], "read", ALICE, "default"))["checkResultList"][0]["enabled"]

    assert may() is True
    accepted(client.remove_group_members([ALICE], "developers"))
    assert may() is False


def test_a_deleted_resource_ends_its_permissions(client):
    assert client.delete_data_resource("text", "default")["statusCode"] == 200
    rows = accepted(client.get_user_permission_list([ALICE]))["userPermissionList"]
    assert [each["resourceCode"] for each in rows[0]["resourceList"]] == ["menu"]
