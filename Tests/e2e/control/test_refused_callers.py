"""The callers that the guide to testing names for refusals, with both SDKs."""

import re

import pytest

from control import Control
from emulator import REPOSITORY
from envelope import accepted
from sample_seeds import DISABLED_KEY, OTHER_POOL_KEY, QUICKSTART_KEY

QUICKSTART_POOL = "59f86b4832eb28071bdd9214"
SEEDS = [REPOSITORY / "fixtures/quickstart.json", REPOSITORY / "fixtures/other-pool.json"]
GUIDE = (REPOSITORY / "docs/guides/testing.md").read_text("utf-8")
[EXPIRED_TOKEN] = re.findall(r"\| expired token \| `([^`]+)` \| 401 \|", GUIDE)

pytestmark = pytest.mark.parametrize("brand", ["authing", "genauth"])


@pytest.fixture
def both(launch):
    """The quickstart and the other user pool."""
    return launch("--seed", SEEDS[1], seed=SEEDS[0])


def failure(call):
    """The status of a failure, which the SDKs return or raise."""
    try:
        return call()["statusCode"]
    except Exception as error:  # Each SDK has an exception class of its own.
        found = re.search(r"\b(40[0-9])\b", str(error))
        assert found, repr(error)
        return int(found.group(1))


def test_the_valid_key_reads_the_group(both, brand):
    assert accepted(both.client(brand, QUICKSTART_KEY).get_group("developer"))["code"] == "developer"


def test_the_disabled_key_is_refused_with_401(launch, brand):
    client = launch().client(brand, DISABLED_KEY)
    assert failure(lambda: client.get_group("developer")) == 401


def test_the_key_of_another_user_pool_gets_404(both, brand):
    client = both.client(brand, OTHER_POOL_KEY)
    assert accepted(client.list_groups())["totalCount"] == 0
    assert failure(lambda: client.get_group("developer")) == 404


@pytest.mark.parametrize("flags", [(), ("--deterministic", "7")], ids=["random", "deterministic"])
def test_the_expired_token_is_refused_with_401(launch, brand, flags):
    emulator = launch(*flags)
    client = emulator.client(brand, QUICKSTART_KEY)
    client.http_client.token_provider.get_access_token = lambda: (EXPIRED_TOKEN, QUICKSTART_POOL)
    assert failure(lambda: client.get_group("developer")) == 401
    assert "the token has expired" in emulator.log()


def test_a_fault_plan_refuses_with_403(launch, brand):
    emulator = launch()
    Control(emulator).pool(QUICKSTART_POOL).call(
        "POST", "/faults", {"operation": "get-group", "effect": {"error": {"statusCode": 403}}}, status=201)
    client = emulator.client(brand, QUICKSTART_KEY)
    assert failure(lambda: client.get_group("developer")) == 403
