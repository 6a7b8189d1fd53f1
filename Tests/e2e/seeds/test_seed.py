"""Seeds: their contents, when they are applied, and that invalid ones stop the start."""

import json

import pytest

from caller import post_json
from emulator import REPOSITORY, assert_fails_with_one_line, run_to_exit
from envelope import accepted, refused, succeeded
from seed_cases import ACCEPTED, REFUSED
from sample_seeds import KEY, OTHER_KEY, QUICKSTART_KEY, department, group, organization, pool, seed, user, write_seed

def codes(emulator, key=KEY):
    return {found["code"] for found in accepted(emulator.client(key=key).list_groups())["list"]}


def assert_key_is_unknown(emulator, key):
    body = {"accessKeyId": key.id, "accessKeySecret": key.secret}
    refused(post_json(emulator.port, "get-management-token", body).envelope, 404, api_code=2224)


def test_members_may_be_named_by_id_or_by_username(launch):
    users = [user("first", username="one"), user("second", username="two"), {"username": "three"}]
    members = ["first", "two", "three"]
    tree = organization("o", "o-root", members=["one"], departments=[department("d", members=members)])
    client = launch(seed=seed(pool(users=users, groups=[group("g", members)], organizations=[tree]))).client()
    listed = accepted(client.list_group_members("g"))["list"]
    assert {member["username"] for member in listed} == {"one", "two", "three"}
    assert accepted(client.list_department_members("o", "d"))["totalCount"] == 3
    assert accepted(client.list_department_member_ids("o", "root")) == ["first"]


@pytest.mark.parametrize("pinned", ["x", "u" * 64, "用" * 64, "with blank/slash?&=#%", "é😀", "UPPER"])
def test_any_text_of_at_most_64_characters_is_an_id(launch, pinned):
    tree = organization("o", "o-root", departments=[department(pinned)])
    client = launch(seed=seed(pool(users=[user(pinned)], groups=[group(pinned)], organizations=[tree]))).client()
    succeeded(client.add_group_members([pinned], pinned))
    succeeded(client.add_department_members([pinned], "o", pinned))
    assert accepted(client.get_user(pinned))["userId"] == pinned
    assert accepted(client.list_department_member_ids("o", pinned)) == [pinned]


def test_a_user_without_pinned_id_gets_one(launch):
    found = accepted(launch(seed=seed(pool(users=[{"username": "one"}]))).client().get_user("one", "username"))
    assert len(found["userId"]) == 24 and set(found["userId"]) <= set("0123456789abcdef")


def test_several_seeds_are_applied(launch, tmp_path):
    second = write_seed(tmp_path, seed(pool("second", OTHER_KEY, groups=[group("theirs")])), "second.json")
    emulator = launch("--seed", second, seed=seed(pool(groups=[group("ours")])))
    assert (codes(emulator), codes(emulator, OTHER_KEY)) == ({"ours"}, {"theirs"})


def test_a_pool_that_exists_is_left_alone(launch, tmp_path):
    data = tmp_path / "data"
    launch(seed=seed(pool(groups=[group("old")])), data=data).stop()
    both = seed(pool(groups=[group("new")]), pool("second", OTHER_KEY, groups=[group("theirs")]))
    emulator = launch(seed=both, data=data)
    assert (codes(emulator), codes(emulator, OTHER_KEY)) == ({"old"}, {"theirs"})


def test_reseed_replaces_a_pool_and_no_other(launch, tmp_path):
    data = tmp_path / "data"
    users = [user("u")]
    first = launch(
        seed=seed(pool(users=users, groups=[group("old"), group("kept")]), pool("second", OTHER_KEY)), data=data
    )
    succeeded(first.client().add_group_members(["u"], "kept"))
    first.stop()
    emulator = launch("--reseed", seed=seed(pool(users=users, groups=[group("new"), group("kept")])), data=data)
    assert codes(emulator) == {"new", "kept"}
    assert accepted(emulator.client().list_group_members("kept"))["totalCount"] == 0
    assert codes(emulator, OTHER_KEY) == set()
    emulator.stop()
    assert codes(launch(data=data)) == {"new", "kept"}


@pytest.mark.parametrize("in_memory", [True, False], ids=["in memory", "on disk"])
def test_without_seed_and_data_there_is_the_quickstart(launch, tmp_path, in_memory):
    emulator = launch(data=None if in_memory else tmp_path / "data")
    assert codes(emulator, QUICKSTART_KEY) == {"developer"}


def test_the_quickstart_built_in_is_the_one_in_the_repository(launch):
    [shown] = json.loads((REPOSITORY / "fixtures/quickstart.json").read_text("utf-8"))["userPools"]
    client = launch().client(key=QUICKSTART_KEY)
    for each in shown["users"]:
        found = accepted(client.get_user(each["userId"]))
        assert {name: found[name] for name in each} == each
    for each in shown["organizations"][0]["departments"]:
        found = accepted(client.get_department("steamory", each["departmentId"]))
        assert {name: found[name] for name in each} == each
    assert client.http_client.token_provider.get_access_token()[1] == shown["id"]


