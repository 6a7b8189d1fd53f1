"""Letters of every alphabet in either case: every search, every filter, and e-mail addresses everywhere."""

import pytest

from envelope import accepted, refused
from sample_seeds import group, organization, pool, seed, user

NAME = "o'connér Σοφός"
# What must find it, and what must not: letters that differ in more than case, the other way to write an accent.
FOUND = ["O'CONNÉR", "CONNÉ", "É", "ΣΟΦΌΣ", "σοφόσ", "Σοφός", "o'connér Σ"]
NOT_FOUND = ["O'CONNER", "O'CONNE\u0301R", "ΣΟΦΟΣ", "É "]
PATTERNS = [(text, True) for text in FOUND] + [(text, False) for text in NOT_FOUND]


@pytest.fixture(scope="module")
def people(binary, tmp_path_factory):
    from launcher import Launcher

    launcher = Launcher(tmp_path_factory.mktemp("folding"))
    named = user("ann", name=NAME, company=NAME, customData={"school": NAME})
    acme = organization(
        "acme", "root", members=["ann"], departments=[{"departmentId": "d", "name": NAME, "members": ["ann"]}]
    )
    acme |= {"organizationName": NAME}
    yield launcher(seed=seed(pool(users=[named, user("ben")], groups=[group("g", name=NAME)], organizations=[acme])))
    launcher.stop_all()


def listed(server, **body):
    return [found["username"] for found in accepted(server.caller().post("list-users", body).envelope)["list"]]


def filters(field, operator, value):
    return [{"field": field, "operator": operator, "value": value}]


SEARCHES = {
    "keywords": lambda server, text: listed(server, keywords=text),
    "keywords in a field": lambda server, text: listed(server, keywords=text, options={"fuzzySearchOn": ["company"]}),
    "CONTAINS": lambda server, text: listed(server, advancedFilter=filters("company", "CONTAINS", text)),
    "NOT_CONTAINS": lambda server, text: [
        name for name in ["ann"] if name not in listed(server, advancedFilter=filters("name", "NOT_CONTAINS", text))
    ],
    "CONTAINS of a custom field": lambda server, text: listed(server, advancedFilter=filters("school", "CONTAINS", text)),
    "groups": lambda server, text: accepted(server.client().list_groups(keywords=text))["list"],
    "organizations": lambda server, text: accepted(server.client().search_organizations(text))["list"],
    "departments": lambda server, text: accepted(server.client().search_departments(text, "acme")),
    "departments by condition": lambda server, text: accepted(
        server.client().search_departments_list("acme", advanced_filter=filters("name", "CONTAINS", text))
    ),
    "members": lambda server, text: accepted(server.client().search_department_members("acme", "root", text))["list"],
}


@pytest.mark.parametrize("search", SEARCHES.values(), ids=SEARCHES)
@pytest.mark.parametrize(("text", "is_found"), PATTERNS, ids=[text for text, _ in PATTERNS])
def test_a_search_finds_letters_in_any_case(people, search, text, is_found):
    assert bool(search(people, text)) == is_found


def test_equal_is_exact(people):
    assert listed(people, advancedFilter=filters("name", "EQUAL", NAME)) == ["ann"]
    assert listed(people, advancedFilter=filters("name", "EQUAL", NAME.upper())) == []


@pytest.mark.parametrize(("kept", "others"), [("äö@x.com", ["ÄÖ@X.com", "Äö@x.COM"]), ("жан@x.com", ["ЖАН@X.COM"])])
def test_an_address_is_the_same_in_any_case_everywhere(fresh, kept, others):
    caller, client = fresh.caller(), fresh.client(lang="zh-CN")
    made = accepted(caller.post("create-user", {"email": others[0]}).envelope)
    assert made["email"] == kept
    for address in [kept, *others]:
        only = [made["userId"]]

        def ids(operator, value):
            body = {"advancedFilter": filters("email", operator, value)}
            return [found["userId"] for found in accepted(caller.post("list-users", body).envelope)["list"]]

        assert ids("EQUAL", address) == ids("IN", ["nobody@x.com", address]) == ids("BETWEEN", [address, address]) == only
        assert ids("CONTAINS", address) == only
        assert made["userId"] not in ids("NOT_EQUAL", address)
        assert made["userId"] in ids("GREATER", address) and made["userId"] in ids("LESSER", address)
        assert accepted(client.get_user(address, user_id_type="email"))["userId"] == made["userId"]
        assert accepted(client.is_user_exists(email=address)) == {"exists": True}
        refused(client.create_user(email=address), 409, "email 已存在")
        assert accepted(client.update_user(made["userId"], email=address))["email"] == kept
