"""`--auth off`: any credentials do; they only choose the user pool."""

import pytest

import signer
from caller import API, exchange, post_json
from envelope import accepted, succeeded
from launcher import Launcher
from sample_seeds import GROUP, KEY, OTHER_KEY, OTHER_POOL_ID, Key, standard_seed

FIRST = {"developers", "crowd", "c" * 64, "分组1", "auditors"}
OTHER = {"developers", "strangers-only"}


@pytest.fixture(scope="module")
def open_server(binary, tmp_path_factory):
    launcher = Launcher(tmp_path_factory.mktemp("auth-off"))
    yield launcher("--auth", "off", seed=standard_seed())
    launcher.stop_all()


def codes(emulator, headers):
    envelope = exchange(emulator.port, "GET", API + "list-groups", headers).envelope
    return {found["code"] for found in accepted(envelope)["list"]}


@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": "Bearer nonsense"}, {"Authorization": ""}, {"Authorization": "authing nobody:AAAA"}],
    ids=["none", "nonsense", "empty", "unknown key"],
)
def test_unknown_credentials_select_the_first_pool(open_server, headers):
    assert codes(open_server, headers) == FIRST


@pytest.mark.parametrize("header", ["x-authing-userpool-id", "x-genauth-userpool-id"])
def test_the_pool_header_chooses_the_pool(open_server, header):
    assert codes(open_server, {header: OTHER_POOL_ID}) == OTHER


def test_an_access_key_chooses_its_pool_whatever_the_signature(open_server):
    assert codes(open_server, {"Authorization": f"authing {OTHER_KEY.id}:wrong"}) == OTHER


@pytest.mark.parametrize(
    "fault", ["signature-method", "signature-version", "date"], ids=["no method", "no version", "no date"]
)
def test_faults_of_a_signature_do_not_matter(open_server, fault):
    headers = signer.node_headers(signer.AUTHING)
    del headers["date" if fault == "date" else "x-authing-" + fault]
    sent = signer.signed(signer.AUTHING, OTHER_KEY, "GET", API + "list-groups", {}, headers)
    assert codes(open_server, sent) == OTHER


def test_any_secret_gives_a_token_of_the_keys_pool(open_server):
    body = {"accessKeyId": OTHER_KEY.id, "accessKeySecret": "wrong"}
    token = accepted(post_json(open_server.port, "get-management-token", body).envelope)["access_token"]
    assert codes(open_server, {"Authorization": f"Bearer {token}"}) == OTHER


@pytest.mark.parametrize("brand", ["authing", "genauth"])
def test_the_sdks_work_with_invented_credentials(launch, brand):
    emulator = launch("--auth", "off", seed=standard_seed())
    succeeded(emulator.client(brand, Key("made", "up")).add_group_members(["user-000"], GROUP))
    assert emulator.client(brand, KEY).list_group_members(GROUP)["data"]["totalCount"] == 1
