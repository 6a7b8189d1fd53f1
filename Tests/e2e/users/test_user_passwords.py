"""Passwords: what is stored and shown of them, and that they are never stored in plain text."""

import base64
import datetime
import hashlib
import json
import re
import time

import pytest

from emulator import assert_fails_with_one_line, run_to_exit
from envelope import accepted, refused
from sample_seeds import ALICE, pool, seed, standard_seed

SECRET = "correct horse battery staple"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def unpadded(text):
    return base64.b64decode(text + "=" * (-len(text) % 4))


def is_hash_of(text, password):
    """Whether a PHC string is scrypt's of a password, by another implementation of it."""
    match = re.fullmatch(r"\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)", text)
    assert match, text
    rounds, size, parallelism = 1 << int(match[1]), int(match[2]), int(match[3])
    salt, key = unpadded(match[4]), unpadded(match[5])
    assert (len(salt), len(key)) == (16, 32)
    return key == hashlib.scrypt(password.encode(), salt=salt, n=rounds, r=size, p=parallelism, dklen=len(key))


def exported_users(data):
    result = run_to_exit("export", "--data", data, "--pool", standard_seed()["userPools"][0]["id"])
    assert result.returncode == 0, result.stderr
    users = json.loads(result.stdout)["userPools"][0]["users"]
    return {user.get("username"): user for user in users}


@pytest.fixture
def kept(launch, tmp_path):
    """A server of its own whose state can be looked at; `.data` is the folder."""
    data = tmp_path / "data"
    server = launch(seed=standard_seed(), data=data)
    server.data = data
    return server


def test_a_password_is_stored_only_as_a_salted_hash(kept):
    client = kept.client()
    made = accepted(client.create_user(username="bob", password=SECRET))
    accepted(client.create_users_batch([{"username": "eve", "password": SECRET}, {"username": "mallory"}]))
    accepted(client.update_user(ALICE, password=SECRET))
    accepted(client.update_user_batch([{"userId": "user-001", "password": SECRET}]))
    refused(client.create_user(username="bob", password=SECRET), 409)
    users = exported_users(kept.data)
    hashes = [users[name]["passwordHash"] for name in ("bob", "eve", "alice", "user_001")]
    assert all(is_hash_of(text, SECRET) for text in hashes)
    assert len(set(hashes)) == 4
    assert "passwordHash" not in users["mallory"]
    kept.stop()
    secret = SECRET.encode()
    files = [path for path in kept.data.iterdir() if path.is_file()]
    assert any(b"bob" in path.read_bytes() for path in files)
    assert not any(secret in path.read_bytes() for path in files)
    assert SECRET not in kept.log()
    assert "password" not in made and SECRET not in json.dumps(made)


def test_a_user_shows_when_the_password_was_set(fresh):
    client = fresh.client()
    without = accepted(client.create_user(username="eve"))
    assert (without["passwordLastSetAt"], without["resetPasswordOnNextLogin"]) == (None, False)
    made = accepted(client.create_user(username="bob", password=SECRET))
    assert made["passwordLastSetAt"] == made["createdAt"]
    time.sleep(0.002)
    accepted(client.update_user(made["userId"], name="Bob"))
    assert accepted(client.get_user(made["userId"]))["passwordLastSetAt"] == made["createdAt"]
    changed = accepted(client.update_user(made["userId"], password="another"))
    assert changed["passwordLastSetAt"] == changed["updatedAt"] > made["createdAt"]
    (batch,) = accepted(client.update_user_batch([{"userId": without["userId"], "password": SECRET}]))
    assert batch["passwordLastSetAt"] == batch["updatedAt"] > made["createdAt"]
    assert accepted(client.get_user(without["userId"])) == {k: v for k, v in batch.items() if k != "customData"}


def test_an_empty_password_is_none(fresh):
    made = accepted(fresh.caller().post("create-user", {"username": "bob", "password": ""}).envelope)
    assert made["passwordLastSetAt"] is None
    body = {"userId": made["userId"], "password": ""}
    assert accepted(fresh.caller().post("update-user", body).envelope) == made


@pytest.mark.parametrize(
    ("operation", "body"),
    [
        ("create-user", {"username": "bob"}),
        ("create-users-batch", {"list": [{"username": "bob"}]}),
        ("update-user", {"userId": ALICE}),
        ("update-user-batch", {"list": [{"userId": ALICE}]}),
    ],
    ids=["create", "create batch", "update", "update batch"],
)
class TestOptions:
    def call(self, server, operation, body, **options):
        data = accepted(server.caller().post(operation, body | {"options": options}).envelope)
        return data[0] if isinstance(data, list) else data

    def test_a_password_can_be_generated(self, kept, operation, body):
        user = self.call(kept, operation, body, autoGeneratePassword=True)
        assert TIME.fullmatch(user["passwordLastSetAt"])
        assert exported_users(kept.data)[user["username"]]["passwordHash"].startswith("$scrypt$")

    def test_a_given_password_is_not_replaced_by_a_generated_one(self, kept, operation, body):
        given = {"password": SECRET}
        body = {**body, "list": [body["list"][0] | given]} if "list" in body else body | given
        user = self.call(kept, operation, body, autoGeneratePassword=True)
        assert is_hash_of(exported_users(kept.data)[user["username"]]["passwordHash"], SECRET)

    def test_a_login_may_have_to_change_it(self, fresh, operation, body):
        asking = "resetPasswordOnFirstLogin" if operation.startswith("create") else "resetPasswordOnNextLogin"
        user = self.call(fresh, operation, body, **{asking: True})
        assert user["resetPasswordOnNextLogin"] is True
        assert accepted(fresh.client().get_user(user["userId"]))["resetPasswordOnNextLogin"] is True

    @pytest.mark.parametrize("kind", ["rsa", "sm2"])
    def test_an_encrypted_password_is_not_emulated(self, shared, operation, body, kind):
        given = {"password": SECRET}
        body = {**body, "list": [body["list"][0] | given]} if "list" in body else body | given
        answer = shared.caller().post(operation, body | {"options": {"passwordEncryptType": kind}})
        assert answer.status == 501
        assert " passwordEncryptType " in refused(answer.envelope, 501)


