"""Who holds a role: assigning, taking back, lists and questions, row by row of docs/behaviour/roles.md."""

import pytest

from control import Control
from envelope import accepted, refused, succeeded
from sample_seeds import ALICE, ORGANIZATION, PLATFORM, POOL_ID, ROOT, USER_IDS

BRANDS = pytest.mark.parametrize("brand", ["authing", "genauth"])
NOON = "2030-01-01T12:00:00.000Z"
NOON_MILLISECONDS = 1_893_499_200_000
FIRST, SECOND = USER_IDS[40:42]


def user(user_id):
    return {"targetType": "USER", "targetIdentifier": user_id}


def department(department_id):
    return {"targetType": "DEPARTMENT", "targetIdentifier": department_id}


@pytest.fixture
def caller(fresh):
    return fresh.caller(lang="zh-CN")


@pytest.fixture
def client(fresh):
    """A client of a pool with the role `editor` in two namespaces, and `reader`."""
    client = fresh.client(lang="zh-CN")
    for namespace in ("default", "system"):
        accepted(client.create_role("editor", namespace=namespace))
    accepted(client.create_role("reader"))
    return client


def members(caller, query="code=editor"):
    data = accepted(caller.get("list-role-members", query).envelope)
    return [member["userId"] for member in data["list"]]


def departments(caller, query="code=editor"):
    data = accepted(caller.get("list-role-departments", query).envelope)
    assert data["totalCount"] == len(data["list"])
    return [each["id"] for each in data["list"]]


def roles(client, user_id, namespace=None):
    data = accepted(client.get_user_roles(user_id, namespace=namespace))
    assert data["totalCount"] == len(data["list"])
    return [role["code"] for role in data["list"]]


def has_any(client, user_id, *named):
    return accepted(client.has_any_role([{"code": code} for code in named], user_id))["hasAnyRole"]


@BRANDS
@pytest.mark.parametrize("namespace", [None, "default"])
def test_a_role_is_assigned_and_taken_back_twice(fresh, client, caller, brand, namespace):
    sdk = fresh.client(brand)
    targets = [user(FIRST), user(SECOND)]
    for _ in range(2):
        succeeded(sdk.assign_role(targets, "editor", namespace=namespace))
        assert members(caller) == members(caller, "code=editor&namespace=default") == [SECOND, FIRST]
    assert members(caller, "code=editor&namespace=system") == []
    assert roles(sdk, FIRST, namespace) == ["editor"] and has_any(sdk, FIRST, "reader", "editor")
    for _ in range(2):
        succeeded(sdk.revoke_role([user(SECOND), user(ALICE)], "editor", namespace))
        assert members(caller) == [FIRST]
    assert roles(sdk, SECOND) == [] and not has_any(sdk, SECOND, "reader", "editor")


def test_the_reply_has_the_members_page_by_page(client, caller):
    succeeded(client.assign_role([user(user_id) for user_id in USER_IDS[:50]], "editor"))
    data = accepted(caller.get("list-role-members", "code=editor&page=2&limit=20&withCustomData=true").envelope)
    assert data["totalCount"] == 50
    assert [each["userId"] for each in data["list"]] == USER_IDS[:50][::-1][20:40]
    assert "customData" in data["list"][0]


@pytest.mark.parametrize("operation", ["assign-role", "revoke-role"])
def test_nothing_changes_when_something_is_unknown_or_malformed(client, caller, operation):
    succeeded(client.assign_role([user(FIRST)], "editor"))

    def call(**changes):
        return caller.post(operation, {"code": "editor", "targets": [user(FIRST), user(SECOND)]} | changes).envelope

    refused(call(code="x"), 404, "角色不存在")
    refused(call(namespace="x"), 404, "权限组不存在")
    refused(call(targets=[user(FIRST), user(SECOND), user("unknown")]), 404, "用户不存在", api_code=2004)
    refused(call(targets=[user(FIRST), user(SECOND), department("x")]), 404, "存在不合法的 departmentId: x")
    for targets in ([], None, [{}], [user("")], [{"targetType": "ORG", "targetIdentifier": "x"}], [user(FIRST)] * 51):
        refused(call(targets=targets), 400, "参数 targets 格式错误")
    assert members(caller) == [FIRST]


@pytest.mark.parametrize("operation", ["assign-role", "revoke-role", "assign-role-batch", "revoke-role-batch"])
@pytest.mark.parametrize("kind", ["GROUP", "ROLE"])
def test_other_holders_than_users_and_departments_are_not_emulated(shared, operation, kind):
    body = {"code": "a", "roles": [{"code": "a"}], "targets": [{"targetType": kind, "targetIdentifier": "x"}]}
    body = {name: value for name, value in body.items() if name in ("targets", "roles" if "batch" in operation else "code")}
    answer = shared.caller().post(operation, body)
    assert answer.status == 501 and kind in refused(answer.envelope, 501)


