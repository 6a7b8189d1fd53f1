"""Callers for tests of refusals: a disabled access key, an expired token, and one of another user pool."""

import pytest

from caller import API, exchange, post_json
from control import Control
from envelope import accepted
from sample_seeds import DISABLED_KEY, GROUP, KEY, OTHER_KEY, OTHER_POOL_ID, POOL_ID, QUICKSTART_KEY, group, standard_seed

QUICKSTART_POOL = "59f86b4832eb28071bdd9214"


@pytest.fixture
def control(fresh):
    return Control(fresh)


def status(emulator, token, operation=f"get-group?code={GROUP}"):
    return exchange(emulator.port, "GET", API + operation, {"Authorization": f"Bearer {token}"}).envelope["statusCode"]


def made(pool, **body):
    return pool.call("POST", "/tokens", body, status=201)


def test_a_token_is_made_with_any_lifetime(fresh, control):
    pool = control.pool(POOL_ID)
    pool.call("PUT", "/clock", {"mode": "frozen", "now": "2030-01-01T12:00:00.000Z"})
    token = made(pool, expiresIn=60)
    assert (token["accessKeyId"], token["expiresAt"]) == (KEY.id, "2030-01-01T12:01:00.000Z")
    assert status(fresh, token["accessToken"]) == 200
    pool.call("POST", "/clock/advance", {"seconds": 61})
    assert status(fresh, token["accessToken"]) == 401
    for lifetime in (0, -1, -86400):
        assert status(fresh, made(pool, expiresIn=lifetime)["accessToken"]) == 401


def test_a_token_of_another_user_pool_does_not_see_this_one(fresh, control):
    accepted(fresh.caller().post("create-group", group("here")).envelope)
    token = made(control.pool(OTHER_POOL_ID), expiresIn=60, accessKeyId=OTHER_KEY.id)["accessToken"]
    assert status(fresh, token, "get-group?code=here") == 404


def test_a_token_is_for_the_first_enabled_key_unless_another_is_chosen(launch):
    seed = standard_seed()
    disabled = {"id": "disabled", "secret": "s", "enable": False}
    seed["userPools"][0]["accessKeys"].insert(0, disabled)
    seed["userPools"][1]["accessKeys"] = [disabled | {"id": "disabled-2"}]
    control = Control(launch(seed=seed))
    first, second = control.get("/user-pools")["userPools"]
    assert first["accessKeys"] == [disabled, {"id": KEY.id, "secret": KEY.secret}]
    pool = control.pool(first["id"])
    assert made(pool, expiresIn=60)["accessKeyId"] == KEY.id
    assert made(pool, expiresIn=60, accessKeyId="disabled")["accessKeyId"] == "disabled"
    assert "no enabled access key" in control.pool(second["id"]).refused(
        "POST", "/tokens", 404, "access_key_not_found", {"expiresIn": 60})


def test_a_token_that_cannot_be_made_is_refused(control):
    pool = control.pool(POOL_ID)
    pool.refused("POST", "/tokens", 400, "invalid_request", {})
    pool.refused("POST", "/tokens", 400, "invalid_request", {"expiresIn": 315360001})
    pool.refused("POST", "/tokens", 400, "invalid_request", {"expiresIn": "60"})
    assert OTHER_KEY.id in pool.refused(
        "POST", "/tokens", 404, "access_key_not_found", {"expiresIn": 1, "accessKeyId": OTHER_KEY.id})


def test_the_quickstart_has_a_disabled_access_key(launch):
    emulator = launch()

    def token(key):
        return post_json(
            emulator.port, "get-management-token", {"accessKeyId": key.id, "accessKeySecret": key.secret}).envelope

    assert token(QUICKSTART_KEY)["statusCode"] == 200
    refused = token(DISABLED_KEY)
    assert (refused["statusCode"], refused["message"]) == (401, "The access key is disabled")
    pool = Control(emulator).pool(QUICKSTART_POOL)
    assert status(emulator, made(pool, expiresIn=60, accessKeyId=DISABLED_KEY.id)["accessToken"], "list-groups") == 401
    assert status(emulator, made(pool, expiresIn=60)["accessToken"], "list-groups") == 200
