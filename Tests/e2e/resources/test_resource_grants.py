"""Grants on common resources: every known row of their operations, the worked examples, and what ends a grant."""

import pytest

from control import Control
from envelope import accepted, refused, refused_parameters, succeeded
from sample_seeds import ALICE, OTHER_KEY, POOL_ID, USER_IDS, group, pool, seed, user

BRANDS = pytest.mark.parametrize("brand", ["authing", "genauth"])
BOB = USER_IDS[0]
NOON = "2030-01-01T12:00:00.000Z"
NOON_MILLISECONDS = 1_893_499_200_000
NO_USER, NO_ROLE, NO_NAMESPACE = "用户不存在", "角色不存在", "权限组不存在"


@pytest.fixture
def client(fresh):
    return fresh.client(lang="zh-CN")


@pytest.fixture
def caller(fresh):
    return fresh.caller(lang="zh-CN")


def item(resource, actions, kind="DATA"):
    return {"code": resource, "actions": actions, "resourceType": kind}


def grant(client, resource, actions, target="USER", *identifiers, kind="DATA", namespace="default"):
    """Grants a resource, to Alice by default."""
    entry = {"targetType": target, "targetIdentifiers": list(identifiers or [ALICE]), "resources": [item(resource, actions, kind)]}
    succeeded(client.authorize_resources([entry], namespace))


def may(client, action, resource, who=ALICE, namespace=None):
    return accepted(client.is_action_allowed(who, action, resource, namespace))["allowed"]


def row(resource, actions, kind="DATA", **fields):
    return {
        "resourceCode": resource, "description": None, "condition": [], "resourceType": kind, "apiIdentifier": None,
        "actions": actions, "effect": "ALLOW"} | fields


def own(client, target="USER", identifier=ALICE, **filters):
    """What is granted to a target itself."""
    data = accepted(client.get_authorized_resources(target, identifier, **filters))
    assert data["totalCount"] == len(data["list"])
    return data["list"]


def whole(client, who=ALICE, **filters):
    """What a user may do by all that the user is and holds, as pairs."""
    data = accepted(client.get_user_authorized_resources(who, **filters))
    assert data["totalCount"] == len(data["list"])
    return [(each["resourceCode"], each["actions"]) for each in data["list"]]


@pytest.mark.parametrize("resource, actions, asked, action, expected", [
    ("books:123", ["books:edit"], "books:123", "books:edit", True),
    ("books:123", ["books:edit"], "books:123", "books:delete", False),
    ("books:123", ["books:*"], "books:123", "books:delete", True),
    ("books:123", ["books:*"], "books:123", "booksellers:delete", False),
    ("books:*", ["books:edit"], "books:123", "books:edit", True),
    ("books:*", ["edit"], "books:123", "edit", True),
    ("ecs", ["start", "stop"], "ecs", "start", True),
    ("ecs", ["ecs:Start"], "ecs:1", "ecs:Start", True),
    ("*", ["*"], "anything:at-all", "whatever", True),
    ("*", ["*"], "*", "*", True),
    ("books:123", ["books:edit"], "books", "books:edit", False),
    ("books:123", ["books:edit"], "books:*", "books:edit", False),
    ("books", ["edit"], "bookshelf", "edit", False),
    ("books", ["edit"], "books:1:2", "edit", True),
    ("é", ["edit"], "e\u0301", "edit", False),
])
@BRANDS
def test_the_worked_examples_of_is_action_allowed(shared_pool, brand, resource, actions, asked, action, expected):
    client, who = shared_pool(brand)
    grant(client, resource, actions, "USER", who)
    assert may(client, action, asked, who) is expected
    assert may(client, action, asked, BOB) is False


@pytest.fixture
def shared_pool(fresh):
    """Makes a client and a user without grants."""

    def make(brand):
        client = fresh.client(brand, lang="zh-CN")
        return client, accepted(client.create_user(username="asked"))["userId"]

    return make


def test_a_role_of_the_user_has_the_grant(client):
    accepted(client.create_role("editor"))
    grant(client, "books:*", ["books:edit"], "ROLE", "editor")
    assert may(client, "books:edit", "books:*") is False
    succeeded(client.assign_role([{"targetType": "USER", "targetIdentifier": ALICE}], "editor"))
    assert may(client, "books:edit", "books:*") is True and may(client, "books:edit", "books:1") is True
    accepted(client.update_role("Editor", "editor", "editor", status="DISABLE"))
    assert may(client, "books:edit", "books:*") is False and whole(client) == []


