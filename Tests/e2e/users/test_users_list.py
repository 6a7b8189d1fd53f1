"""list-users in both forms and list-archived-users: filters with every operator, search, order, pages."""

import time

import pytest

import shapes
from envelope import accepted, refused
from shapes import assert_page, time_text
from sample_seeds import ALICE, PLATFORM, USER_IDS, group, pool, seed, user

PEOPLE = [
    {"username": "ann", "email": "ann@example.com", "name": "Ann Archer", "gender": "F", "emailVerified": True},
    {"username": "ben", "email": "ben@example.com", "name": "Ben Baker", "gender": "M", "company": "Steam 100%"},
    {"username": "cat", "phone": "13900000001", "nickname": "Kitty", "status": "Suspended", "company": "steam"},
    {"phone": "13900000002", "name": "陈 \"Dan\" \\ 丹", "status": "Archived", "city": "北京"},
]


@pytest.fixture(scope="module")
def people(binary, tmp_path_factory):
    """A pool with four users created one after another, which the tests do not change."""
    from launcher import Launcher

    launcher = Launcher(tmp_path_factory.mktemp("people"))
    server = launcher(seed=seed(pool()))
    for person in PEOPLE:
        accepted(server.caller().post("create-user", person).envelope)
        time.sleep(0.002)
    yield server
    launcher.stop_all()


def short(found):
    return {"13900000002": "dan"}.get(found["phone"], found["username"])


def listed(server, **body):
    data = accepted(server.caller().post("list-users", body).envelope)
    return [short(found) for found in assert_page(data, data["totalCount"], shapes.USER)]


def item(field, operator, *value):
    return {"field": field, "operator": operator} | ({"value": value[0]} if value else {})


def test_newest_users_come_first(people):
    assert listed(people) == ["dan", "cat", "ben", "ann"]


def test_pages_show_every_user_once(shared):
    pages = [
        accepted(shared.client().list_users(options={"pagination": {"page": page, "limit": 25}})) for page in (1, 2, 3, 4)
    ]
    assert [(page["totalCount"], len(page["list"])) for page in pages] == [(61, 25), (61, 25), (61, 11), (61, 0)]
    assert {found["userId"] for page in pages for found in page["list"]} == {ALICE, *USER_IDS}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ([item("username", "EQUAL", "ben")], ["ben"]),
        ([item("username", "EQUAL", "Ben")], []),
        ([item("email", "EQUAL", "BEN@example.com")], ["ben"]),
        ([item("email", "IN", ["BEN@example.com", "ann@example.com", "x"])], ["ben", "ann"]),
        ([item("username", "NOT_EQUAL", "ben")], ["dan", "cat", "ann"]),
        ([item("company", "CONTAINS", "STEAM")], ["cat", "ben"]),
        ([item("company", "CONTAINS", "%")], ["ben"]),
        ([item("company", "NOT_CONTAINS", "100%")], ["dan", "cat", "ann"]),
        ([item("city", "EQUAL", "北京")], ["dan"]),
        ([item("name", "EQUAL", '陈 "Dan" \\ 丹')], ["dan"]),
        ([item("email", "IS_NULL")], ["dan", "cat"]),
        ([item("email", "NOT_NULL")], ["ben", "ann"]),
        ([item("username", "IN", [])], []),
        ([item("phone", "GREATER", "13900000002")], ["dan"]),
        ([item("phone", "LESSER", "13900000001")], ["cat"]),
        ([item("username", "BETWEEN", ["ann", "ben"])], ["ben", "ann"]),
        ([item("status", "EQUAL", "Suspended")], ["cat"]),
        ([item("status", "IN", ["Suspended", "Archived"])], ["dan", "cat"]),
        ([item("gender", "NOT_EQUAL", "U")], ["ben", "ann"]),
        ([item("emailVerified", "EQUAL", True)], ["ann"]),
        ([item("emailVerified", "NOT_EQUAL", True)], ["dan", "cat", "ben"]),
        ([item("userSourceType", "EQUAL", "adminCreated")], ["dan", "cat", "ben", "ann"]),
        ([item("createdAt", "GREATER", 1_600_000_000_000)], ["dan", "cat", "ben", "ann"]),
        ([item("updatedAt", "BETWEEN", [0, 1_600_000_000_000])], []),
        ([item("gender", "EQUAL", "M"), item("company", "NOT_NULL")], ["ben"]),
        ([item("gender", "EQUAL", "M"), item("company", "IS_NULL")], []),
        ([item("username", "EQUAL", "' OR 1=1 --")], []),
        ([], ["dan", "cat", "ben", "ann"]),
    ],
    ids=str,
)
def test_filters(people, filters, expected):
    assert listed(people, advancedFilter=filters) == expected
    data = accepted(people.caller().post("list-users", {"advancedFilter": filters}).envelope)
    assert data["totalCount"] == len(expected)