def test_the_demand_to_change_it_stays_until_it_is_withdrawn(fresh):
    client = fresh.client()
    first = client.update_user(ALICE, options={"resetPasswordOnFirstLogin": True})
    assert accepted(first)["resetPasswordOnNextLogin"] is True
    assert accepted(client.update_user(ALICE, password=SECRET))["resetPasswordOnNextLogin"] is True
    withdrawn = client.update_user(ALICE, options={"resetPasswordOnNextLogin": False})
    assert accepted(withdrawn)["resetPasswordOnNextLogin"] is False


def test_a_password_with_keep_password_is_hashed_like_any_other(kept):
    theirs = hashlib.md5(b"salt" + SECRET.encode()).hexdigest()
    user = {"username": "bob", "password": theirs, "salt": "salt"}
    options = {"keepPassword": True}
    accepted(kept.caller().post("create-user", user | {"options": options}).envelope)
    accepted(kept.caller().post("create-users-batch", {"list": [user | {"username": "eve"}], "options": options}).envelope)
    users = exported_users(kept.data)
    assert all(is_hash_of(users[name]["passwordHash"], theirs) for name in ("bob", "eve"))


def test_a_failed_change_leaves_the_password(kept):
    accepted(kept.client().update_user(ALICE, password=SECRET))
    refused(kept.client().update_user(ALICE, password="another", username="user_001"), 409)
    batch = [{"userId": ALICE, "password": "another"}, {"userId": "nobody", "password": "another"}]
    refused(kept.client().update_user_batch(batch), 404, api_code=2004)
    assert is_hash_of(exported_users(kept.data)["alice"]["passwordHash"], SECRET)


@pytest.mark.parametrize("brand", ["authing", "genauth"])
def test_a_ciphertext_is_empty_without_a_password_and_not_emulated_with_one(fresh, brand):
    client = fresh.client(brand)
    assert accepted(client.get_user_password_ciphertext(ALICE)) == {"ciphertext": ""}
    assert accepted(client.get_user_password_ciphertext("alice", "username")) == {"ciphertext": ""}
    accepted(client.update_user(ALICE, password=SECRET))
    answer = fresh.caller().post("get-user-password-ciphertext", {"userId": ALICE})
    assert (answer.status, answer.headers["x-genauth-emulator"]) == (501, "not-emulated")
    assert "ciphertext" in refused(answer.envelope, 501)


class TestSeeds:
    def test_a_password_or_its_hash_makes_the_same_user_again(self, launch, tmp_path):
        users = [
            {"userId": "u1", "username": "clear", "password": SECRET, "resetPasswordOnNextLogin": True},
            {"userId": "u2", "username": "none"},
        ]
        first = launch(seed=seed(pool(users=users)), data=tmp_path / "first")
        shown = accepted(first.client().get_user("u1"))
        assert (shown["passwordLastSetAt"], shown["resetPasswordOnNextLogin"]) == (shown["createdAt"], True)
        assert accepted(first.client().get_user("u2"))["passwordLastSetAt"] is None
        exported = run_to_exit("export", "--data", tmp_path / "first").stdout
        assert SECRET not in exported
        users = json.loads(exported)["userPools"][0]["users"]
        assert is_hash_of(users[0]["passwordHash"], SECRET) and "password" not in users[0]

        (tmp_path / "exported.json").write_text(exported, encoding="utf-8")
        second = launch("--seed", tmp_path / "exported.json", data=tmp_path / "second")
        assert accepted(second.client().get_user("u1"))["passwordLastSetAt"]
        assert run_to_exit("export", "--data", tmp_path / "second").stdout == exported

    def test_an_invalid_hash_is_refused_without_being_shown(self, tmp_path):
        path = tmp_path / "seed.json"
        path.write_text(json.dumps(seed(pool(users=[{"username": "u", "passwordHash": SECRET}]))))
        result = run_to_exit("serve", "--in-memory", "--port", "0", "--seed", path)
        assert_fails_with_one_line(result, "userPools[0].users[0].passwordHash")
        assert SECRET not in result.stderr


def test_users_are_filtered_and_sorted_by_password_fields(fresh):
    client = fresh.client()
    accepted(client.update_user("user-001", password=SECRET))
    time.sleep(0.002)
    later = accepted(client.update_user(ALICE, password=SECRET, options={"resetPasswordOnNextLogin": True}))

    def found(field, operator, value=None, **options):
        condition = {"field": field, "operator": operator} | ({} if value is None else {"value": value})
        page = accepted(client.list_users(advanced_filter=[condition], options=options))
        return [user["userId"] for user in page["list"]]

    order = [{"field": "passwordLastSetAt", "order": "asc"}]
    assert found("passwordLastSetAt", "NOT_NULL", sort=order) == ["user-001", ALICE]
    set_at = datetime.datetime.fromisoformat(later["passwordLastSetAt"])
    assert found("passwordLastSetAt", "GREATER", round(set_at.timestamp() * 1000)) == [ALICE]
    assert found("resetPasswordOnNextLogin", "EQUAL", True) == [ALICE]
