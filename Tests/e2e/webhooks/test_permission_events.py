"""The data of the events of namespaces, roles, resources, grants, data resources and data policies."""

import pytest

from control import Control
from envelope import accepted
from receiver import Receiver
from sample_seeds import ALICE, ORGANIZATION, POOL_ID

NAMESPACE = ["id", "userPoolId", "code", "name", "description", "status", "createdAt", "updatedAt"]
ROLE = ["id", "userPoolId", "code", "name", "description", "namespaceCode", "status", "disableTime", "createdAt",
        "updatedAt"]
RESOURCE = ["id", "userPoolId", "code", "name", "description", "type", "struct", "actions", "namespaceCode",
            "createdAt", "updatedAt"]

COMMON_RESOURCE = ["id", "userPoolId", "code", "name", "description", "type", "actions", "apiIdentifier",
                   "namespaceCode", "createdAt", "updatedAt"]


class Events:
    """A caller whose events are received in their order."""

    def __init__(self, emulator, receiver, names):
        Control(emulator).pool(POOL_ID).call(
            "POST", "/webhooks", {"url": receiver.url, "events": names}, status=201)
        self.caller = emulator.caller()
        self.receiver = receiver

    def call(self, operation, **fields):
        envelope = self.caller.post(operation, fields).envelope
        assert envelope["statusCode"] == 200, envelope
        return envelope.get("data")

    def data(self, name):
        received = self.receiver.next().json
        assert received["eventName"] == name
        return received["data"]


@pytest.fixture
def listen(fresh):
    receiver = Receiver()
    yield lambda *names: Events(fresh, receiver, list(names))
    receiver.close()


def test_events_of_namespaces(listen):
    events = listen(*(f"privilege-namespace:{kind}" for kind in ("created", "updated", "deleted")))
    events.call("create-namespace", code="shop", name="Shop")
    made = events.data("privilege-namespace:created")["namespace"]
    assert list(made) == NAMESPACE
    assert (made["userPoolId"], made["code"], made["name"], made["description"], made["status"]) == (
        POOL_ID, "shop", "Shop", None, 1)
    events.call("update-permission-namespace", code="shop", newCode="store", name="Shop")
    changed = events.data("privilege-namespace:updated")
    assert (changed["namespace"]["code"], changed["updates"]) == ("store", {"code": "store"})
    events.call("delete-namespaces-batch", codeList=["store"])
    deleted = events.data("privilege-namespace:deleted")["namespaces"]
    assert [(each["id"], each["code"]) for each in deleted] == [(made["id"], "store")]


def test_events_of_roles(listen):
    events = listen(*(f"role:{kind}" for kind in ("created", "updated", "disable", "deleted", "udv-changed")))
    role = events.call("create-role", code="editor", name="Editors", namespace="system")
    made = events.data("role:created")
    assert list(made["role"]) == ROLE and list(made["namespace"]) == NAMESPACE
    assert (made["role"]["id"], made["role"]["code"], made["namespace"]["code"]) == (role["id"], "editor", "system")
    events.call("update-role", code="editor", namespace="system", newCode="writer", status="DISABLE")
    changed = events.data("role:updated")
    assert changed["updates"] == {"code": "writer", "status": "DISABLE"} and changed["role"]["name"] == "Editors"
    assert events.data("role:disable")["role"]["code"] == "writer"
    events.call("set-custom-data", targetType="ROLE", targetIdentifier="writer", namespace="system",
                list=[{"key": "a", "value": "x"}])
    assert events.data("role:updated")["updates"] == {}
    assert events.data("role:udv-changed")["role"]["code"] == "writer"
    events.call("delete-roles-batch", codeList=["writer"], namespace="system")
    assert events.data("role:deleted") == {"id": role["id"]}


def test_events_of_assignments_name_the_holders_of_one_kind(listen):
    events = listen("role:assigned", "role:unassigned")
    events.call("create-role", code="editor")
    user = events.call("create-user", username="leaver")["userId"]
    department = events.call(
        "create-department", organizationCode=ORGANIZATION, parentDepartmentId="root", name="D")["departmentId"]
    targets = [{"targetType": "USER", "targetIdentifier": each} for each in (user, ALICE)]
    targets.append({"targetType": "DEPARTMENT", "targetIdentifier": department})
    events.call("assign-role", code="editor", targets=targets)
    assert events.data("role:assigned") == {"userIds": [user, ALICE], "groupIds": [], "nodeIds": []}
    assert events.data("role:assigned") == {"userIds": [], "groupIds": [], "nodeIds": [department]}
    events.call("revoke-role", code="editor", targets=targets[1:2])
    assert events.data("role:unassigned") == {"userIds": [ALICE], "groupIds": [], "nodeIds": []}
    events.call("delete-department", organizationCode=ORGANIZATION, departmentId=department)
    assert events.data("role:unassigned") == {"userIds": [], "groupIds": [], "nodeIds": [department]}
    events.call("resign-user", userId=user)
    assert events.data("role:unassigned") == {"userIds": [user], "groupIds": [], "nodeIds": []}