def test_the_id_is_a_field(people):
    [found] = accepted(people.client().list_users(advanced_filter=[item("username", "EQUAL", "ben")]))["list"]
    for name in ("id", "userId"):
        assert listed(people, advancedFilter=[item(name, "EQUAL", found["userId"])]) == ["ben"]


@pytest.mark.parametrize(
    ("keywords", "searched", "expected"),
    [
        ("ARCHER", None, ["ann"]),
        ("139000", None, ["dan", "cat"]),
        ("example.com", None, ["ben", "ann"]),
        ("kitty", None, ["cat"]),
        ("丹", None, ["dan"]),
        ('"Dan" \\', None, ["dan"]),
        ("%", None, []),
        ("steam", None, []),
        ("steam", ["company"], ["cat", "ben"]),
        ("archer", ["company", "nickname"], []),
        ("", ["company"], ["dan", "cat", "ben", "ann"]),
        ("archer", [], ["ann"]),
    ],
    ids=str,
)
def test_keywords(people, keywords, searched, expected):
    options = {} if searched is None else {"fuzzySearchOn": searched}
    assert listed(people, keywords=keywords, options=options) == expected


def test_keywords_and_filters_hold_together(people):
    assert listed(people, keywords="example", advancedFilter=[item("gender", "EQUAL", "F")]) == ["ann"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ([("createdAt", "asc")], ["ann", "ben", "cat", "dan"]),
        ([("createdAt", "desc")], ["dan", "cat", "ben", "ann"]),
        ([("email", "desc")], ["ben", "ann", "dan", "cat"]),
        ([("email", "asc")], ["cat", "dan", "ann", "ben"]),
        ([("gender", "asc"), ("createdAt", "asc")], ["ann", "ben", "cat", "dan"]),
        ([("status", "desc"), ("username", "desc")], ["cat", "dan", "ben", "ann"]),
        ([("loginsCount", "asc")], ["ann", "ben", "cat", "dan"]),
    ],
    ids=str,
)
def test_order(people, sort, expected):
    assert listed(people, options={"sort": [{"field": field, "order": order} for field, order in sort]}) == expected


FIELDS_OF_ORDER = ["createdAt", "updatedAt", "email", "username", "externalId", "phone", "status", "statusChangedAt"]
FIELDS_OF_ORDER += ["passwordLastSetAt", "loginsCount", "gender", "lastLogin", "userSourceType", "lastMfaTime"]
FIELDS_OF_ORDER += ["passwordSecurityLevel", "phoneCountryCode", "lastIp", "id"]


@pytest.mark.parametrize("field", FIELDS_OF_ORDER)
def test_every_documented_order_is_known(people, field):
    assert len(listed(people, options={"sort": [{"field": field, "order": "asc"}]})) == 4


@pytest.mark.parametrize(("order", "expected"), [("asc", USER_IDS[:3]), ("desc", USER_IDS[:-4:-1])])
def test_the_id_is_an_order(shared, order, expected):
    sort = [{"field": "id", "order": order}]
    only = [item("id", "IN", USER_IDS)]
    for filters in ([], only):
        options = {"sort": sort, "pagination": {"limit": 50}}
        found = accepted(shared.client().list_users(advanced_filter=filters, options=options))["list"]
        assert [each["userId"] for each in found if each["userId"] in USER_IDS][:3] == expected


