"""With --deterministic and --freeze-clock the same calls get byte-identical answers; one after another, not at once.

The answers of calls.py are kept in a file. GENAUTH_WRITE_GOLDEN=1 writes it anew, after a change that is meant to be
seen by clients.
"""

import json
import os
import pathlib

from caller import API, exchange, post_json
from control import Control
from emulator import assert_fails_with_one_line, run_to_exit
from envelope import accepted
from sample_seeds import QUICKSTART_KEY

GOLDEN = pathlib.Path(__file__).parent / "golden" / "answers.txt"
# Answers to calls that make user pools have the URL of the server, as the caller wrote it.
HOST_HEADER = {"Host": "localhost:8930"}
FLAGS = ["--deterministic", "golden", "--freeze-clock", "2026-01-01T00:00:00Z"]
QUICKSTART = "59f86b4832eb28071bdd9214"
ALICE = "623c20b2xxxxxxaaf41b17da"


class Session:
    """Calls of one server whose answers are written down."""

    def __init__(self, emulator, key=QUICKSTART_KEY):
        self.port, self.key = emulator.port, key
        self.text = ""
        self.headers = {}

    def exchange(self, method, target, body=None):
        encoded = None if body is None else json.dumps(body, ensure_ascii=False).encode("utf-8")
        sent = HOST_HEADER | self.headers | ({"Content-Type": "application/json"} if encoded else {})
        answer = exchange(self.port, method, target, sent, encoded)
        kept = [f"{name}: {value}" for name, value in answer.headers.items() if name != "Date"]
        self.text += "\n".join([f"{method} {target}", str(answer.status), *kept, "", answer.body.decode("utf-8"), "", ""])
        return json.loads(answer.body) if answer.body else None

    def post(self, operation, **body):
        return self.exchange("POST", API + operation, body)

    def get(self, operation):
        return self.exchange("GET", API + operation)

    def control(self, method, path, body=None):
        return self.exchange(method, f"/_emulator{path}", body)

    def sign_in(self):
        answer = self.post("get-management-token", accessKeyId=self.key.id, accessKeySecret=self.key.secret)
        self.headers = {"Authorization": f"Bearer {answer['data']['access_token']}"}


def use_users(session):
    made = session.post("create-user", username="carol", password="Secret-1", email="carol@example.com")["data"]
    session.post("create-user", username="dave", options={"autoGeneratePassword": True})
    session.post("create-users-batch", list=[{"username": "erin"}, {"username": "frank", "password": "Secret-2"}])
    session.get(f"get-user?userId={made['userId']}")
    session.post("update-user", userId=made["userId"], nickname="Caz")
    session.post("list-users", options={"pagination": {"page": 1, "limit": 50}})
    session.post("link-identity", userId=made["userId"], userIdInIdp="1", type="openid", extIdpId="idp")
    session.get(f"get-user-identities?userId={made['userId']}")
    session.get("get-user?userId=nobody")


def use_groups_and_departments(session):
    session.post("create-group", code="testers", name="Testers", description="People who test", type="static")
    session.post("add-group-members", code="testers", userIds=[ALICE])
    session.get("list-group-members?code=testers")
    session.get("list-groups?limit=50")
    session.post("create-organization", organizationCode="acme", organizationName="Acme")
    made = session.post("create-department", organizationCode="acme", parentDepartmentId="root", name="Sales")["data"]
    session.post(
        "add-department-members", organizationCode="acme", departmentId=made["departmentId"], userIds=[ALICE]
    )
    session.get(f"list-department-members?organizationCode=acme&departmentId={made['departmentId']}")
    session.post("create-department-tree", name="Branch", children=["North", "South"])
    session.get("list-organizations?limit=50")


def use_keys_and_fields(session):
    session.post("create-access-key", type="userpool")
    session.get("list-access-key")
    session.post("set-custom-fields", list=[{"targetType": "USER", "key": "shoe", "label": "Shoe", "dataType": "NUMBER"}])
    session.get("get-custom-fields?targetType=USER")
    session.get("no-such-operation")
    session.get("list-roles")


def use_control(session):
    pool = f"/user-pools/{QUICKSTART}"
    session.control("POST", f"{pool}/snapshots", {"name": "busy"})
    session.control("GET", f"{pool}/export")
    session.control("GET", f"{pool}/diff?from=seed")
    session.control("POST", "/user-pools", {})
    session.control("POST", "/user-pools", {"id": "chosen"})
    session.control("POST", "/user-pools", {"seed": {"users": [{"username": "g", "password": "Secret-3"}]}})
    session.control("POST", f"{pool}/clock/advance", {"seconds": 60})
    session.post("create-group", code="late", name="Late", description="A minute later", type="static")
    session.control("POST", f"{pool}/reset")
    session.control("GET", f"{pool}/clock")
    session.control("GET", "/user-pools")
    session.control("GET", f"{pool}/snapshots")
    session.control("DELETE", "/user-pools/chosen")
    session.post("create-user", username="after-the-reset")