def test_a_role_that_is_assigned_for_a_time_has_the_grant_for_that_time(fresh, client, caller):
    clock = Control(fresh).pool(POOL_ID)
    clock.call("PUT", "/clock", {"mode": "frozen", "now": NOON})
    accepted(client.create_role("editor"))
    grant(client, "books", ["edit"], "ROLE", "editor")
    body = {"code": "editor", "targets": [{"targetType": "USER", "targetIdentifier": ALICE}],
            "enableTime": NOON_MILLISECONDS + 1000, "endTime": NOON_MILLISECONDS + 2000}
    succeeded(caller.post("assign-role", body).envelope)
    for expected in [False, True, False]:
        assert may(client, "edit", "books") is expected
        assert whole(client) == ([("books", ["edit"])] if expected else [])
        clock.call("POST", "/clock/advance", {"seconds": 1})


def test_groups_and_departments_of_the_user_have_the_grants_while_the_user_is_in_them(client):
    accepted(client.create_group("static", "", "Developers", "g"))
    grant(client, "films", ["see"], "GROUP", "g")
    grant(client, "songs", ["hear"], "DEPARTMENT", "dep-engineering")
    accepted(client.create_role("of-department"))
    grant(client, "plays", ["act"], "ROLE", "of-department")
    succeeded(client.assign_role([{"targetType": "DEPARTMENT", "targetIdentifier": "dep-engineering"}], "of-department"))
    assert whole(client) == []
    accepted(client.add_group_members([ALICE], "g"))
    accepted(client.add_department_members([ALICE], "acme", "dep-engineering"))
    assert whole(client) == [("plays", ["act"]), ("songs", ["hear"]), ("films", ["see"])]
    assert own(client) == []
    # user-050 is a member of a department below.
    assert whole(client, "user-050") == [] and may(client, "hear", "songs", "user-050") is False
    accepted(client.remove_group_members([ALICE], "g"))
    accepted(client.remove_department_members([ALICE], "acme", "dep-engineering"))
    assert whole(client) == []


@BRANDS
def test_resources_are_granted_to_several_targets_at_once(fresh, brand):
    client = fresh.client(brand, lang="zh-CN")
    accepted(client.create_group("static", "", "Developers", "developer"))
    accepted(client.create_role("r"))
    resources = [item("one", ["*"]), item("two:2", ["read", "read", "write"], "API")]
    entries = [{"targetType": kind, "targetIdentifiers": ids, "resources": resources} for kind, ids in [
        ("GROUP", ["developer"]), ("ROLE", ["r"]), ("USER", [ALICE, BOB]), ("DEPARTMENT", ["dep-sales"])]]
    for _ in range(2):
        succeeded(client.authorize_resources(entries, "default"))
    rows = [row("two:2", ["read", "write"], "API"), row("one", ["*"])]
    for kind, identifier in [("GROUP", "developer"), ("ROLE", "r"), ("USER", ALICE), ("USER", BOB), ("DEPARTMENT", "dep-sales")]:
        assert own(client, kind, identifier) == rows
    assert accepted(client.get_group_authorized_resources("developer")) == rows
    assert accepted(client.get_user_authorized_resources(ALICE)) == {"totalCount": 2, "list": rows}
    of_role = [{name: each[name] for name in ["resourceCode", "resourceType", "actions", "apiIdentifier"]} for each in rows]
    assert accepted(client.get_role_authorized_resources("r")) == {"totalCount": 2, "list": of_role}


def test_everything_is_granted_by_an_asterisk(client):
    accepted(client.create_group("static", "", "Developers", "developer"))
    accepted(client.create_role("r"))
    for kind, identifier in [("GROUP", "developer"), ("ROLE", "r"), ("USER", ALICE)]:
        grant(client, "*", ["*"], kind, identifier)
        assert own(client, kind, identifier) == [row("*", ["*"])]


def test_grants_on_the_same_resource_are_one_with_the_actions_of_all(client):
    grant(client, "books", ["read"])
    grant(client, "other", ["x"])
    grant(client, "books:*", ["write", "read"])
    grant(client, "books", ["read"], kind="API")
    assert own(client) == [row("books", ["read"], "API"), row("other", ["x"]), row("books", ["read", "write"])]
    accepted(client.create_group("static", "", "Developers", "g"))
    accepted(client.add_group_members([ALICE], "g"))
    grant(client, "books", ["delete"], "GROUP", "g")
    assert whole(client) == [("books", ["delete", "read", "write"]), ("books", ["read"]), ("other", ["x"])]


