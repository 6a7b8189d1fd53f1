"""The reads of users of which the truth is "none": their shapes, and the failures they share."""

import pytest

from envelope import accepted, refused
from sample_seeds import ALICE

PAGES = {
    "get-user-principal-authentication-info": "",
    "get-user-login-history": "appId=a&clientIp=127.0.0.1&start=1&end=2&page=2&limit=50",
    "get-user-authorized-resources": "namespace=default&resourceType=API",
}
LISTS = [
    "get-user-identities",
    "get-user-accessible-apps",
    "get-user-authorized-apps",
    "get-user-loggedin-apps",
    "get-user-logged-in-identities",
    "get-user-sync-relations",
]
EVERY = pytest.mark.parametrize("operation", [*PAGES, *LISTS])


@EVERY
def test_lists_of_what_is_not_emulated_are_empty(shared, operation):
    expected = {"totalCount": 0, "list": []} if operation in PAGES else []
    for query in ("userId=" + ALICE, "userId=alice&userIdType=username"):
        for more in {"", PAGES.get(operation, "")}:
            assert accepted(shared.caller().get(operation, f"{query}&{more}".rstrip("&")).envelope) == expected


def test_the_sdk_reads_them(shared):
    client = shared.client()
    for method in ("principal_authentication_info", "login_history", "authorized_resources"):
        assert accepted(getattr(client, f"get_user_{method}")(ALICE))["totalCount"] == 0
    for method in ("identities", "accessible_apps", "authorized_apps", "loggedin_apps", "sync_relations"):
        assert accepted(getattr(client, f"get_user_{method}")(ALICE)) == []


@EVERY
def test_the_user_has_to_be_there(shared, operation):
    caller = shared.caller(lang="zh-CN")
    refused(caller.get(operation, "userId=nobody").envelope, 404, "用户不存在", api_code=2004)
    refused(caller.get(operation, "userId=").envelope, 400, "参数 userId 格式错误")
    refused(caller.get(operation).envelope, 400, "参数 userId 格式错误")
    refused(caller.get(operation, f"userId={ALICE}&userIdType=x").envelope, 400, "参数 userIdType 格式错误")
    for id_type in ("identity", "sync_relation", "custom_field"):
        answer = caller.get(operation, f"userId=x:{ALICE}&userIdType={id_type}")
        refused(answer.envelope, 404, "用户不存在", api_code=2004)


@pytest.mark.parametrize(
    ("operation", "field"),
    [
        ("get-user-login-history", "start=x"),
        ("get-user-login-history", "limit=51"),
        ("get-user-login-history", "page=0"),
        ("get-user-authorized-resources", "resourceType=x"),
    ],
)
def test_invalid_fields_are_refused(shared, operation, field):
    name = field.split("=")[0]
    answer = shared.caller(lang="zh-CN").get(operation, f"userId={ALICE}&{field}")
    refused(answer.envelope, 400, f"参数 {name} 格式错误")