def answers(emulator):
    session = Session(emulator)
    session.sign_in()
    use_users(session)
    use_groups_and_departments(session)
    use_keys_and_fields(session)
    use_control(session)
    return session.text


def test_the_same_calls_get_byte_identical_answers_in_each_run(launch):
    first, second = answers(launch(*FLAGS)), answers(launch(*FLAGS))
    assert first == second
    if os.environ.get("GENAUTH_WRITE_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(first, "utf-8")
    assert first == GOLDEN.read_text("utf-8")


def test_another_seed_gives_other_answers(launch):
    emulator = launch("--deterministic", "another", *FLAGS[2:])
    session = Session(emulator)
    session.sign_in()
    assert session.text not in GOLDEN.read_text("utf-8")


def group_answers(emulator, pool_id, between=lambda: None):
    session = Session(emulator)
    prefix = f"/_pools/{pool_id}{API}"
    session.headers = {"Authorization": f"Bearer {emulator.caller(QUICKSTART_KEY).token}"}
    for number in range(3):
        between()
        body = {"username": f"user-{number}", "password": "Secret-1"}
        session.exchange("POST", prefix + "create-user", body)
    # The salts of the passwords are in the export.
    session.control("GET", f"/user-pools/{pool_id}/export")
    return without_id(session.text)


def without_id(text):
    """Without the id of the last answer, which is one of the control API."""
    head, answer = text.rsplit("x-genauth-emulator-request-id: ", 1)
    return head + answer[len("00000000-0000-0000-0000-000000000000") :]


def test_calls_of_other_pools_change_nothing(launch):
    quiet, busy = launch(*FLAGS), launch(*FLAGS)
    for emulator in (quiet, busy):
        control = Control(emulator)
        control.create(id="measured")
    control.create(id="other")

    def disturb():
        prefix = f"/_pools/other{API}create-user"
        token = {"Authorization": f"Bearer {busy.caller(QUICKSTART_KEY).token}", "Content-Type": "application/json"}
        for number in range(3):
            made.append(f"user-{len(made)}")
            body = {"username": made[-1], "password": "Secret-1"}
            answer = exchange(busy.port, "POST", prefix, token, json.dumps(body).encode())
            accepted(answer.envelope)
        control.create()

    made = []
    assert group_answers(quiet, "measured") == group_answers(busy, "measured", disturb)
    assert made


def test_a_pool_on_demand_depends_on_its_access_key_only(launch):
    def token(emulator, key_id):
        body = {"accessKeyId": key_id, "accessKeySecret": QUICKSTART_KEY.secret}
        return accepted(post_json(emulator.port, "get-management-token", body).envelope)["access_token"]

    flags = [*FLAGS, "--user-pools", "on-demand"]
    first, second = launch(*flags), launch(*flags)
    ahead = [token(first, key_id) for key_id in ("worker-1", "worker-2")]
    behind = [token(second, key_id) for key_id in ("worker-2", "worker-1")]
    assert ahead == behind[::-1] and ahead[0] != ahead[1]


def test_ids_and_secrets_are_fixed_without_a_frozen_clock_too(launch):
    entries = [Control(launch(*FLAGS[:2])).create(id="chosen") for _ in range(2)]
    assert entries[0]["accessKeys"] == entries[1]["accessKeys"]


def test_without_the_option_every_run_is_different(launch):
    entries = [Control(launch(*FLAGS[2:])).create(id="chosen") for _ in range(2)]
    assert entries[0]["accessKeys"] != entries[1]["accessKeys"]
    assert entries[0]["createdAt"] == entries[1]["createdAt"] == "2026-01-01T00:00:00.000Z"


def test_a_frozen_start_can_be_left_and_a_reset_brings_it_back(launch):
    pool = Control(launch(*FLAGS[2:])).pool(QUICKSTART)
    frozen = {"mode": "frozen", "now": "2026-01-01T00:00:00.000Z", "rate": 0}
    assert pool.get("/clock") == frozen
    assert pool.call("PUT", "/clock", {"mode": "real"})["now"] > frozen["now"]
    pool.reset()
    assert pool.get("/clock") == frozen


def test_a_deterministic_run_keeps_nothing(binary, tmp_path):
    ended = run_to_exit("serve", "--port", "0", "--data", tmp_path / "data", *FLAGS)
    assert_fails_with_one_line(ended, "--deterministic needs --in-memory")
    assert not (tmp_path / "data").exists()