def test_no_actions_are_all_actions_of_elements_of_a_user_interface(client):
    for kind in ["MENU", "BUTTON", "UI"]:
        grant(client, kind, [], kind=kind)
        assert may(client, "anything", kind) is True
    for kind in ["DATA", "API"]:
        grant(client, kind, [], kind=kind)
        assert may(client, "anything", kind) is False
    assert own(client, resource_type="MENU") == [row("MENU", [], "MENU")]


def test_a_class_granted_with_a_star_is_the_resource_of_its_code(client):
    accepted(client.create_resource("DATA", "books", "All books"))
    accepted(client.create_resource("DATA", "books:1", "One book"))
    grant(client, "books:*", ["read"])
    grant(client, "books:1", ["read"])
    assert [each["description"] for each in own(client)] == ["One book", "All books"]
    assert [each["resourceCode"] for each in own(client)] == ["books:1", "books:*"]


def test_rows_have_the_url_and_description_of_the_resource_of_that_code(client):
    accepted(client.create_resource("API", "ecs", "Servers", "N", [{"name": "ecs:start", "description": ""}], "/ecs"))
    grant(client, "ecs", ["start", "stop"], kind="API")
    assert own(client) == [row("ecs", ["start", "stop"], "API", description="Servers", apiIdentifier="/ecs")]
    accepted(client.update_resource("ecs", api_identifier="/other"))
    assert accepted(client.get_user_authorized_resources(ALICE))["list"][0]["apiIdentifier"] == "/other"


def test_grants_belong_to_a_namespace(client):
    accepted(client.create_namespace("n"))
    accepted(client.create_role("r", namespace="n"))
    grant(client, "books", ["read"], "ROLE", "r", namespace="n")
    grant(client, "books", ["read"], namespace="n")
    assert may(client, "read", "books") is False and may(client, "read", "books", namespace="n") is True
    assert own(client) == [] and len(own(client, namespace="n")) == 1
    assert whole(client) == [] and whole(client, namespace="n") == [("books", ["read"])]
    refused(client.authorize_resources([{"targetType": "ROLE", "targetIdentifiers": ["r"], "resources": []}], "default"),
            404, NO_ROLE)
    accepted(client.update_namespace("n", new_code="m"))
    assert may(client, "read", "books", namespace="m") is True
    succeeded(client.delete_namespace("m"))
    accepted(client.create_namespace("m"))
    assert whole(client, namespace="m") == []


def test_unknown_targets_and_namespaces_are_refused_and_nothing_is_granted(client):
    def entry(kind, *ids):
        return {"targetType": kind, "targetIdentifiers": list(ids), "resources": [item("books", ["read"])]}

    good = entry("USER", ALICE)
    refused(client.authorize_resources([good]), 404, NO_NAMESPACE)
    refused(client.authorize_resources([good], ""), 404, NO_NAMESPACE)
    refused(client.authorize_resources([good], "none"), 404, NO_NAMESPACE)
    refused(client.authorize_resources([good, entry("USER", BOB, "none")], "default"), 404, NO_USER, api_code=2004)
    refused(client.authorize_resources([good, entry("GROUP", "none")], "default"), 404, "group not exists with code: none")
    refused(client.authorize_resources([good, entry("ROLE", "none")], "default"), 404, NO_ROLE)
    refused(client.authorize_resources([good, entry("DEPARTMENT", "none")], "default"), 404, "存在不合法的 departmentId: none")
    assert own(client) == [] and own(client, identifier=BOB) == []


def test_malformed_grants_are_refused(caller):
    good = {"targetType": "USER", "targetIdentifiers": [ALICE], "resources": [item("books", ["read"])]}

    def answer(entries):
        return caller.post("authorize-resources", {"namespace": "default", "list": entries}).envelope

    for entries in [[], [good] * 11, [good | {"targetType": "user"}], [good | {"targetIdentifiers": [ALICE] * 101}],
                    [good | {"resources": [item("books", ["a"] * 51)]}], [good | {"resources": [item("books", ["a"], "x")]}],
                    [good | {"resources": [{"code": "books"}]}], ["x"], None]:
        refused_parameters(answer(entries), ["list"])
    succeeded(answer([good] * 10))
    succeeded(answer([good | {"targetIdentifiers": []}]))
    succeeded(answer([good | {"resources": []}]))