@pytest.mark.parametrize("brand", ["authing", "genauth"])
def test_several_roles_are_assigned_and_taken_back_at_once(fresh, client, caller, brand):
    sdk = fresh.client(brand, lang="zh-CN")
    named = [{"code": "editor", "namespace": "system"}, {"code": "reader"}]
    targets = [user(FIRST), department(PLATFORM)]
    succeeded(sdk.assign_role_batch(targets, named))
    assert members(caller, "code=editor&namespace=system") == members(caller, "code=reader") == [FIRST]
    assert departments(caller, "code=reader") == [PLATFORM]
    refused(sdk.revoke_role_batch(targets, [*named, {"code": "x"}]), 404, "角色不存在")
    refused(sdk.assign_role_batch([*targets, user("x")], named), 404, "用户不存在", api_code=2004)
    assert members(caller, "code=reader") == [FIRST]
    succeeded(sdk.revoke_role_batch(targets, named))
    assert members(caller, "code=editor&namespace=system") == departments(caller, "code=reader") == []
    users = [user(user_id) for user_id in USER_IDS[:11]]
    refused(sdk.assign_role_batch(users, named), 400, "参数 targets 格式错误")
    succeeded(sdk.revoke_role_batch(users, named))
    refused(sdk.assign_role_batch(targets, [{"code": "editor"}] * 11), 400, "参数 roles 格式错误")


def test_departments_hold_a_role(fresh, client, caller):
    assert accepted(client.list_role_departments("editor")) == {"totalCount": 0, "list": []}
    succeeded(client.assign_role([department(PLATFORM), department(ROOT)], "editor"))
    assert departments(caller) == [ROOT, PLATFORM]
    data = accepted(client.list_role_departments("editor", "default", 2, 1))
    assert data["totalCount"] == 2 and list(data["list"][0]) == ["id", "code", "name", "description"]
    assert data["list"][0]["id"] == PLATFORM
    for code in ("额！ ", " "):
        refused(client.list_role_departments(code), 404, "角色不存在")
    for code in ("", "c" * 100):
        refused(client.list_role_departments(code), 400, "参数 code 格式错误")


def test_a_role_of_a_department_is_one_of_its_direct_members(client, caller):
    made = accepted(caller.post("create-department", {
        "organizationCode": ORGANIZATION, "name": "Writers", "parentDepartmentId": ROOT}).envelope)["departmentId"]
    below = accepted(caller.post("create-department", {
        "organizationCode": ORGANIZATION, "name": "Below", "parentDepartmentId": made}).envelope)["departmentId"]
    for user_id, place in [(FIRST, made), (SECOND, below)]:
        body = {"organizationCode": ORGANIZATION, "departmentId": place, "userIds": [user_id]}
        succeeded(caller.post("add-department-members", body).envelope)
    succeeded(client.assign_role([department(made)], "editor"))
    assert (roles(client, FIRST), roles(client, SECOND)) == (["editor"], [])
    assert has_any(client, FIRST, "editor") and not has_any(client, SECOND, "editor")
    assert members(caller) == []
    body = {"organizationCode": ORGANIZATION, "departmentId": made, "userIds": [FIRST]}
    succeeded(caller.post("remove-department-members", body).envelope)
    assert roles(client, FIRST) == []
    succeeded(caller.post("delete-department", {"organizationCode": ORGANIZATION, "departmentId": made}).envelope)
    assert departments(caller) == []


def test_unknown_roles_and_namespaces_have_no_lists(client, caller):
    for operation in ("list-role-members", "list-role-departments"):
        refused(caller.get(operation, "code=x").envelope, 404, "角色不存在")
        refused(caller.get(operation, "code=editor&namespace=x").envelope, 404, "权限组不存在")
        refused(caller.get(operation, "code=editor&limit=51").envelope, 400, "参数 limit 格式错误")
    refused(caller.get("list-role-assignments", "roleCode=x").envelope, 404, "角色不存在")
    refused(caller.get("list-role-assignments", "roleCode=editor&namespaceCode=x").envelope, 404, "权限组不存在")
    refused(client.get_user_roles(FIRST, namespace="x"), 404, "权限组不存在")
    unknown = [{"code": "x"}, {"code": "editor", "namespace": "x"}]
    assert accepted(client.has_any_role(unknown, FIRST)) == {"hasAnyRole": False}


def test_the_namespace_of_the_roles_of_a_user(client):
    succeeded(client.assign_role([user(FIRST)], "editor", namespace="system"))
    assert (roles(client, FIRST), roles(client, FIRST, "system")) == ([], ["editor"])
    assert not has_any(client, FIRST, "editor")
    assert accepted(client.has_any_role([{"code": "editor", "namespace": "system"}], FIRST))["hasAnyRole"]


