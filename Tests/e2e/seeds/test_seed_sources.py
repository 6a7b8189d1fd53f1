"""Where a seed can come from: standard input, a folder, an option or variable with its text, and a call of a running server."""

import json
import subprocess

import pytest

from caller import API, exchange
from control import Control
from emulator import BINARY, Emulator, assert_fails_with_one_line, clean_environment, run_to_exit
from envelope import accepted
from sample_seeds import Key, group, pool, seed, standard_seed, write_seed


def numbered(number, **members):
    return {"id": f"pool-{number}", "name": f"Pool {number}",
            "accessKeys": [{"id": f"key-{number}", "secret": "s"}], **members}


def text(*numbers):
    return json.dumps({"userPools": [numbered(number) for number in numbers]})


def pool_ids(emulator):
    return [entry["id"] for entry in Control(emulator).get("/user-pools")["userPools"]]


def with_input(command, content, **options):
    return subprocess.run(
        [BINARY, *command], input=content, capture_output=True, text=True, timeout=30, env=clean_environment(), **options)


LIST = ["sh", "-c", 'curl -s "$GENAUTH_HOST/_emulator/user-pools"']


def listed(result):
    assert (result.returncode, result.stderr) == (0, "")
    return [entry["id"] for entry in json.loads(result.stdout)["userPools"]]


def test_a_seed_is_read_from_a_pipe(binary):
    assert listed(with_input(["exec", "--seed", "-", "--", *LIST], text(1, 2))) == ["pool-1", "pool-2"]


def test_a_seed_is_read_from_a_redirected_file(binary, tmp_path):
    (tmp_path / "seed.json").write_text(text(1))
    with open(tmp_path / "seed.json", encoding="utf-8") as file:
        result = subprocess.run(
            [BINARY, "seed", "check", "-"], stdin=file, capture_output=True, text=True, env=clean_environment())
    assert result.returncode == 0 and result.stdout.startswith("pool-1: ")


def test_an_error_in_standard_input_names_it(binary):
    result = with_input(["--in-memory", "--port", "0", "--seed", "-"], "{")
    assert result.returncode == 65
    assert_fails_with_one_line(result, "standard input: not valid JSON")


def test_the_seeds_of_a_folder_are_applied_in_the_order_of_their_names(binary, tmp_path):
    for name, number in [("20.json", 2), ("10-first.json", 1), ("B.json", 3), ("a.json", 4)]:
        (tmp_path / name).write_text(text(number))
    for name in ("README.md", ".hidden.json", "10.json~", "seed.schema.json"):
        (tmp_path / name).write_text("not a seed")
    expected = ["pool-1", "pool-2", "pool-3", "pool-4"]
    assert listed(run_to_exit("exec", "--seed", tmp_path, "--", *LIST)) == expected
    assert listed(run_to_exit("exec", "--seed", f"{tmp_path}/", "--", *LIST)) == expected
    checked = run_to_exit("seed", "check", tmp_path).stdout.splitlines()
    assert [line.split(":")[0] for line in checked] == expected


def test_the_variable_takes_a_folder_too(launch, tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/one.json").write_text(text(1))
    assert pool_ids(launch(environment={"GENAUTH_EMULATOR_SEED": str(tmp_path / "seeds")})) == ["pool-1"]


def test_a_folder_without_seeds_and_one_with_a_wrong_seed_are_refused(binary, tmp_path):
    result = run_to_exit("seed", "check", tmp_path)
    assert result.returncode == 66
    assert_fails_with_one_line(result, tmp_path, "no file of the folder ends in .json")
    (tmp_path / "one.json").write_text(text(1))
    (tmp_path / "two.json").write_text(text(1))
    result = run_to_exit("--in-memory", "--port", "0", "--seed", tmp_path)
    assert result.returncode == 65
    assert_fails_with_one_line(result, tmp_path / "two.json", "userPools[0].id", "another, earlier user pool")


def test_a_seed_is_the_value_of_a_variable_and_of_an_option(launch, tmp_path):
    variable = {"GENAUTH_EMULATOR_SEED_JSON": text(1)}
    assert pool_ids(launch(environment=variable)) == ["pool-1"]
    assert pool_ids(launch("--seed-json", text(2), environment=variable)) == ["pool-2"]
    assert pool_ids(launch(seed=json.loads(text(3)), environment=variable)) == ["pool-3", "pool-1"]


def test_a_seed_in_a_variable_is_not_logged(launch):
    secret = "do-not-log-this"
    content = {"userPools": [numbered(1, accessKeys=[{"id": "k", "secret": secret}])]}
    emulator = launch("--log-level", "trace", environment={"GENAUTH_EMULATOR_SEED_JSON": json.dumps(content)})
    assert "seed-json" in emulator.log() and secret not in emulator.log()


def test_an_error_in_a_variable_names_the_option(binary):
    result = run_to_exit("--in-memory", "--port", "0", environment={"GENAUTH_EMULATOR_SEED_JSON": '{"userPools":[]}'})
    assert result.returncode == 65
    assert_fails_with_one_line(result, "--seed-json: (top): userPools is missing or empty")


@pytest.fixture(params=["memory", "data"])
def running(launch, tmp_path, request):
    return launch(seed=standard_seed(), data=tmp_path / "data" if request.param == "data" else None)


def test_a_running_server_makes_the_pools_of_a_seed(running):
    control = Control(running)
    before = pool_ids(running)
    body = {"$schema": "seed.schema.json", "userPools": [numbered(1, groups=[group("g")]), numbered(2)]}
    made = control.call("POST", "/seed", body, status=201)["userPools"]
    assert [entry["id"] for entry in made] == ["pool-1", "pool-2"]
    assert made[0]["accessKeys"] == [{"id": "key-1", "secret": "s"}]
    assert made[0]["url"] == f"http://127.0.0.1:{running.port}/_pools/pool-1"
    assert pool_ids(running) == [*before, "pool-1", "pool-2"]
    found = running.caller(Key("key-1", "s")).get("get-group", "code=g").envelope
    assert accepted(found)["code"] == "g"


@pytest.mark.parametrize(("body", "status", "code", "part"), [
    ({"userPools": [numbered(1), numbered(1)]}, 400, "invalid_request", "userPools[1].id"),
    ({"userPools": [numbered(1), numbered(2, groups=[{}])]}, 400, "invalid_request", "userPools[1].groups[0]"),
    ({"userPools": []}, 400, "invalid_request", "userPools is missing or empty"),
    ({"pools": []}, 400, "invalid_request", "pools"),
    (b"{", 400, "invalid_json", "not JSON"),
])
def test_a_seed_that_is_refused_makes_no_pool(running, body, status, code, part):
    before = pool_ids(running)
    assert part in Control(running).refused("POST", "/seed", status, code, body)
    assert pool_ids(running) == before


def test_a_pool_that_exists_is_refused_with_all_others_of_the_seed(running):
    control = Control(running)
    control.call("POST", "/seed", {"userPools": [numbered(2)]}, status=201)
    before = pool_ids(running)
    control.refused("POST", "/seed", 409, "user_pool_exists", {"userPools": [numbered(1), numbered(2)]})
    assert pool_ids(running) == before
    control.call("POST", "/seed", {"userPools": [numbered(1)]}, status=201)