def test_questions_about_unknown_ones_are_refused(client, caller):
    ask = client.get_authorized_resources
    for code in ["", "额！ ", "none"]:
        refused(ask("GROUP", code), 404, f"group not exists with code: {code}")
        refused(ask("ROLE", code), 404, f"role not exists with code: {code}")
        refused(ask("USER", code), 404, NO_USER, api_code=2004)
        refused(ask("DEPARTMENT", code), 404, f"存在不合法的 departmentId: {code}")
    refused(ask("USER", ALICE, "none"), 404, NO_NAMESPACE)
    refused(ask("ROLE", "r", "none"), 404, NO_NAMESPACE)
    refused(ask("USER", "none", "none"), 404, NO_USER, api_code=2004)
    refused(client.get_user_authorized_resources("none", namespace="none"), 404, NO_USER, api_code=2004)
    refused(client.get_group_authorized_resources("none", "none"), 404, "分组不存在")
    refused(client.get_group_authorized_resources("none"), 404, "分组不存在")
    refused(client.get_group_authorized_resources("developers", "none"), 404, NO_NAMESPACE)
    refused(client.get_user_authorized_resources("none"), 404, NO_USER, api_code=2004)
    refused(client.get_user_authorized_resources(ALICE, namespace="none"), 404, NO_NAMESPACE)
    refused(client.is_action_allowed("none", "a", "b"), 404, NO_USER, api_code=2004)
    refused(client.is_action_allowed(ALICE, "a", "b", "none"), 404, NO_NAMESPACE)
    refused(client.get_resource_authorized_targets("b", "none"), 404, NO_NAMESPACE)
    refused_parameters(caller.get("get-authorized-resources", "").envelope, ["targetType", "targetIdentifier"])
    refused_parameters(caller.post("is-action-allowed", {"userId": "", "action": None}).envelope, ["userId", "action", "resource"])
    refused_parameters(caller.post("get-resource-authorized-targets", {"targetType": "x"}).envelope, ["resource", "targetType"])


@pytest.mark.parametrize("filters, expected", [
    ("resourceType=MENU", ["home"]),
    ("resourceList=books:*", ["books:fictions_1", "books:123"]),
    ("resourceList=books:fictions_", ["books:fictions_1"]),
    ("resourceList=books:123,home", ["home", "books:123"]),
    ("resourceList[]=books:12&resourceList[]=none", ["books:123"]),
    ("resourceList=*", ["home", "all", "books:fictions_1", "books:123"]),
    ("resourceList=none", []),
    ("resourceType=DATA&resourceList=all", ["all"]),
])
def test_grants_are_filtered_by_type_and_by_beginnings_of_resources(client, caller, filters, expected):
    for resource in ["books:123", "books:fictions_1", "all"]:
        grant(client, resource, ["read"])
    grant(client, "home", ["see"], kind="MENU")
    query = f"targetType=USER&targetIdentifier={ALICE}&namespace=default&{filters}"
    found = accepted(caller.get("get-authorized-resources", query).envelope)["list"]
    assert [each["resourceCode"] for each in found] == expected
    assert accepted(client.get_group_authorized_resources("developers", resource_type="API")) == []
    assert whole(client, resource_type="MENU") == [("home", ["see"])]


def test_those_to_whom_a_resource_is_granted_are_listed(client):
    accepted(client.create_role("r"))
    grant(client, "books", ["read"], "USER", ALICE, BOB)
    grant(client, "books:1", ["write", "read"], "USER", ALICE)
    grant(client, "books", ["read"], "GROUP", "developers")
    grant(client, "books", ["delete"], "USER", ALICE)
    grant(client, "*", ["see"], "ROLE", "r")
    grant(client, "books:2", ["x"], "DEPARTMENT", "dep-sales")

    def listed(resource, **more):
        data = accepted(client.get_resource_authorized_targets(resource, **more))
        assert len(data["list"]) <= data["totalCount"]
        return [(each["targetType"], each["targetIdentifier"], each["actions"]) for each in data["list"]]

    role, of_group, bob = ("ROLE", "r", ["see"]), ("GROUP", "developers", ["read"]), ("USER", BOB, ["read"])
    alice = ("USER", ALICE, ["read", "delete"])
    assert listed("books") == listed("books:*") == [role, of_group, bob, alice]
    assert listed("books:1") == [role, of_group, ("USER", ALICE, ["write", "read", "delete"]), bob]
    assert listed("books:2") == [("DEPARTMENT", "dep-sales", ["x"]), role, of_group, bob, alice]
    assert listed("other") == [role]
    assert listed("books", namespace="default", target_type="USER") == [bob, alice]
    assert listed("books", page=2, limit=3) == [alice]
    assert accepted(client.get_resource_authorized_targets("books", page=9))["totalCount"] == 4
    assert listed("books", namespace="system") == []


