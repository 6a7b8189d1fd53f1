"""One line of the log for each refused request, at the right level."""

import json

import pytest

from caller import API, exchange, post_json
from emulator import wait_until
from sample_seeds import GROUP, KEY, standard_seed

JSON = {"Content-Type": "application/json"}

# method, target, headers, body; then level, operation, status, and a part of the reason or of the detail
CASES = {
    "no credentials": ("GET", API + "list-groups", {}, None, "info", API + "list-groups", "401", "no Authorization"),
    "a wrong secret": (
        "POST", API + "get-management-token", JSON, {"accessKeyId": KEY.id, "accessKeySecret": "wrong"},
        "info", API + "get-management-token", "401", KEY.id,
    ),
    "an unknown path": ("GET", API + "list-grops", {}, None, "info", f"GET {API}list-grops", "404", "has this path"),
    "an unknown path of the emulator": (
        "GET", "/_emulator/helth", {}, None, "info", "GET /_emulator/helth", "404", "no such path",
    ),
    "a wrong method of the emulator": (
        "POST", "/_emulator/health", {}, None, "debug", "POST /_emulator/health", "405", "GET, HEAD",
    ),
    "not emulated": ("POST", API + "create-webhook", JSON, {}, "info", f"POST {API}create-webhook", "501", "not emulated"),
    "a foreign page": (
        "GET", API + "list-groups", {"Origin": "http://evil.example"}, None,
        "info", f"GET {API}list-groups", "403", "evil.example",
    ),
    "a wrong method": ("PUT", API + "list-groups", {}, None, "debug", f"PUT {API}list-groups", "405", "GET, HEAD"),
    "a bad request": ("GET", API + "list-groups", {"Expect": "luck"}, None, "debug", "none", "417", "refuses"),
}  # fmt: skip


@pytest.fixture(scope="module")
def logging(binary, tmp_path_factory):
    from launcher import Launcher

    launcher = Launcher(tmp_path_factory.mktemp("logging"))
    yield launcher("--log-level", "debug", "--log-format", "json", seed=standard_seed())
    launcher.stop_all()


def refusals(emulator):
    """The lines of refusals; the last line may still be on its way."""
    lines = [line for line in emulator.log().splitlines() if line.endswith("}")]
    return [line for line in map(json.loads, lines) if line["message"] == "refused a request"]


def the_one_line(emulator, before):
    wait_until(lambda: len(refusals(emulator)) > before, 5, "the line of the refusal")
    (line,) = refusals(emulator)[before:]
    return line


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_refused_request_leaves_one_line(logging, case):
    method, target, headers, body, level, operation, status, part = case
    before = len(refusals(logging))
    answer = exchange(logging.port, method, target, headers, json.dumps(body).encode() if body is not None else None)
    line = the_one_line(logging, before)
    assert (line["level"], line["operation"], line["status"]) == (level, operation, status)
    assert part in line["reason"] + line.get("detail", "")
    assert line["requestId"] == (answer.headers["x-genauth-emulator-request-id"] or answer.envelope["requestId"])


@pytest.mark.parametrize(
    ("operation", "body", "status", "detail"),
    [
        ("create-users-batch", {"list": [{"username": "new"}, {"username": "alice"}]}, 409, "list[1]"),
        ("create-users-batch", {"list": [{"username": "new"}, {"gender": 1}]}, 400, "list[1].gender"),
        ("create-groups-batch", {"list": [{"code": "new", "name": "N"}, {"code": GROUP, "name": "N"}]}, 409, "list[1]"),
        ("add-group-members", {"code": GROUP, "userIds": ["user-000", "nobody"]}, 404, "no user has the id nobody"),
    ],
)
def test_the_line_of_a_refused_batch_names_the_entry(logging, operation, body, status, detail):
    before = len(refusals(logging))
    answer = logging.caller().post(operation, body).envelope
    assert answer["statusCode"] == status
    line = the_one_line(logging, before)
    assert (line["requestId"], line["detail"], line["level"]) == (answer["requestId"], detail, "debug")


def test_a_field_that_is_unknown_inside_an_object_is_reported_once(logging):
    body = {"username": "x", "optoins": {}, "options": {"keepPasword": True}, "departmentIds": ["none"]}
    for _ in range(2):
        logging.caller().post("create-user", body)
    wait_until(lambda: "options.keepPasword" in logging.log(), 5, "the report")
    assert logging.log().count("options.keepPasword") == logging.log().count('"optoins"') == 1


def test_no_line_holds_credentials(logging):
    headers = logging.caller().headers
    exchange(logging.port, "GET", API + "list-groups", headers | {"x-authing-userpool-id": "another"})
    post_json(logging.port, "get-management-token", {"accessKeyId": "nobody", "accessKeySecret": KEY.secret})
    before = len(refusals(logging))
    exchange(logging.port, "GET", API + "list-groups", {"Authorization": headers["Authorization"][:-2] + "AA"})
    assert "not made by this user pool" in the_one_line(logging, before)["detail"]
    assert KEY.secret not in logging.log() and headers["Authorization"][7:60] not in logging.log()
