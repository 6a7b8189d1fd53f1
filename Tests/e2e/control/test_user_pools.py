"""User pools that are made, listed, exported, filled, reset and removed while the server runs."""

import json
import socket
import urllib.parse

import pytest

from caller import API, HOST, exchange, post_json
from control import Control
from envelope import accepted, refused
from sample_seeds import CROWD, GROUP, KEY, OTHER_KEY, OTHER_POOL_ID, POOL_ID, Key, group, pool, seed, user, standard_seed
from signer import AUTHING, GENAUTH, signed


@pytest.fixture(params=["memory", "data"])
def fresh(launch, tmp_path, request):
    """The standard seed in memory and in a data folder: the files of pools are another way through the engine."""
    return launch(seed=standard_seed(), data=tmp_path / "data" if request.param == "data" else None)


@pytest.fixture
def control(fresh):
    return Control(fresh)


def key_of(entry):
    [key] = entry["accessKeys"]
    return Key(key["id"], key["secret"])


def group_codes(emulator, key):
    envelope = emulator.caller(key).get("list-groups", "limit=50").envelope
    return sorted(item["code"] for item in accepted(envelope)["list"])


def test_the_list_has_the_pools_of_the_seed(control):
    first, second = control.get("/user-pools")["userPools"]
    assert first["id"] == POOL_ID and second["id"] == OTHER_POOL_ID
    assert first["accessKeys"] == [{"id": KEY.id, "secret": KEY.secret}]
    assert first["name"] == "Test pool" and first["onDemand"] is False


def test_a_new_pool_begins_as_the_first_pool_began(fresh, control):
    accepted(fresh.caller().post("delete-groups-batch", {"codeList": [GROUP]}).envelope)
    entry = control.create()
    assert GROUP in group_codes(fresh, key_of(entry)) and GROUP not in group_codes(fresh, KEY)
    assert entry["name"] == entry["id"]
    listed = control.get("/user-pools")["userPools"][-1]
    assert listed == {name: value for name, value in entry.items() if name != "url"}


def test_a_new_pool_has_the_id_name_and_key_that_were_chosen(fresh, control):
    entry = control.create(id="pool-a", name="Pool A", accessKey={"id": "key-a", "secret": "secret-a"})
    assert (entry["id"], entry["name"]) == ("pool-a", "Pool A")
    assert key_of(entry) == Key("key-a", "secret-a")
    assert group_codes(fresh, Key("key-a", "secret-a")) == group_codes(fresh, KEY)


def test_a_part_of_a_key_that_was_not_chosen_is_new(control):
    first = control.create(accessKey={"id": "key-a"})
    second = control.create(accessKey={"secret": "secret-b"})
    assert key_of(first).id == "key-a" and len(key_of(first).secret) == 32
    assert key_of(second).secret == "secret-b" and len(key_of(second).id) == 24


def test_a_new_pool_is_a_copy_of_the_present_of_another(fresh, control):
    accepted(fresh.caller().post("delete-groups-batch", {"codeList": [GROUP]}).envelope)
    assert GROUP not in group_codes(fresh, key_of(control.create(**{"from": {"userPool": POOL_ID}})))


def test_a_new_pool_is_a_copy_of_a_snapshot(fresh, control):
    control.pool(POOL_ID).snapshot("before")
    accepted(fresh.caller().post("delete-groups-batch", {"codeList": [GROUP]}).envelope)
    entry = control.create(**{"from": {"userPool": POOL_ID, "snapshot": "before"}})
    assert GROUP in group_codes(fresh, key_of(entry))


def test_a_new_pool_is_made_from_a_seed(fresh, control):
    described = {"users": [user("u-1")], "groups": [group("g-1", ["u-1"])]}
    entry = control.create(seed=described)
    assert group_codes(fresh, key_of(entry)) == ["g-1"]
    assert len(entry["id"]) == 24 and entry["name"] == entry["id"]


