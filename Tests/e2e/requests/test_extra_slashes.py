"""Paths with slashes too many, as clients send them whose host is written with a slash at its end."""

import pytest

import signer
from caller import API, exchange
from envelope import accepted, refused, succeeded
from sample_seeds import ALICE, GROUP, KEY

GET_GROUP = f"?code={GROUP}"
PATHS = [
    f"{API}get-group/", f"{API}get-group//", f"/{API}get-group", f"//{API}get-group", f"{API}/get-group",
    "/api//v3/get-group", "/api/v3//get-group/", "//api//v3//get-group//",
]


@pytest.mark.parametrize("path", PATHS)
def test_an_operation_is_found(shared, path):
    answer = exchange(shared.port, "GET", path + GET_GROUP, shared.caller().headers)
    assert accepted(answer.envelope)["code"] == GROUP


def test_a_change_is_made(fresh):
    answer = exchange(
        fresh.port, "POST", f"{API}kick-users/", fresh.caller().headers | {"Content-Type": "application/json"},
        f'{{"appIds":["a"],"userId":"{ALICE}"}}'.encode(),
    )
    succeeded(answer.envelope)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("brand", [signer.AUTHING, signer.GENAUTH], ids=["authing", "genauth"])
def test_a_signature_is_over_the_path_as_sent_or_as_meant(shared, brand, path):
    for signed_path in [path, f"{API}get-group"]:
        headers = signer.signed(brand, KEY, "GET", signed_path, {"code": GROUP})
        accepted(exchange(shared.port, "GET", path + GET_GROUP, headers).envelope)
    headers = signer.signed(brand, KEY, "GET", f"{API}list-groups", {"code": GROUP})
    refused(exchange(shared.port, "GET", path + GET_GROUP, headers).envelope, 401, api_code=1300)


def test_a_token_is_issued(shared):
    body = f'{{"accessKeyId":"{shared.caller().key.id}","accessKeySecret":"{shared.caller().key.secret}"}}'
    answer = exchange(
        shared.port, "POST", "//api/v3/get-management-token/", {"Content-Type": "application/json"}, body.encode())
    assert accepted(answer.envelope)["access_token"]


@pytest.mark.parametrize("path", ["//_emulator/health", "/_emulator/health/", "/_emulator//health", "///_emulator/health"])
def test_the_health_check_is_found(shared, path):
    answer = exchange(shared.port, "GET", path)
    assert answer.status == 200 and answer.envelope["status"] == "ok"


@pytest.mark.parametrize("path", ["//", "/nothing/", "//nothing", f"{API}nothing/", "/_emulator/", "//_emulator"])
def test_values_that_no_user_has_are_unknown(shared, path):
    assert exchange(shared.port, "GET", path).status == 404


def test_the_other_answers_are_those_of_the_path_meant(shared):
    wrong_method = exchange(shared.port, "PUT", f"{API}get-group/")
    assert wrong_method.status == 405 and "GET" in wrong_method.headers["Allow"]
    assert "create-webhook " in refused(exchange(shared.port, "POST", f"/{API}create-webhook").envelope, 501)


def test_each_kind_is_reported_once_in_the_log(fresh):
    def reports():
        return [line for line in fresh.log().splitlines() if "served a path with" in line]

    headers = fresh.caller().headers
    exchange(fresh.port, "GET", API + "get-group" + GET_GROUP, headers)
    exchange(fresh.port, "GET", API + "nothing/", headers)
    assert reports() == []
    for _ in range(3):
        exchange(fresh.port, "GET", API + "get-group/" + GET_GROUP, headers)
    assert len(reports()) == 1 and f"path={API}get-group" in reports()[0]
    for _ in range(3):
        exchange(fresh.port, "GET", f"/{API}list-groups", headers)
    assert len(reports()) == 2 and f"path={API}list-groups" in reports()[1]


@pytest.mark.parametrize("path", ["/_emulator/nothing", "//_emulator/nothing/", "/_emulator/" + "n" * 5_000])
def test_a_path_that_the_emulator_does_not_have_is_in_the_log(fresh, path):
    assert exchange(fresh.port, "GET", path).status == 404
    [line] = [line for line in fresh.log().splitlines() if "refused a request" in line]
    assert f'operation="GET {path[:150]}' in line and "status=404" in line and len(line) < 500
    assert exchange(fresh.port, "GET", "/_emulator/health").status == 200
    assert fresh.log().count("refused a request") == 1
