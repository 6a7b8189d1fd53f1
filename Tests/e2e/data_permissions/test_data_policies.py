"""Data policies and their targets: every row of their contracts."""

import pytest

from envelope import accepted, refused
from sample_seeds import ALICE, USER_IDS

ENDPOINT = "请求第三方端点时返回错误, errmsg="
ALLOW = [{"effect": "ALLOW", "permissions": ["default/res/read"]}]
DENY = [{"effect": "DENY", "permissions": ["default/res/*"]}]


@pytest.fixture
def client(fresh):
    """A client of a pool with the data resource res."""
    client = fresh.client(lang="zh-CN")
    accepted(client.create_data_resource(["read", "get"], "text", "STRING", "res", "Resource", "default"))
    return client


def done(envelope):
    """Insists on success without data."""
    assert envelope["statusCode"] == 200 and "data" not in envelope, envelope


def create(client, name, statements=None, **more):
    return accepted(client.create_data_policy(statements or ALLOW, name, **more))


def test_a_data_policy_is_created_found_and_listed(client):
    made = create(client, "first")
    assert len(made["policyId"]) == 24 and made["description"] is None
    assert accepted(client.get_data_policy(made["policyId"])) == made | {"statementList": ALLOW}
    create(client, "second", DENY, description="Denies")
    simple = accepted(client.list_simple_data_polices())
    assert [each["policyName"] for each in simple["list"]] == ["second", "first"]
    listed = accepted(client.list_data_polices(query="FIRST"))
    assert (listed["totalCount"], listed["list"][0]["policyId"]) == (1, made["policyId"])
    assert [each["resourceName"] for each in listed["list"][0]["resourceList"]] == ["Resource"]
    refused(client.list_data_polices(limit=51), 400, "limit must not be greater than 50")
    refused(client.list_simple_data_polices(limit=51), 400, "limit must not be greater than 50")
    refused(client.get_data_policy(""), 400, "policyId should not be empty")
    refused(client.get_data_policy("none"), 404, "数据策略不存在")


def test_a_statement_is_checked_when_it_is_received(client):
    refused(client.create_data_policy(ALLOW, ""), 400, "policyName should not be empty")
    refused(client.create_data_policy([], "p"), 400, "statementList must contain at least 1 elements")
    nothing = [{"effect": "ALLOW", "permissions": []}]
    message = "create statement argument illegal, permission list can not be null"
    refused(client.create_data_policy(nothing, "p"), 602, ENDPOINT + message)
    for permission in ["none/res/read", "default/none/read", "default/res/write", "default/res/node/read", "default/res",
                       "default//read", "default/res/*/read"]:
        answer = client.create_data_policy([{"effect": "ALLOW", "permissions": [permission]}], "p")
        refused(answer, 602, f"{ENDPOINT}create statement argument illegal, permission does not exist: {permission}")
    odd = client.create_data_policy([{"effect": "MAYBE", "permissions": ["default/res/read"]}], "p")
    refused(odd, 400, "effect must be one of the following values: DENY, ALLOW")
    assert accepted(client.list_data_polices())["totalCount"] == 0


def test_a_name_in_use_is_a_failure_with_data(client):
    made = create(client, "first")
    message = "data policy name already exist"
    assert accepted(client.check_data_policy_exists("free")) == {"isValid": True}
    taken = client.check_data_policy_exists("first")
    refused(taken, 602, ENDPOINT + message)
    assert taken["data"] == {"isValid": False, "message": message}
    refused(client.create_data_policy(ALLOW, "first"), 602, ENDPOINT + message)
    create(client, "second")
    refused(client.update_data_policy(made["policyId"], "second"), 602, ENDPOINT + message)
    refused(client.check_data_policy_exists(""), 400, "policyName should not be empty")


def test_a_data_policy_is_changed(client):
    policy = create(client, "first")["policyId"]
    changed = accepted(client.update_data_policy(policy, "other", "Text", DENY))
    assert (changed["policyName"], changed["description"]) == ("other", "Text")
    accepted(client.update_data_policy(policy, description="New"))
    found = accepted(client.get_data_policy(policy))
    assert (found["statementList"], found["description"]) == (DENY, "New")
    refused(client.update_data_policy(""), 400, "policyId should not be empty")
    refused(client.update_data_policy("none"), 404, "数据策略不存在")


