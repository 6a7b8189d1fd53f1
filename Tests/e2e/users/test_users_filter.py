"""advancedFilter of list-users on departments, custom fields and what users never have."""

import pytest

from envelope import accepted, refused
from sample_seeds import department, organization, pool, seed, user


def item(field, operator, value=None):
    return {"field": field, "operator": operator} | ({} if value is None else {"value": value})


@pytest.fixture(scope="module")
def people(binary, tmp_path_factory):
    from launcher import Launcher

    users = [
        user("ann", customData={"school": "PKU", "age": 22, "vip": True}),
        user("ben", customData={"school": "thu", "age": 30.5, "it's \"odd\"": "x"}, tenantIds=["t1"]),
        user("cat", customData={"age": "old", "tags": ["a"]}, nickname="C"),
        user("dan"),
    ]
    team = department("team", code="TEAM", members=["ben"], children=[department("sub", members=["cat", "ann"])])
    organizations = [
        organization("acme", "acme-root", members=["ann"], departments=[team]),
        organization("shop", "shop-root", tenantId="t1", members=["cat"]),
    ]
    launcher = Launcher(tmp_path_factory.mktemp("people"))
    yield launcher(seed=seed(pool(users=users, organizations=organizations)))
    launcher.stop_all()


def listed(server, *items):
    data = accepted(server.client().list_users(advanced_filter=list(items)))
    assert data["totalCount"] == len(data["list"])
    return [found["userId"] for found in data["list"]][::-1]


def place(department_id, **more):
    return {"organizationCode": "acme", "departmentId": department_id} | more


DEPARTMENTS = [
    ("IN", [place("root")], ["ann"]),
    ("IN", [place("root", includeChildrenDepartments=True)], ["ann", "ben", "cat"]),
    ("IN", [place("TEAM", departmentIdType="code", includeChildrenDepartments=True)], ["ann", "ben", "cat"]),
    ("IN", [place("team", departmentIdType="department_id", includeChildrenDepartments=False)], ["ben"]),
    ("IN", [place("team"), place("sub")], ["ann", "ben", "cat"]),
    ("IN", [{"organizationCode": "shop", "departmentId": "root", "tenantId": "t1"}], ["cat"]),
    ("IN", [], []),
    ("EQUAL", place("team"), ["ben"]),
    ("NOT_EQUAL", place("sub"), ["ben", "dan"]),
    ("IS_NULL", None, ["dan"]),
    ("NOT_NULL", None, ["ann", "ben", "cat"]),
]


@pytest.mark.parametrize(("operator", "value", "found"), DEPARTMENTS, ids=str)
def test_users_are_filtered_by_department(people, operator, value, found):
    assert listed(people, item("department", operator, value)) == found


def test_a_department_that_is_not_there_is_refused(people):
    client = people.client(lang="zh-CN")
    nowhere = item("department", "IN", [place("x")])
    refused(client.list_users(advanced_filter=[nowhere]), 404, "存在不合法的 departmentId: x")
    nowhere = item("department", "IN", [place("root") | {"organizationCode": "x"}])
    refused(client.list_users(advanced_filter=[nowhere]), 404, "organization not found for code: x")


CUSTOM = [
    (("school", "EQUAL", "PKU"), ["ann"]),
    (("school", "EQUAL", "pku"), []),
    (("age", "EQUAL", 22), ["ann"]),
    (("age", "EQUAL", "22"), []),
    (("vip", "EQUAL", True), ["ann"]),
    (("school", "NOT_EQUAL", "PKU"), ["ben", "cat", "dan"]),
    (("school", "CONTAINS", "K"), ["ann"]),
    (("school", "CONTAINS", "H"), ["ben"]),
    (("school", "NOT_CONTAINS", "k"), ["ben", "cat", "dan"]),
    (("school", "IS_NULL"), ["cat", "dan"]),
    (("age", "NOT_NULL"), ["ann", "ben", "cat"]),
    (("tags", "NOT_NULL"), ["cat"]),
    (("school", "IN", ["thu", "PKU"]), ["ann", "ben"]),
    (("age", "IN", [22, "old"]), ["ann", "cat"]),
    (("age", "GREATER", 22), ["ann", "ben"]),
    (("age", "LESSER", 30), ["ann"]),
    (("age", "GREATER", "a"), ["cat"]),
    (("age", "BETWEEN", [23, 31]), ["ben"]),
    (("it's \"odd\"", "EQUAL", "x"), ["ben"]),
    (("nobody-has-it", "EQUAL", "x"), []),
    (("nobody-has-it", "IS_NULL"), ["ann", "ben", "cat", "dan"]),
]


