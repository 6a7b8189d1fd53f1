"""The clock of a user pool: it drives times, lifetimes and expiry, and no other pool's."""

import datetime
import time

import pytest

from control import Control
from envelope import accepted, refused
from sample_seeds import KEY, OTHER_KEY, OTHER_POOL_ID, POOL_ID, group, standard_seed

NOON = "2030-01-01T12:00:00.000Z"


@pytest.fixture
def control(fresh):
    return Control(fresh)


@pytest.fixture
def pool(control):
    return control.pool(POOL_ID)


def instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def seconds_between(first, second):
    return (instant(second) - instant(first)).total_seconds()


def created_at(emulator, code, key=KEY):
    """The time that a new group gets."""
    caller = emulator.caller(key)
    accepted(caller.post("create-group", group(code)).envelope)
    entry = Control(emulator).pool(POOL_ID if key is KEY else OTHER_POOL_ID).get("/export")["userPools"][0]
    found = next(item for item in entry["groups"] if item["code"] == code)
    return found.get("createdAt", entry["createdAt"])


def test_a_clock_runs_with_the_machine_at_first(pool):
    clock = pool.get("/clock")
    assert (clock["mode"], clock["rate"]) == ("real", 1)
    assert abs(instant(clock["now"]).timestamp() - time.time()) < 2


def test_a_frozen_clock_gives_every_change_the_same_time(fresh, pool):
    assert pool.call("PUT", "/clock", {"mode": "frozen", "now": NOON}) == {"mode": "frozen", "now": NOON, "rate": 0}
    assert created_at(fresh, "one") == NOON
    time.sleep(0.01)
    assert created_at(fresh, "two") == NOON


def test_a_frozen_clock_can_be_advanced(fresh, pool):
    pool.call("PUT", "/clock", {"mode": "frozen", "now": NOON})
    assert pool.call("POST", "/clock/advance", {"seconds": 90.5})["now"] == "2030-01-01T12:01:30.500Z"
    assert created_at(fresh, "one") == "2030-01-01T12:01:30.500Z"


def test_a_clock_freezes_at_what_it_shows(pool):
    pool.call("POST", "/clock/advance", {"seconds": 86400})
    frozen = pool.call("PUT", "/clock", {"mode": "frozen"})
    assert 86399 < instant(frozen["now"]).timestamp() - time.time() <= 86401
    time.sleep(0.01)
    assert pool.get("/clock") == frozen


def test_a_scaled_clock_runs_at_its_rate(pool):
    pool.call("PUT", "/clock", {"mode": "scaled", "now": NOON, "rate": 3600})
    time.sleep(0.1)
    assert 360 <= seconds_between(NOON, pool.get("/clock")["now"]) < 36000


def test_a_real_clock_that_was_advanced_goes_on_until_it_is_set_to_real_again(pool):
    advanced = pool.call("POST", "/clock/advance", {"seconds": 1000})
    assert advanced["mode"] == "real"
    assert 999 < instant(advanced["now"]).timestamp() - time.time() < 1001
    assert abs(instant(pool.call("PUT", "/clock", {"mode": "real"})["now"]).timestamp() - time.time()) < 2


def test_a_clock_is_that_of_one_pool(fresh, pool):
    pool.call("PUT", "/clock", {"mode": "frozen", "now": NOON})
    assert created_at(fresh, "one", OTHER_KEY) != NOON


def test_a_token_expires_by_the_clock_of_its_pool(fresh, pool):
    caller, other = fresh.caller(), fresh.caller(OTHER_KEY)
    accepted(caller.get("list-groups").envelope)
    accepted(other.get("list-groups").envelope)
    pool.call("POST", "/clock/advance", {"seconds": 7199})
    accepted(caller.get("list-groups").envelope)
    pool.call("POST", "/clock/advance", {"seconds": 2})
    refused(caller.get("list-groups").envelope, 401, api_code=2020)
    accepted(other.get("list-groups").envelope)
    accepted(fresh.caller().get("list-groups").envelope)


def test_a_token_says_the_times_of_the_pools_clock(fresh, pool):
    import jwt

    pool.call("PUT", "/clock", {"mode": "frozen", "now": NOON})
    claims = jwt.decode(fresh.caller().token, options={"verify_signature": False})
    assert claims["iat"] == instant(NOON).timestamp() and claims["exp"] == claims["iat"] + 7200


def test_signatures_are_dated_by_the_machine_whatever_the_pools_clock_shows(fresh, pool):
    pool.call("PUT", "/clock", {"mode": "frozen", "now": NOON})
    assert fresh.client("genauth").list_groups()["statusCode"] == 200
    assert fresh.client("authing").list_groups()["statusCode"] == 200


def test_a_reset_brings_the_clock_back(pool):
    pool.call("PUT", "/clock", {"mode": "frozen", "now": NOON})
    pool.reset()
    assert pool.get("/clock")["mode"] == "real"


def test_a_restore_leaves_the_clock_alone(pool):
    pool.snapshot("before")
    pool.call("PUT", "/clock", {"mode": "frozen", "now": NOON})
    pool.restore("before")
    assert pool.get("/clock") == {"mode": "frozen", "now": NOON, "rate": 0}


def test_a_clock_stops_at_the_end_of_the_year_9999(fresh, pool):
    pool.call("PUT", "/clock", {"mode": "scaled", "now": "9999-12-31T23:59:59.000Z", "rate": 1_000_000})
    pool.call("POST", "/clock/advance", {"seconds": 1e12})
    pool.call("POST", "/clock/advance", {"seconds": 1e12})
    assert pool.get("/clock")["now"] == "9999-12-31T23:59:59.999Z"
    created_at(fresh, "one")


@pytest.mark.parametrize(
    ("method", "rest", "body", "part"),
    [
        ("PUT", "/clock", {}, "mode is missing"),
        ("PUT", "/clock", {"mode": "stopped"}, "mode: must be one of real, frozen, scaled"),
        ("PUT", "/clock", {"mode": "frozen", "now": "noon"}, "now: must be a time such as"),
        ("PUT", "/clock", {"mode": "scaled"}, "rate"),
        ("PUT", "/clock", {"mode": "frozen", "rate": 2}, "rate"),
        ("PUT", "/clock", {"mode": "scaled", "rate": 0}, "rate: must be above 0"),
        ("PUT", "/clock", {"mode": "scaled", "rate": -1}, "rate: must be above 0"),
        ("PUT", "/clock", {"mode": "scaled", "rate": 1e7}, "rate: must be above 0"),
        ("POST", "/clock/advance", {}, "seconds is missing"),
        ("POST", "/clock/advance", {"seconds": -1}, "seconds: must be from 0"),
        ("POST", "/clock/advance", {"seconds": "1"}, "seconds: must be a number"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(pool, method, rest, body, part):
    before = pool.get("/clock")["mode"]
    assert part in pool.refused(method, rest, 400, "invalid_request", body)
    assert pool.get("/clock")["mode"] == before


def test_a_clock_is_real_again_after_a_restart(launch, tmp_path):
    data = tmp_path / "data"
    first = launch(seed=standard_seed(), data=data)
    Control(first).pool(POOL_ID).call("PUT", "/clock", {"mode": "frozen", "now": NOON})
    first.stop()
    assert Control(launch(data=data)).pool(POOL_ID).get("/clock")["mode"] == "real"