def test_events_of_data_resources(listen):
    events = listen(*(f"data-resource:{kind}" for kind in ("created", "updated", "deleted")))
    events.call("create-namespace", code="shop")
    tree = [{"code": "a", "name": "A"}]
    described = {"namespaceCode": "shop", "resourceName": "Menu", "struct": tree, "actions": ["read"]}
    for code in ("menu", "other"):
        events.call("create-tree-data-resource", **described | {"resourceCode": code, "resourceName": code})
        made = events.data("data-resource:created")
        assert list(made["resource"]) == RESOURCE and list(made["namespace"]) == NAMESPACE
        assert (made["resource"]["code"], made["resource"]["struct"], made["resource"]["actions"]) == (code, tree, ["read"])
    events.call("update-data-resource", namespaceCode="shop", resourceCode="menu", actions=["read", "write"])
    changed = events.data("data-resource:updated")
    assert changed["updates"] == {"actions": ["read", "write"]} and changed["resource"]["code"] == "menu"
    events.call("delete-data-resource", namespaceCode="shop", resourceCode="menu")
    assert events.data("data-resource:deleted") == {"codes": ["menu"], "namespace": "shop"}
    events.call("delete-namespace", code="shop")
    assert events.data("data-resource:deleted") == {"codes": ["other"], "namespace": "shop"}


def test_events_of_authorizations(listen):
    events = listen("data-strategy-permission:add", "data-strategy-permission:revoke")
    events.call("create-string-data-resource", namespaceCode="default", resourceCode="text", resourceName="Text",
                struct="x", actions=["read"])
    policy = events.call("create-data-policy", policyName="p", statementList=[
        {"effect": "ALLOW", "permissions": ["default/text/read"]}])["policyId"]
    role = events.call("create-role", code="editor")["id"]
    targets = [{"id": ALICE, "type": "USER"}, {"id": role, "type": "ROLE"}]
    events.call("authorize-data-policies", policyIds=[policy], targetList=targets)
    assert events.data("data-strategy-permission:add") == {
        "userPoolId": POOL_ID, "policyIds": [policy], "targetList": targets}
    events.call("revoke-data-policy", policyId=policy, targetIdentifier=role, targetType="ROLE")
    assert events.data("data-strategy-permission:revoke") == {
        "userPoolId": POOL_ID, "policyIds": [policy], "targetList": targets[1:]}


def test_events_of_common_resources(listen):
    events = listen("resource:created", "resource:updated", "resource:delete")
    events.call("create-namespace", code="shop")
    actions = [{"name": "read", "description": ""}]
    for code in ("books", "films"):
        events.call("create-resource", code=code, type="API", apiIdentifier="/v1", actions=actions, namespace="shop")
        made = events.data("resource:created")
        assert list(made["resource"]) == COMMON_RESOURCE and list(made["namespace"]) == NAMESPACE
        assert (made["resource"]["code"], made["resource"]["actions"], made["namespace"]["code"]) == (code, actions, "shop")
    events.call("update-resource", code="books", namespace="shop", name="Books")
    changed = events.data("resource:updated")
    assert changed["updates"] == {"name": "Books"} and changed["resource"]["code"] == "books"
    events.call("delete-resource", code="books", namespace="shop")
    assert events.data("resource:delete") == {"codes": ["books"], "namespace": "shop"}
    events.call("delete-namespace", code="shop")
    assert events.data("resource:delete") == {"codes": ["films"], "namespace": "shop"}


def test_events_of_grants(listen):
    events = listen("permission:add")
    resources = [{"code": "books", "actions": ["read"], "resourceType": "DATA"}]
    entries = [{"targetType": kind, "targetIdentifiers": [identifier], "resources": resources}
               for kind, identifier in [("USER", ALICE), ("DEPARTMENT", "dep-sales")]]
    events.call("authorize-resources", namespace="default", list=entries)
    for kind, identifier in [("USER", ALICE), ("ORG", "dep-sales")]:
        assert events.data("permission:add") == {
            "policyCodes": [], "targetType": kind, "userPoolId": POOL_ID, "targetIdentifiers": [identifier],
            "namespace": "default"}