@pytest.mark.parametrize("form", [int, str])
def test_an_assignment_counts_between_its_times_by_the_clock_of_the_pool(fresh, client, caller, form):
    pool = Control(fresh).pool(POOL_ID)
    pool.call("PUT", "/clock", {"mode": "frozen", "now": NOON})
    # The tokens so far have expired.
    client, caller = fresh.client(lang="zh-CN"), fresh.caller(lang="zh-CN")
    start, end = NOON_MILLISECONDS + 1000, NOON_MILLISECONDS + 3000
    succeeded(client.assign_role([user(FIRST), department(PLATFORM)], "editor", form(end), form(start)))
    succeeded(client.assign_role([user(SECOND)], "editor", 0, 0))
    for is_active in (False, True, True, False):
        assert members(caller) == ([SECOND, FIRST] if is_active else [SECOND])
        assert departments(caller) == ([PLATFORM] if is_active else [])
        assert (roles(client, FIRST), has_any(client, FIRST, "editor")) == (["editor"] * is_active, is_active)
        data = accepted(caller.get("list-role-assignments", "roleCode=editor").envelope)
        assert data["totalCount"] == 3
        status = "ENABLE" if is_active else "DISABLE"
        assert [row["status"] for row in data["data"]] == ["ENABLE", status, status]
        assert (data["data"][2]["enableTime"], data["data"][2]["endTime"]) == (start, end)
        pool.call("POST", "/clock/advance", {"seconds": 1})
    succeeded(client.assign_role([user(FIRST)], "editor"))
    assert members(caller) == [SECOND, FIRST]


@pytest.mark.parametrize("name", ["enableTime", "endTime"])
@pytest.mark.parametrize("time", [-1, "x", 1.5, 253402300800000, True], ids=str)
def test_a_malformed_time_is_refused(caller, client, name, time):
    body = {"code": "editor", "targets": [user(FIRST)], name: time}
    refused(caller.post("assign-role", body).envelope, 400, f"参数 {name} 格式错误")


def test_the_assignments_of_a_role_are_listed(client, caller):
    succeeded(client.assign_role([department(PLATFORM), user(FIRST), user(SECOND)], "editor"))
    role = accepted(client.get_role("editor"))

    def listed(query):
        data = accepted(caller.get("list-role-assignments", f"roleCode=editor&{query}").envelope)
        return data["totalCount"], len(data["data"])

    data = accepted(caller.get("list-role-assignments", "roleCode=editor&limit=1").envelope)
    assert list(data) == ["totalCount", "data"] and data["totalCount"] == 3
    row = data["data"][0]
    assert list(row) == [
        "roleId", "status", "enableTime", "endTime", "userPoolId", "roleName", "roleCode", "description", "createdAt",
        "updatedAt"]
    assert (row["roleId"], row["status"], row["userPoolId"]) == (role["id"], "ENABLE", POOL_ID)
    assert (row["roleCode"], row["roleName"], row["enableTime"], row["endTime"]) == ("editor", "editor", None, None)
    assert listed("targetType=USER") == (2, 2) and listed("targetType=ORG") == (1, 1)
    assert listed("targetType=USER&targetType=ORG&limit=2&page=2") == (3, 1)
    assert listed("query=EDIT") == (3, 3) and listed("query=x") == (0, 0)
    refused(caller.get("list-role-assignments", "roleCode=editor&targetType=GROUP").envelope, 400, "参数 targetType 格式错误")
    refused(caller.get("list-role-assignments", "").envelope, 400, "参数 roleCode 格式错误")


def test_a_disabled_role_is_listed_and_not_held(client, caller):
    succeeded(client.assign_role([user(FIRST)], "editor"))
    succeeded(client.update_role("E", "editor", "editor", status="DISABLE"))
    assert members(caller) == [FIRST] and roles(client, FIRST) == ["editor"]
    assert accepted(client.get_user_roles(FIRST))["list"][0]["status"] == "DISABLE"
    assert not has_any(client, FIRST, "editor")


@pytest.mark.parametrize("operation", ["delete-users-batch", "resign-user-batch"])
def test_users_who_leave_lose_their_roles(client, caller, operation):
    succeeded(client.assign_role([user(FIRST), user(SECOND)], "editor"))
    succeeded(caller.post(operation, {"userIds": [FIRST]}).envelope)
    data = accepted(caller.get("list-role-members", "code=editor").envelope)
    assert (data["totalCount"], [each["userId"] for each in data["list"]]) == (1, [SECOND])


def test_deleting_a_role_ends_its_assignments(client, caller):
    succeeded(client.assign_role([user(FIRST)], "editor"))
    succeeded(client.delete_roles_batch(["editor"]))
    assert roles(client, FIRST) == []
    accepted(client.create_role("editor"))
    assert members(caller) == [] and not has_any(client, FIRST, "editor")


def test_a_renamed_role_keeps_its_holders(client, caller):
    succeeded(client.assign_role([user(FIRST)], "editor"))
    succeeded(client.update_role("W", "writer", "editor"))
    assert members(caller, "code=writer") == [FIRST] and has_any(client, FIRST, "writer")


def test_roles_of_a_seed_are_exported_as_they_were(launch, client, fresh):
    succeeded(client.assign_role([user(FIRST), department(PLATFORM)], "editor", NOON_MILLISECONDS))
    pool = Control(fresh).pool(POOL_ID)
    exported = pool.get("/export")
    found = {role["code"]: role for role in exported["userPools"][0]["roles"] if "namespace" not in role}
    assert [each["user"] for each in found["editor"]["users"]] == [FIRST]
    assert found["editor"]["departments"][0]["endTime"] == NOON
    again = launch(seed=exported)
    assert Control(again).pool(POOL_ID).get("/export") == exported