def test_a_deleted_resource_has_no_grants_on_itself_and_its_items(client):
    for code in ["books", "films:1"]:
        accepted(client.create_resource("DATA", code))
    for resource in ["books", "books:1", "films", "films:1", "*"]:
        grant(client, resource, ["x"])
    accepted(client.create_namespace("n"))
    grant(client, "books", ["x"], namespace="n")
    succeeded(client.delete_resource("books"))
    succeeded(client.delete_resources_batch(code_list=["films:1"]))
    succeeded(client.delete_resource("none"))
    assert whole(client) == [("*", ["x"]), ("films", ["x"])] and whole(client, namespace="n") == [("books", ["x"])]


def test_who_is_deleted_or_resigns_loses_the_grants(client):
    accepted(client.create_group("static", "", "Leavers", "leavers"))
    accepted(client.create_role("r"))
    grant(client, "books", ["read"], "USER", ALICE, BOB)
    grant(client, "books", ["read"], "GROUP", "leavers")
    grant(client, "books", ["read"], "ROLE", "r")
    grant(client, "books", ["read"], "DEPARTMENT", "dep-support")

    def targets():
        return {each["targetType"] for each in accepted(client.get_resource_authorized_targets("books"))["list"]}

    assert targets() == {"USER", "GROUP", "ROLE", "DEPARTMENT"}
    accepted(client.delete_users_batch([ALICE]))
    accepted(client.resign_user(BOB))
    assert targets() == {"GROUP", "ROLE", "DEPARTMENT"}
    accepted(client.delete_groups_batch(["leavers"]))
    succeeded(client.delete_roles_batch(["r"]))
    assert targets() == {"DEPARTMENT"}
    accepted(client.delete_department("acme", "dep-support"))
    assert targets() == set()


def test_grants_follow_a_group_and_a_role_to_their_new_codes(client):
    accepted(client.create_role("r"))
    grant(client, "books", ["read"], "ROLE", "r")
    grant(client, "books", ["read"], "GROUP", "developers")
    succeeded(client.update_role("R", "s", "r"))
    accepted(client.update_group("", "developers", "Engineers", "engineers"))
    assert own(client, "ROLE", "s") == own(client, "GROUP", "engineers") == [row("books", ["read"])]


def denying_seed():
    """A pool in which a group may not do what its member may."""
    grants = [
        {"targetType": "USER", "targetIdentifier": "u", "resource": "books", "actions": ["read", "write"]},
        {"targetType": "USER", "targetIdentifier": "u", "resource": "films", "actions": ["see"]},
        {"targetType": "GROUP", "targetIdentifier": "g", "resource": "books:1", "actions": ["write"], "effect": "DENY"},
        {"targetType": "GROUP", "targetIdentifier": "g", "resource": "films", "actions": ["*"], "effect": "DENY"},
        {"targetType": "GROUP", "targetIdentifier": "g", "resource": "songs", "actions": ["hear"]},
    ]
    return seed(pool(users=[user("u")], groups=[group("g", ["u"])], resourceGrants=grants))


def test_what_a_seed_denies_is_not_allowed(launch):
    client = launch(seed=denying_seed()).client(lang="zh-CN")
    answers = [may(client, action, resource, "u") for action, resource in [
        ("write", "books:1"), ("write", "books:2"), ("read", "books:1"), ("see", "films:1"), ("hear", "songs")]]
    assert answers == [False, True, True, False, True]
    assert whole(client, "u") == [("songs", ["hear"]), ("books", ["read", "write"])]
    assert own(client, "GROUP", "g") == [row("songs", ["hear"])]
    assert own(client, "GROUP", "g", with_denied=True) == [
        row("songs", ["hear"]), row("films", ["*"], effect="DENY"), row("books:1", ["write"], effect="DENY")]
    targets = accepted(client.get_resource_authorized_targets("books:1"))["list"]
    assert [each["targetIdentifier"] for each in targets] == ["u"]


def test_grants_of_another_pool_are_others(fresh, client):
    grant(client, "books", ["read"])
    other = fresh.client(key=OTHER_KEY)
    assert accepted(other.get_resource_authorized_targets("books")) == {"totalCount": 0, "list": []}