def test_a_name_with_a_blank_of_one_sdk_is_the_field(people):
    assert listed(people, keywords="ann", options={"fuzzySearchOn": [" profile"]}) == []
    assert listed(people, keywords="ann", options={"fuzzySearchOn": [" profile", "name"]}) == ["ann"]


def test_more_is_shown_only_when_asked_for(shared):
    client, only = shared.client(), [item("id", "EQUAL", "user-050")]
    names = {"customData", "identities", "departmentIds", "postIdList"}
    [found] = accepted(client.list_users(advanced_filter=only))["list"]
    assert not names & set(found)
    flags = {f"with{name}": True for name in ("CustomData", "Identities", "DepartmentIds", "Post")}
    [found] = accepted(client.list_users(advanced_filter=only, options=flags))["list"]
    assert [found[name] for name in ("customData", "identities", "departmentIds", "postIdList")] == [{}, [], [PLATFORM], []]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"options": {"pagination": {"page": 0}}}, "参数 page 格式错误"),
        ({"options": {"pagination": {"limit": 0}}}, "参数 limit 格式错误"),
        ({"options": {"pagination": {"limit": 220}}}, "limit must less than 50"),
        ({"options": {"pagination": {"limit": 51}}}, "limit must less than 50"),
        ({"options": {"pagination": 7}}, "参数 pagination 格式错误"),
        ({"options": {"fuzzySearchOn": ["password"]}}, "参数 fuzzySearchOn 格式错误"),
        ({"options": {"sort": [{"field": "x", "order": "asc"}]}}, "参数 sort 格式错误"),
        ({"options": {"sort": [{"field": "email"}]}}, "参数 sort 格式错误"),
        ({"options": {"withPost": "x"}}, "参数 withPost 格式错误"),
        ({"keywords": 7}, "参数 keywords 格式错误"),
        ({"advancedFilter": {}}, "参数 advancedFilter 格式错误"),
        ({"advancedFilter": [{"field": "email"}]}, "参数 advancedFilter 格式错误"),
        ({"advancedFilter": [item("email", "LIKE", "x")]}, "参数 advancedFilter 格式错误"),
        ({"advancedFilter": [item("status", "EQUAL", "x")]}, "参数 status 格式错误"),
        ({"advancedFilter": [item("status", "IN", "Activated")]}, "参数 status 格式错误"),
        ({"advancedFilter": [item("email", "EQUAL")]}, "参数 email 格式错误"),
        ({"advancedFilter": [item("email", "EQUAL", 7)]}, "参数 email 格式错误"),
        ({"advancedFilter": [item("createdAt", "BETWEEN", [1])]}, "参数 createdAt 格式错误"),
        ({"advancedFilter": [item("createdAt", "CONTAINS", "1")]}, "参数 createdAt 格式错误"),
        ({"advancedFilter": [item("emailVerified", "EQUAL", "true")]}, "参数 emailVerified 格式错误"),
    ],
    ids=str,
)
def test_invalid_requests_are_refused(shared, body, message):
    refused(shared.caller(lang="zh-CN").post("list-users", body).envelope, 400, message)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"searchQuery": {"query": {"match_all": {}}}}, "searchQuery"),
        ({"advancedFilter": [item("departmentIds", "IN", ["a"])]}, "departmentIds"),
        ({"advancedFilter": [item("identity", "CONTAINS", "a")]}, "identity"),
    ],
    ids=str,
)
def test_unemulated_fields_are_refused_by_name(shared, body, name):
    answer = shared.caller().post("list-users", body)
    assert answer.status == 501
    assert f" {name} " in refused(answer.envelope, 501)


def test_the_older_list(people):
    client = people.client()
    assert [short(found) for found in accepted(client.list_users_legacy())["list"]] == ["dan", "cat", "ben", "ann"]
    data = accepted(client.list_users_legacy(page=2, limit=3))
    assert (data["totalCount"], [short(found) for found in data["list"]]) == (4, ["ann"])
    assert [short(found) for found in accepted(client.list_users_legacy(status="Suspended"))["list"]] == ["cat"]


