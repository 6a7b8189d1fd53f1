"""--strict-input: a field that no operation reads is refused, with its name."""

import pytest

from caller import API, exchange, post_json
from envelope import accepted, refused
from sample_seeds import KEY, group, standard_seed


@pytest.fixture
def strict(launch):
    return launch("--strict-input", seed=standard_seed())


def message(answer):
    assert answer.status == 400, answer.body
    return refused(answer.envelope, 400)


def test_the_names_of_unread_fields_are_in_the_message(strict):
    caller = strict.caller()
    body = group("g") | {"odd": 1, "strange": None}
    body.pop("members")
    assert message(caller.post("create-group", body)) == "((the operation does not read: odd, strange))"
    refused(caller.get("get-group", "code=g").envelope, 404)


def test_unread_fields_inside_objects_are_refused_too(strict):
    body = {"options": {"odd": 1, "pagination": {"page": 1, "size": 2}}}
    shown = message(strict.caller().post("list-users", body))
    assert "options.odd" in shown and "options.pagination.size" in shown


def test_unread_items_of_a_query_are_refused(strict):
    assert "pages" in message(strict.caller().get("list-groups", "pages=2"))
    caller = strict.caller()
    body = b'{"codeList":["x"]}'
    headers = caller.headers | {"Content-Type": "application/json"}
    assert "force" in message(exchange(strict.port, "POST", API + "delete-groups-batch?force=1", headers, body))


def test_a_request_for_a_token_is_read_strictly(strict):
    body = {"accessKeyId": KEY.id, "accessKeySecret": KEY.secret}
    accepted(post_json(strict.port, "get-management-token", body).envelope)
    assert "scope" in message(post_json(strict.port, "get-management-token", body | {"scope": "all"}))


def test_a_refused_field_is_not_reported_before_the_caller_is_known(strict):
    refused(post_json(strict.port, "create-group", {"odd": 1}).envelope, 401, api_code=2020)


def test_what_the_clients_send_is_accepted(strict):
    for brand in ("authing", "genauth"):
        client = strict.client(brand)
        accepted(client.list_groups(page=1, limit=10))
        accepted(client.create_group(code=f"by-{brand}", name="n", description="d", type="static"))


def test_many_names_are_cut(strict):
    shown = message(strict.caller().post("list-users", {f"odd-{number}-{'x' * 200}": 1 for number in range(30)}))
    assert len(shown) < 2500 and "and 10 more" in shown


def test_unread_fields_are_accepted_without_the_option(shared):
    accepted(shared.caller().post("list-users", {"odd": 1}).envelope)