def test_statements_stay_as_they_were_sent(client):
    several = [{"effect": "ALLOW", "permissions": ["default/res/get", "default/res/read", "default/res/get"]}]
    for name, statements in [("allows", ALLOW + several + ALLOW), ("denies", DENY + DENY + ALLOW)]:
        policy = create(client, name, statements)
        assert accepted(client.get_data_policy(policy["policyId"]))["statementList"] == statements


def test_a_data_policy_is_deleted_with_its_authorizations(client):
    policy = create(client, "first")["policyId"]
    done(client.authorize_data_policies([{"id": ALICE, "type": "USER"}], [policy]))
    done(client.delete_data_policy(policy))
    refused(client.delete_data_policy(policy), 404, "数据策略不存在")
    refused(client.delete_data_policy(""), 400, "policyId should not be empty")
    assert accepted(client.check_permission(["res"], "read", ALICE, "default"))["checkResultList"][0]["enabled"] is False


def test_targets_are_authorized_all_or_none_and_revoked(client):
    one, two = create(client, "one")["policyId"], create(client, "two")["policyId"]
    group = accepted(client.get_group("developers"))["id"]
    targets = [{"id": ALICE, "type": "USER"}, {"id": group, "type": "GROUP"}, {"id": "dep-sales", "type": "ORG"}]
    authorize = client.authorize_data_policies
    refused(authorize(targets + [{"id": "none", "type": "USER"}], [one]), 404, "用户不存在", api_code=2004)
    refused(authorize(targets, [one, "none"]), 404, "数据策略不存在")
    assert accepted(client.list_data_policy_targets(one))["totalCount"] == 0
    done(authorize(targets, [one, two]))
    listed = accepted(client.list_data_policy_targets(one))["list"]
    assert [(each["targetType"], each["targetIdentifier"]) for each in listed] == [
        ("ORG", "dep-sales"), ("GROUP", group), ("USER", ALICE)]
    assert listed[2]["targetName"] == "爱丽丝"
    done(authorize(targets[:1], [one]))
    assert accepted(client.list_data_policy_targets(one, target_type=["USER", "GROUP"]))["totalCount"] == 2
    assert accepted(client.list_data_policy_targets(one, query="爱"))["totalCount"] == 1
    assert accepted(client.list_data_resources())["list"][0]["authorizationNum"] == 6
    revoke = client.revoke_data_policy
    for _ in range(2):
        done(revoke("GROUP", group, one))
    assert accepted(client.list_data_policy_targets(one))["totalCount"] == 2
    refused(revoke("USER", ALICE, ""), 400, "policyId should not be empty")
    refused(revoke("USER", "", one), 400, "targetIdentifier should not be empty")
    refused(authorize([], [one]), 400, "targetList should not be empty")
    refused(authorize(targets, []), 400, "policyIds must contain at least 1 elements")
    refused(client.list_data_policy_targets(""), 400, "policyId should not be empty")


def test_a_user_without_a_name_is_listed_by_username(client):
    accepted(client.create_user(username="bob"))
    bob = accepted(client.list_users(keywords="bob"))["list"][0]["userId"]
    policy = create(client, "one")["policyId"]
    done(client.authorize_data_policies([{"id": bob, "type": "USER"}], [policy]))
    target = accepted(client.list_data_policy_targets(policy))["list"][0]
    assert (target["targetName"], target["targetIdentifier"]) == ("bob", bob)


def test_who_leaves_loses_the_authorizations(client):
    policy = create(client, "one")["policyId"]
    group = accepted(client.create_group("static", "", "Leavers", "leavers"))["id"]
    targets = [{"id": each, "type": "USER"} for each in USER_IDS[:2]]
    targets += [{"id": group, "type": "GROUP"}, {"id": "dep-support", "type": "ORG"}]
    done(client.authorize_data_policies(targets, [policy]))
    accepted(client.delete_users_batch([USER_IDS[0]]))
    accepted(client.resign_user(USER_IDS[1]))
    accepted(client.delete_groups_batch(["leavers"]))
    accepted(client.delete_department("acme", "dep-support"))
    assert accepted(client.list_data_policy_targets(policy))["totalCount"] == 0