@pytest.mark.parametrize("unit", [1, 1000], ids=["milliseconds", "seconds"])
def test_the_older_list_by_time(people, unit):
    client, now = people.client(), int(time.time() * 1000)
    hour = 3_600_000
    cases = [(now - hour, now + hour, 4), (now + hour, None, 0), (None, now - hour, 0), (now - hour, None, 4)]
    for start, end, total in cases:
        start, end = (value and value // unit for value in (start, end))
        assert accepted(client.list_users_legacy(updated_at_start=start, updated_at_end=end))["totalCount"] == total


@pytest.mark.parametrize(
    "query", ["updatedAtStart=0&updatedAtEnd=0", "updatedAtStart=0", "updatedAtEnd=0", "updatedAtEnd=0&updatedAtStart=1"]
)
def test_zero_is_no_time(people, query):
    """The C# SDK sends zeros for what was not set; recorded live, they list everybody."""
    assert accepted(people.caller().get("list-users", f"page=1&limit=10&{query}").envelope)["totalCount"] == 4


@pytest.mark.parametrize("plus", ["+", "%2B"])
def test_a_large_number_of_the_go_sdk_is_read_with_its_plus_in_either_form(people, plus):
    query = f"page=1&limit=10&updatedAtStart=1.6e{plus}12"
    assert accepted(people.caller().get("list-users", query).envelope)["totalCount"] == 4


@pytest.mark.parametrize(
    ("operation", "query", "total"),
    [("list-archived-users", "startAt=0", 1), ("get-user-login-history", "userId=ben&userIdType=username&start=0&end=0", 0)],
)
def test_zero_is_no_time_elsewhere(people, operation, query, total):
    assert accepted(people.caller().get(operation, query).envelope)["totalCount"] == total


def test_the_older_list_shows_more_if_requested(shared):
    client = shared.client()
    names = {"customData", "identities", "departmentIds", "postIdList"}
    assert not names & set(accepted(client.list_users_legacy())["list"][0])
    flags = {"with_custom_data": True, "with_post": True, "with_identities": True, "with_department_ids": True}
    assert names <= set(accepted(client.list_users_legacy(**flags))["list"][0])


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("page=0", "参数 page 格式错误"),
        ("limit=0", "参数 limit 格式错误"),
        ("limit=220", "limit must less than 50"),
    ],
)
@pytest.mark.parametrize("operation", ["list-users", "list-archived-users"])
def test_invalid_pages_are_refused(shared, operation, query, message):
    refused(shared.caller(lang="zh-CN").get(operation, query).envelope, 400, message)


@pytest.mark.parametrize("query", ["status=x", "updatedAtStart=x", "updatedAtEnd=-1", "withPost=x"])
def test_invalid_fields_of_the_older_list_are_refused(shared, query):
    name = query.split("=")[0]
    refused(shared.caller(lang="zh-CN").get("list-users", query).envelope, 400, f"参数 {name} 格式错误")


def test_archived_users_are_listed_with_their_time(launch):
    users = [user(name) for name in ("first", "second", "third")]
    server = launch(seed=seed(pool(users=users, groups=[group("g", ["first"])])))
    client = server.client()
    assert accepted(client.list_archived_users()) == {"totalCount": 0, "list": []}
    times = []
    for user_id in ("second", "first"):
        times.append(accepted(client.update_user(user_id, status="Archived"))["statusChangedAt"])
        time.sleep(0.002)
    expected = [{"userId": "first", "archivedAt": times[1]}, {"userId": "second", "archivedAt": times[0]}]
    assert accepted(client.list_archived_users()) == {"totalCount": 2, "list": expected}
    assert accepted(client.list_archived_users(page=2, limit=1)) == {"totalCount": 2, "list": expected[1:]}
    later = int(time.time() * 1000) + 3_600_000
    assert accepted(client.list_archived_users(start_at=later))["totalCount"] == 0
    assert accepted(client.list_archived_users(start_at=later - 7_200_000))["totalCount"] == 2
    accepted(client.update_user("first", status="Activated"))
    assert accepted(client.list_archived_users())["list"] == expected[1:]


def test_a_user_created_as_archived_has_the_creation_time(people):
    [found] = accepted(people.client().list_archived_users())["list"]
    assert time_text(found["archivedAt"])
