"""The statements of a request: recorded while that is switched on, with rows and times, without their values."""

import json

import pytest

from caller import API, exchange
from control import Control
from envelope import accepted
from sample_seeds import GROUP, OTHER_POOL_ID, POOL_ID, USER_IDS, group

ID = "x-genauth-emulator-request-id"


@pytest.fixture
def control(fresh):
    return Control(fresh)


@pytest.fixture
def pool(control):
    return control.pool(POOL_ID)


def switch(pool, on=True):
    assert pool.call("PUT", "/statements", {"recorded": on}) == {"recorded": on}


def explanation(pool, answer):
    return pool.get(f"/requests/{answer.headers[ID]}")["explanation"]


def statements(pool, answer):
    return explanation(pool, answer)["statements"]


def changed(pool, answer):
    return {item["sql"].split()[2]: item["rowsChanged"] for item in statements(pool, answer) if item["rowsChanged"]}


def test_an_explanation_without_statements_says_how_they_are_recorded(fresh, pool):
    answer = fresh.caller().get("get-group", f"code={GROUP}")
    note = explanation(pool, answer)["statementsNote"]
    assert "statements" not in explanation(pool, answer)
    assert f"PUT /_emulator/user-pools/{POOL_ID}/statements" in note and '{"recorded":true}' in note
    assert pool.get("/statements") == {"recorded": False}
    switch(pool)
    assert pool.get("/statements") == {"recorded": True}
    assert "before the recording was switched on" in explanation(pool, answer)["statementsNote"]


def test_each_statement_has_its_rows_and_its_time(fresh, pool):
    switch(pool)
    caller = fresh.caller()
    answer = caller.post("create-group", group("new"))
    accepted(answer.envelope)
    listed = statements(pool, answer)
    assert {"sql", "executions", "rowsRead", "rowsChanged", "microseconds"} == set(listed[0])
    assert all(item["executions"] >= 1 and item["microseconds"] > 0 for item in listed)
    assert changed(pool, answer) == {"groups": 1}
    answer = caller.get("list-groups")
    listed = statements(pool, answer)
    assert changed(pool, answer) == {} and max(item["rowsRead"] for item in listed) >= 2
    assert sum(item["microseconds"] for item in listed) <= pool.get(f"/requests/{answer.headers[ID]}")["microseconds"]


def test_executions_of_one_statement_are_counted_together(fresh, pool):
    switch(pool)
    code = {"code": "many", "name": "many"}
    accepted(fresh.caller().post("create-group", code).envelope)
    answer = fresh.caller().post("add-group-members", {"code": "many", "userIds": USER_IDS[:20]})
    accepted(answer.envelope)
    assert 20 in [item["executions"] for item in statements(pool, answer)]
    texts = [item["sql"] for item in statements(pool, answer)]
    assert len(texts) == len(set(texts)) and not [text for text in texts if "\n" in text]
    assert not {"BEGIN IMMEDIATE", "COMMIT"} & set(texts)


def test_statements_of_a_refused_request_are_recorded(fresh, pool):
    switch(pool)
    answer = fresh.caller().post("create-group", group(GROUP))
    assert answer.envelope["statusCode"] == 409
    assert statements(pool, answer) and changed(pool, answer) == {}
    refused = exchange(fresh.port, "GET", API + "list-groups")
    assert "refused before its operation began" in explanation(pool, refused)["statementsNote"]
    invalid = fresh.caller().post("create-group", {"code": 1})
    assert "refused before its operation began" in explanation(pool, invalid)["statementsNote"]


def test_a_request_without_statements_of_its_own_has_no_member_about_them(fresh, pool):
    switch(pool)
    fresh.caller().get("list-groups")
    [request] = [item for item in pool.get("/requests")["requests"] if item["operation"] == "get-management-token"][-1:]
    shown = pool.get(f"/requests/{request['requestId']}")["explanation"]
    assert not {"statements", "statementsNote"} & set(shown)


def test_values_of_statements_are_not_shown(fresh, pool):
    switch(pool)
    secret, name = "tell-nobody-77c1", "somebody-in-particular"
    answer = fresh.caller().post(
        "create-user", {"username": name, "password": secret, "options": {"keepPassword": True}})
    accepted(answer.envelope)
    text = json.dumps(statements(pool, answer))
    assert "?1" in text and "users" in text
    assert secret not in text and name not in text
    answer = fresh.caller().post("list-users", {"keywords": name})
    assert statements(pool, answer) and name not in json.dumps(statements(pool, answer))


def test_the_switch_is_of_one_user_pool_and_ends_the_recording(fresh, control, pool):
    switch(pool)
    assert control.pool(OTHER_POOL_ID).get("/statements") == {"recorded": False}
    caller = fresh.caller()
    first = caller.get("list-groups")
    switch(pool, False)
    second = caller.get("list-groups")
    assert statements(pool, first)
    assert "statements are not recorded" in explanation(pool, second)["statementsNote"]
    switch(pool)
    assert statements(pool, caller.get("list-groups"))


def test_a_reset_and_a_restore_change_nothing_of_the_recording(fresh, pool):
    switch(pool)
    pool.call("POST", "/snapshots", {"name": "a"}, status=201)
    pool.call("POST", "/reset", status=204)
    assert pool.get("/statements") == {"recorded": True}
    assert statements(pool, fresh.caller().get("list-groups"))
    pool.call("POST", "/snapshots/a/restore", status=204)
    assert statements(pool, fresh.caller().get("list-groups"))


def test_statements_are_removed_with_the_requests(fresh, pool):
    switch(pool)
    answer = fresh.caller().get("list-groups")
    pool.call("DELETE", "/requests", status=204)
    assert pool.call("GET", f"/requests/{answer.headers[ID]}", status=404)


def test_a_switch_without_a_value_is_refused(control, pool):
    path = pool.path("/statements")
    assert control.refused("PUT", path, 400, "invalid_request", {}) == "recorded is missing"
    assert "recorded" in control.refused("PUT", path, 400, "invalid_request", {"recorded": "yes"})
    assert control.refused("GET", "/user-pools/nobody/statements", 404, "user_pool_not_found")
