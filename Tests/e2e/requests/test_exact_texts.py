"""Texts are compared by their bytes: the two encodings of an accented letter are different everywhere."""

import base64
import json
import urllib.parse

import pytest

from caller import post_json
from envelope import accepted
from sample_seeds import ALICE, ORGANIZATION, QUICKSTART_KEY, Key, pool, seed, user

ONE, OTHER = "z\u00e9", "ze\u0301"


def test_user_pools_and_access_keys_are_two(launch):
    # U+212A is canonically equal to K.
    pairs = [(ONE, OTHER), ("KEY", "\u212aEY")]
    server = launch(seed=seed(*(pool(text, Key(text, f"secret of {text}")) for pair in pairs for text in pair)))
    for pair in pairs:
        for text, twin in (pair, pair[::-1]):
            token = server.caller(Key(text, f"secret of {text}")).token
            claims = json.loads(base64.b64decode(token.split(".")[1] + "=="))
            assert claims["scoped_userpool_id"] == text
            wrong = {"accessKeyId": text, "accessKeySecret": f"secret of {twin}"}
            assert post_json(server.port, "get-management-token", wrong).envelope["statusCode"] == 401


def test_an_access_key_has_no_twin(launch):
    wrong = {"accessKeyId": QUICKSTART_KEY.id.replace("K", "\u212a"), "accessKeySecret": QUICKSTART_KEY.secret}
    assert post_json(launch().port, "get-management-token", wrong).envelope["apiCode"] == 2224


def test_a_tree_and_its_children_are_two_departments(fresh):
    body = {"name": "Startup", "children": [ONE, OTHER, ONE]}
    made = accepted(fresh.caller().post("create-department-tree", body).envelope)
    assert (made["addDepartment"], made["updateDepartment"]) == (3, 0)
    again = accepted(fresh.caller().post("create-department-tree", body).envelope)
    assert (again["addDepartment"], again["updateDepartment"]) == (0, 3)


def test_groups_and_organizations_have_two_codes(fresh):
    client = fresh.client()
    for code in (ONE, OTHER):
        accepted(fresh.caller().post("create-group", {"code": code, "name": code}).envelope)
    assert [accepted(client.get_group(code))["code"] for code in (ONE, OTHER)] == [ONE, OTHER]


def test_a_list_of_organizations_has_two(launch):
    organizations = [
        {"organizationCode": code, "organizationName": code, "departmentId": f"root-{index}"}
        for index, code in enumerate((ONE, OTHER))
    ]
    server = launch(seed=seed(pool(organizations=organizations)))
    query = urllib.parse.urlencode([("organizationCodeList", code) for code in (OTHER, ONE, OTHER)])
    found = accepted(server.caller().get("get-organization-batch", query).envelope)
    assert [each["organizationCode"] for each in found] == [OTHER, ONE]


def test_tenants_are_two(launch, tmp_path):
    server = launch(seed=seed(pool()), data=tmp_path / "data")
    for tenants in ([ONE, OTHER, ONE], [OTHER, ONE]):
        made = accepted(server.client().create_user(username=f"u{len(tenants)}", tenant_ids=tenants))
        assert made["tenantId"] == tenants[0]


def test_a_defined_field_is_not_another(launch):
    defined = [{"targetType": "USER", "key": ONE, "dataType": "STRING"}, {"targetType": "USER", "key": OTHER, "dataType": "NUMBER"}]
    server = launch(seed=seed(pool(customFields=defined[:1], users=[user("ann")])))
    change = {"userId": "ann", "customData": {OTHER: "x"}}
    assert server.caller().post("update-user", change).envelope["statusCode"] == 400
    only = [{"field": OTHER, "operator": "EQUAL", "value": "x"}]
    assert server.caller().post("list-users", {"advancedFilter": only}).envelope["statusCode"] == 400
    both = launch(seed=seed(pool(customFields=defined, users=[user("ann")])))
    kept = {ONE: "x", OTHER: 1}
    assert accepted(both.caller().post("update-user", {"userId": "ann", "customData": kept}).envelope)["customData"] == kept


def test_a_name_that_differs_is_a_change(fresh):
    client = fresh.client()
    accepted(client.update_user(ALICE, nickname=ONE))
    body = {
        "userId": ALICE,
        "mfaTriggerData": {"mfaToken": "", "nickname": OTHER, "applicationMfa": []},
    }
    assert fresh.caller().post("set-mfa-status", body).status == 501
    body["mfaTriggerData"]["nickname"] = ONE
    accepted(fresh.caller().post("set-mfa-status", body).envelope)


@pytest.mark.parametrize("codes", [(ONE, OTHER), (OTHER, ONE)])
def test_moving_below_a_department_of_the_same_name_is_allowed(launch, codes):
    """Two departments whose ids differ in their bytes only."""
    children = [{"departmentId": code, "name": "x"} for code in codes] + [{"departmentId": "moving", "name": "y"}]
    root = {"organizationCode": ORGANIZATION, "organizationName": "o", "departmentId": "root-1", "departments": children}
    server = launch(seed=seed(pool(organizations=[root])))
    for code in codes:
        moved = accepted(server.client().update_department(ORGANIZATION, "moving", parent_department_id=code))
        assert moved["parentDepartmentId"] == code