@pytest.mark.parametrize(("condition", "found"), CUSTOM, ids=str)
def test_users_are_filtered_by_custom_fields(people, condition, found):
    assert listed(people, item(*condition)) == found


NEVER = [
    (("loggedInApps", "IN", ["app1", "app2"]), []),
    (("loggedInApps", "EQUAL", "app1"), []),
    (("loggedInApps", "NOT_EQUAL", "app1"), ["ann", "ben", "cat", "dan"]),
    (("loggedInApps", "IS_NULL"), ["ann", "ben", "cat", "dan"]),
    (("loggedInApps", "NOT_NULL"), []),
    (("loginsCount", "GREATER", 10), []),
    (("loginsCount", "BETWEEN", [0, 100]), ["ann", "ben", "cat", "dan"]),
    (("lastLoginTime", "GREATER", 0), []),
    (("lastLogin", "BETWEEN", [0, 9999999999999]), []),
    (("lastLogin", "IS_NULL"), ["ann", "ben", "cat", "dan"]),
    (("lastLoginApp", "EQUAL", "app1"), []),
    (("userSource", "IN", [{"userSourceType": "adminCreated"}]), ["ann", "ben", "cat", "dan"]),
    (("userSource", "IN", [{"userSourceType": "excel"}]), []),
    (("userSource", "NOT_EQUAL", {"userSourceType": "excel"}), ["ann", "ben", "cat", "dan"]),
    (("userSource", "IN", [{"userSourceType": "adminCreated", "userSourceId": "app1"}]), []),
    (("userSource", "IS_NULL"), []),
    (("signedUp", "GREATER", 0), ["ann", "ben", "cat", "dan"]),
    (("tenantId", "EQUAL", "t1"), ["ben"]),
    (("mainDepartmentId", "EQUAL", "sub"), ["cat"]),
    (("workStatus", "EQUAL", "Active"), ["ann", "ben", "cat", "dan"]),
]


@pytest.mark.parametrize(("condition", "found"), NEVER, ids=str)
def test_users_are_filtered_by_constant_fields(people, condition, found):
    assert listed(people, item(*condition)) == found


def test_conditions_of_all_kinds_hold_together(people):
    conditions = [
        item("department", "IN", [place("root", includeChildrenDepartments=True)]),
        item("age", "NOT_NULL"),
        item("nickname", "IS_NULL"),
        item("age", "LESSER", 30),
    ]
    assert listed(people, *conditions) == ["ann"]
    data = accepted(people.client().list_users(keywords="ann", advanced_filter=conditions[:2]))
    assert [found["userId"] for found in data["list"]] == ["ann"]


@pytest.mark.parametrize(
    ("field", "operator", "value"),
    [
        ("department", "IN", place("root")),
        ("department", "IN", ["root"]),
        ("department", "IN", [{"organizationCode": "acme"}]),
        ("department", "IN", [place("root", departmentIdType="x")]),
        ("department", "EQUAL", None),
        ("loggedInApps", "IN", "app1"),
        ("loggedInApps", "IN", [7]),
        ("loginsCount", "EQUAL", "7"),
        ("school", "EQUAL", {}),
        ("school", "IN", "PKU"),
        ("school", "BETWEEN", [1]),
        ("school", "EQUAL", None),
        ("age", "CONTAINS", 2),
    ],
    ids=str,
)
def test_a_value_that_does_not_fit_is_refused(people, field, operator, value):
    body = {"advancedFilter": [item(field, operator, value)]}
    refused(people.caller(lang="zh-CN").post("list-users", body).envelope, 400, f"参数 {field} 格式错误")


@pytest.mark.parametrize(
    ("field", "operator", "value", "named"),
    [
        ("department", "CONTAINS", "x", 'CONTAINS "x"'),
        ("userSource", "IN", ["excel"], 'IN ["excel"]'),
        ("userSource", "IN", [{"type": "excel"}], 'IN [{"type": "excel"}]'),
        ("identity", "BETWEEN", [1, 2], "BETWEEN [1, 2]"),
        ("customData", "EQUAL", "x", 'EQUAL "x"'),
        ("postIdList", "IS_NULL", None, "IS_NULL"),
    ],
    ids=str,
)
def test_unemulated_values_are_refused_by_field_and_value(people, field, operator, value, named):
    answer = people.caller().post("list-users", {"advancedFilter": [item(field, operator, value)]})
    assert answer.status == 501
    message = refused(answer.envelope, 501)
    assert f" {field} " in message and message.endswith(f"{named}))")