def test_id_name_and_keys_of_a_seed_are_kept_unless_the_call_has_others(fresh, control):
    described = pool("pool-s", Key("key-s", "secret-s"), groups=[group("g-1")])
    entry = control.create(seed=described)
    assert (entry["id"], entry["name"], key_of(entry)) == ("pool-s", "Test pool", Key("key-s", "secret-s"))
    other = control.create(seed=described, id="pool-t", name="T", accessKey={"id": "key-t", "secret": "t"})
    assert (other["id"], other["name"], key_of(other)) == ("pool-t", "T", Key("key-t", "t"))
    assert group_codes(fresh, Key("key-t", "t")) == ["g-1"]


REFUSALS = {
    "an id that exists": ({"id": POOL_ID}, 409, "user_pool_exists", POOL_ID),
    "a key that exists": ({"accessKey": {"id": KEY.id}}, 409, "access_key_exists", KEY.id),
    "an id that is too long": ({"id": "i" * 65}, 400, "invalid_request", "id: must have at most 64"),
    "an id that clients remove from a path": ({"id": ".."}, 400, "invalid_request", "must not be .."),
    "such an id with a seed": ({"id": ".", "seed": {}}, 400, "invalid_request", "must not be ."),
    "such an id in a seed": ({"seed": {"id": ".."}}, 400, "invalid_request", "seed.id: must not be .."),
    "a name that is too long": ({"name": "n" * 201}, 400, "invalid_request", "name: must have at most 200"),
    "a name in a seed that is too long": (
        {"seed": {"name": "n" * 201}}, 400, "invalid_request", "seed.name: must have at most 200",
    ),
    "a secret that is too long": (
        {"accessKey": {"secret": "s" * 513}}, 400, "invalid_request", "accessKey.secret: must have at most 512",
    ),
    "a copy of an unknown pool": ({"from": {"userPool": "nobody"}}, 404, "user_pool_not_found", "nobody"),
    "a copy of an unknown snapshot": (
        {"from": {"userPool": POOL_ID, "snapshot": "none"}}, 404, "snapshot_not_found", "none",
    ),
    "a copy and a seed": ({"from": {"userPool": POOL_ID}, "seed": {}}, 400, "invalid_request", "together"),
    "a copy of no pool": ({"from": {}}, 400, "invalid_request", "userPool is missing"),
    "a mistake in a seed": (
        {"seed": {"groups": [{"code": "g"}]}}, 400, "invalid_request", "seed.groups[0]: name is missing",
    ),
    "a member that breaks a rule in a seed": (
        {"seed": {"groups": [group("g", ["nobody"])]}}, 400, "invalid_request", "seed.groups[0].members[0]",
    ),
    "a seed with a key that exists": ({"seed": pool("p", KEY)}, 409, "access_key_exists", KEY.id),
    "an unknown member": ({"nmae": "A"}, 400, "invalid_request", "known here: id, name, accessKey, from, seed"),
    "a value of another type": ({"name": 1}, 400, "invalid_request", "name: must be a string"),
    "a body that is no object": ([], 400, "invalid_request", "must be an object"),
    "a body that is no JSON": (b"{", 400, "invalid_json", "line 1"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSALS)
def test_a_pool_that_cannot_be_made_is_refused_and_leaves_nothing(control, case):
    body, status, code, part = REFUSALS[case]
    assert part in control.refused("POST", "/user-pools", status, code, body)
    assert len(control.get("/user-pools")["userPools"]) == 2


def test_names_and_secrets_may_have_their_most_characters(control):
    longest = {"id": "ü" * 64, "name": "ü" * 200, "accessKey": {"id": "ü" * 64, "secret": "ü" * 512}}
    for described in (longest, longest | {"id": "other", "accessKey": {"secret": "ü" * 512}, "seed": {}}):
        entry = control.create(**described)
        assert (entry["name"], key_of(entry).secret) == ("ü" * 200, "ü" * 512)


def test_the_names_of_a_pool_that_could_not_be_made_are_free_again(control):
    origin = {"userPool": POOL_ID, "snapshot": "none"}
    key = {"id": "key-p", "secret": "s"}
    control.refused(
        "POST", "/user-pools", 404, "snapshot_not_found", {"id": "p", "accessKey": key, "from": origin}
    )
    described = {"groups": [group("g", ["nobody"])]}
    control.refused("POST", "/user-pools", 400, "invalid_request", {"id": "p", "accessKey": key, "seed": described})
    control.create(id="p", accessKey=key)


def test_the_url_of_a_new_pool_chooses_it(fresh, control):
    entry = control.create(id="a/b ü")
    assert entry["url"] == f"{fresh.url}/_pools/" + urllib.parse.quote("a/b ü", safe="")
    path = urllib.parse.urlsplit(entry["url"]).path
    headers = fresh.caller().headers
    accepted(fresh.caller().post("delete-groups-batch", {"codeList": [GROUP]}).envelope)
    refused(exchange(fresh.port, "GET", f"/api/v3/get-group?code={GROUP}", headers).envelope, 404)
    accepted(exchange(fresh.port, "GET", f"{path}/api/v3/get-group?code={GROUP}", headers).envelope)


def test_a_client_of_http_1_0_without_host_gets_the_address_it_called_as_url(fresh):
    with socket.create_connection((HOST, fresh.port), timeout=20) as connection:
        connection.sendall(b"POST /_emulator/user-pools HTTP/1.0\r\nContent-Length: 13\r\n\r\n" + b'{"id":"old-"}')
        answer = connection.makefile("rb").read()
    assert json.loads(answer.split(b"\r\n\r\n")[1])["url"] == f"http://{HOST}:{fresh.port}/_pools/old-"


def test_a_seeded_pool_that_was_removed_is_made_again_at_a_start_with_its_seed(launch, tmp_path):
    data = tmp_path / "data"
    first = launch(seed=standard_seed(), data=data)
    Control(first).pool(OTHER_POOL_ID).call("DELETE", status=204)
    first.stop()
    second = launch(data=data)
    assert [item["id"] for item in Control(second).get("/user-pools")["userPools"]] == [POOL_ID]
    second.stop()
    third = launch(seed=standard_seed(), data=data)
    assert {item["id"] for item in Control(third).get("/user-pools")["userPools"]} == {POOL_ID, OTHER_POOL_ID}


def test_a_removed_pool_refuses_its_key_and_its_names_are_free(fresh, control):
    entry = control.create(id="pool-a", accessKey={"id": "key-a", "secret": "secret-a"})
    caller = fresh.caller(key_of(entry))
    accepted(caller.get("list-groups").envelope)
    control.pool("pool-a").call("DELETE", status=204)
    refused(caller.get("list-groups").envelope, 401, api_code=2020)
    assert "pool-a" in control.pool("pool-a").refused("DELETE", "", 404, "user_pool_not_found")
    control.create(id="pool-a", accessKey={"id": "key-a", "secret": "secret-b"})
    refused(caller.get("list-groups").envelope, 401, api_code=2020)


def test_a_reset_brings_back_one_pool_and_no_other(fresh, control):
    for key in (KEY, OTHER_KEY):
        accepted(fresh.caller(key).post("create-group", group("new")).envelope)
    control.pool(POOL_ID).reset()
    assert "new" not in group_codes(fresh, KEY) and "new" in group_codes(fresh, OTHER_KEY)


def test_a_reset_of_everything_brings_back_every_pool(fresh, control):
    entry = control.create(id="pool-a")
    for key in (KEY, OTHER_KEY, key_of(entry)):
        accepted(fresh.caller(key).post("create-group", group("new")).envelope)
    control.call("POST", "/reset", status=204)
    for key in (KEY, OTHER_KEY, key_of(entry)):
        assert "new" not in group_codes(fresh, key)


def test_tokens_stay_valid_after_a_reset(fresh, control):
    caller = fresh.caller()
    accepted(caller.get("list-groups").envelope)
    control.pool(POOL_ID).reset()
    accepted(caller.get("list-groups").envelope)


def test_an_export_of_a_pool_in_a_file_is_the_same(launch, tmp_path, control):
    emulator = launch(seed=standard_seed(), data=tmp_path / "files")
    [entry] = Control(emulator).pool(POOL_ID).get("/export")["userPools"]
    [other] = control.pool(POOL_ID).get("/export")["userPools"]
    assert entry["groups"] and [item["code"] for item in entry["groups"]] == [item["code"] for item in other["groups"]]


def test_an_export_is_a_seed_that_makes_the_same_pool(fresh, control):
    exported = control.pool(POOL_ID).get("/export")
    [entry] = exported["userPools"]
    assert entry["id"] == POOL_ID and entry["accessKeys"][0]["secret"] == KEY.secret
    again = control.create(seed=entry, id="again", accessKey={"id": "k", "secret": "s"})
    [copy] = control.pool(again["id"]).get("/export")["userPools"]
    own = ("id", "name", "accessKeys", "createdAt")
    assert {k: v for k, v in copy.items() if k not in own} == {k: v for k, v in entry.items() if k not in own}


def test_an_import_replaces_the_contents_and_keeps_the_identity(fresh, control):
    control.pool(POOL_ID).snapshot("before")
    described = pool("other-id", Key("other-key", "other-secret"), groups=[group("imported")])
    control.pool(POOL_ID).call("POST", "/import", seed(described), status=204)
    assert group_codes(fresh, KEY) == ["imported"]
    entry = control.get("/user-pools")["userPools"][0]
    assert entry["id"] == POOL_ID and entry["name"] == "Test pool"
    assert entry["accessKeys"] == [{"id": KEY.id, "secret": KEY.secret}]
    control.pool(POOL_ID).restore("before")
    assert CROWD in group_codes(fresh, KEY)
    control.pool(POOL_ID).reset()
    assert CROWD in group_codes(fresh, KEY)


@pytest.mark.parametrize(
    ("body", "part"),
    [
        (standard_seed(), "userPools: must have one user pool"),
        (seed(pool(groups=[group("g"), group("g")])), "userPools[0].groups[1].code"),
        ({}, "userPools is missing"),
    ],
)
def test_an_import_that_breaks_a_rule_changes_nothing(fresh, control, body, part):
    before = control.pool(POOL_ID).get("/export")
    assert part in control.pool(POOL_ID).refused("POST", "/import", 400, "invalid_request", body)
    assert control.pool(POOL_ID).get("/export") == before


def test_pools_made_in_a_data_folder_survive_a_restart_and_those_removed_stay_away(launch, tmp_path):
    data = tmp_path / "data"
    first = launch(seed=standard_seed(), data=data)
    control = Control(first)
    entry = control.create(id="made", accessKey={"id": "key-made", "secret": "secret-made"})
    seeded = control.create(seed={"groups": [group("g-1")]}, id="seeded")
    control.create(id="removed")
    control.pool("removed").call("DELETE", status=204)
    accepted(first.caller(key_of(entry)).post("create-group", group("new")).envelope)
    first.kill()
    second = launch(data=data)
    control = Control(second)
    ids = {item["id"] for item in control.get("/user-pools")["userPools"]}
    assert ids == {POOL_ID, OTHER_POOL_ID, "made", "seeded"}
    assert "new" in group_codes(second, key_of(entry)) and group_codes(second, key_of(seeded)) == ["g-1"]
    control.pool("made").reset()
    assert "new" not in group_codes(second, key_of(entry)) and GROUP in group_codes(second, key_of(entry))


def test_a_call_that_selects_an_unknown_pool_is_refused(fresh):
    headers = fresh.caller().headers
    answer = exchange(fresh.port, "GET", "/_pools/nobody/api/v3/list-groups", headers)
    assert answer.status == 404 and "nobody" in refused(answer.envelope, 404)
    answer = exchange(
        fresh.port, "GET", "/api/v3/list-groups", headers | {"x-genauth-emulator-user-pool": "nobody"}
    )
    assert answer.status == 404 and "nobody" in refused(answer.envelope, 404)


def test_a_call_with_a_selection_that_is_not_utf8_is_refused_and_works_on_no_other_pool(fresh):
    head = (
        f"GET /api/v3/get-group?code={GROUP} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        f"Authorization: Bearer {fresh.caller().token}\r\n"
    )
    with socket.create_connection((HOST, fresh.port), timeout=20) as connection:
        connection.sendall(head.encode() + b"x-genauth-emulator-user-pool: \xff\r\n\r\n")
        answer = connection.makefile("rb").read()
    assert answer.startswith(b"HTTP/1.1 404 ") and b"not UTF-8" in answer


@pytest.mark.parametrize("slashes", ["//", "////"])
def test_a_path_with_extra_slashes_in_front_selects_a_pool_too(fresh, control, slashes):
    control.create(id="a/b", seed={"groups": [group("only")]})
    path = f"{slashes}_pools/a%2Fb/api/v3/list-groups"
    for headers in (fresh.caller().headers, signed(AUTHING, KEY, "GET", path, {}), signed(AUTHING, KEY, "GET", API + "list-groups", {})):
        answer = exchange(fresh.port, "GET", path, headers)
        assert [item["code"] for item in accepted(answer.envelope)["list"]] == ["only"]
    assert "slashes in a row" in fresh.log()
    answer = exchange(fresh.port, "GET", f"{slashes}_pools/nobody/api/v3/list-groups", fresh.caller().headers)
    assert answer.status == 404 and "nobody" in refused(answer.envelope, 404)


@pytest.mark.parametrize("brand", ["authing", "genauth"])
@pytest.mark.parametrize("end", ["", "/"])
def test_an_sdk_reaches_a_pool_by_its_url(fresh, control, brand, end):
    from emulator import CLIENTS

    entry = control.create(seed={"groups": [group("only")]})
    client = CLIENTS[brand](access_key_id=KEY.id, access_key_secret=KEY.secret, host=entry["url"] + end)
    [found] = client.list_groups()["data"]["list"]
    assert found["code"] == "only"


@pytest.mark.parametrize("brand", [AUTHING, GENAUTH], ids=["authing", "genauth"])
@pytest.mark.parametrize("is_whole", [False, True], ids=["the path of the API", "the whole path"])
def test_a_signature_covers_the_path_with_or_without_the_prefix(fresh, control, brand, is_whole):
    prefix = urllib.parse.urlsplit(control.create(id="a/b", seed={})["url"]).path
    path, body = API + "create-group", group("new")
    headers = signed(brand, KEY, "POST", prefix + path if is_whole else path, body)
    sent = {"Content-Type": "application/json"} | headers
    accepted(exchange(fresh.port, "POST", prefix + path, sent, json.dumps(body).encode()).envelope)
    [entry] = control.pool("a/b").get("/export")["userPools"]
    assert [item["code"] for item in entry["groups"]] == ["new"]


def test_a_header_selects_a_pool(fresh, control):
    entry = control.create(seed={"groups": [group("only")]})
    header = {"x-genauth-emulator-user-pool": entry["id"]}
    headers = fresh.caller().headers | header
    answer = exchange(fresh.port, "GET", "/api/v3/list-groups", headers)
    assert [item["code"] for item in accepted(answer.envelope)["list"]] == ["only"]
    credentials = {"accessKeyId": KEY.id, "accessKeySecret": KEY.secret}
    token = accepted(post_json(fresh.port, "get-management-token", credentials, header).envelope)["access_token"]
    bearer = {"Authorization": f"Bearer {token}"}
    answer = exchange(fresh.port, "GET", "/api/v3/list-groups", bearer)
    assert [item["code"] for item in accepted(answer.envelope)["list"]] == ["only"]


def test_selecting_a_pool_does_not_replace_credentials(fresh, control):
    entry = control.create()
    header = {"x-genauth-emulator-user-pool": entry["id"]}
    refused(exchange(fresh.port, "GET", "/api/v3/list-groups", header).envelope, 401, api_code=2020)
    wrong = {"accessKeyId": KEY.id, "accessKeySecret": "wrong"}
    refused(post_json(fresh.port, "get-management-token", wrong, header).envelope, 401)