@pytest.mark.parametrize("again", [True, False], ids=["with a seed", "with data"])
def test_with_a_seed_or_data_there_is_no_quickstart(launch, tmp_path, again):
    data = tmp_path / "data"
    emulator = launch(seed=seed(pool()), data=data)
    if not again:
        emulator.stop()
        emulator = launch(data=data)
    assert codes(emulator) == set()
    assert_key_is_unknown(emulator, QUICKSTART_KEY)


FAULTY = {
    "an unknown member": (pool(users=[user("u")], groups=[group("g", ["u", "nobody"])]), "groups[0].members[1]"),
    "an unknown member far below": (
        pool(
            organizations=[
                organization("o", "r", departments=[department("a", children=[department("b", members=["x"])])])
            ]
        ),
        "organizations[0].departments[0].children[0].members[0]",
    ),
    "an unknown leader": (
        pool(organizations=[organization("o", "r", departments=[department("a", leaderUserIds=["x"])])]),
        "organizations[0].departments[0].leaderUserIds[0]",
    ),
    "an id of 65 characters": (pool(users=[user("u" * 65)]), "users[0].userId"),
    "an empty id": (pool(groups=[group("")]), "groups[0].code"),
    "the same user twice": (pool(users=[user("u"), user("u", username="v")]), "users[1]"),
    "the same username twice": (pool(users=[user("a", username="v"), user("b", username="v")]), "users[1]"),
    "the same group twice": (pool(groups=[group("a"), group("b"), group("a")]), "groups[2]"),
    "the same organization twice": (
        pool(organizations=[organization("o", "r"), organization("o", "s")]),
        "organizations[1]",
    ),
    "the same department twice": (
        pool(organizations=[organization("o", "r", departments=[department("d"), department("d")])]),
        "organizations[0].departments[1]",
    ),
    "another type": (pool(groups=[group("g", name=7)]), "groups[0].name"),
    "a list that is none": (pool(users={}), "users"),
    "an unknown name": (pool(users=[user("u", usrname="v")]), "users[0].usrname"),
    "a name missing": (pool(groups=[{"code": "g"}]), "groups[0]"),
    "a status there is not": (pool(users=[user("u", status="Asleep")]), "users[0].status"),
}
EVERY_COMMAND = pytest.mark.parametrize(
    "command", [["seed", "check"], ["--in-memory", "--port", "0", "--seed"]], ids=["check", "start"]
)
EVERY_FAULT = pytest.mark.parametrize(("faulty", "path"), FAULTY.values(), ids=FAULTY.keys())


@EVERY_FAULT
def test_an_invalid_seed_stops_the_start(binary, tmp_path, faulty, path):
    file = write_seed(tmp_path, seed(pool("good", OTHER_KEY), faulty))
    result = run_to_exit("--port", "0", "--in-memory", "--seed", file)
    assert_fails_with_one_line(result, file, "userPools[1]." + path)


@EVERY_FAULT
def test_seed_check_reports_the_same_error(binary, tmp_path, faulty, path):
    file = write_seed(tmp_path, seed(faulty))
    assert_fails_with_one_line(run_to_exit("seed", "check", file), file, "userPools[0]." + path)


def test_an_access_key_of_two_pools_is_a_fault(binary, tmp_path):
    file = write_seed(tmp_path, seed(pool("a"), pool("b")))
    assert_fails_with_one_line(run_to_exit("seed", "check", file), file, "userPools[1].accessKeys[0].id")


@EVERY_COMMAND
@pytest.mark.parametrize("content", ["", "{", "[]", '{"userPools": []}', '{"userPools": 7}', "not json", '{"a": 1,}'])
def test_a_file_that_is_no_seed_is_named(binary, tmp_path, command, content):
    file = write_seed(tmp_path, content)
    assert_fails_with_one_line(run_to_exit(*command, file), file)


@EVERY_COMMAND
def test_a_file_that_is_not_there_is_named(binary, tmp_path, command):
    assert_fails_with_one_line(run_to_exit(*command, tmp_path / "missing.json"), tmp_path / "missing.json")


def test_no_part_of_an_invalid_seed_is_applied(launch, tmp_path):
    data = tmp_path / "data"
    bad = write_seed(tmp_path, seed(pool("good", OTHER_KEY), pool(groups=[group("g", ["nobody"])])))
    result = run_to_exit("--port", "0", "--data", data, "--seed", bad, "--ready-file", tmp_path / "ready")
    assert_fails_with_one_line(result, bad)
    assert not (tmp_path / "ready").exists()
    emulator = launch(data=data)
    assert codes(emulator, QUICKSTART_KEY) == {"developer"}
    assert_key_is_unknown(emulator, OTHER_KEY)


@pytest.mark.parametrize("content", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_what_the_schema_accepts_is_accepted(binary, tmp_path, content):
    result = run_to_exit("seed", "check", write_seed(tmp_path, content))
    assert result.returncode == 0, result


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED.keys())
def test_what_the_schema_refuses_is_refused(binary, tmp_path, content):
    file = write_seed(tmp_path, json.dumps(content))
    assert_fails_with_one_line(run_to_exit("seed", "check", file), file)


@pytest.mark.parametrize("name", ["quickstart.json", "company.json"])
def test_the_seeds_of_the_repository_are_valid(binary, name):
    result = run_to_exit("seed", "check", REPOSITORY / "fixtures" / name)
    assert (result.returncode, result.stderr) == (0, "")
