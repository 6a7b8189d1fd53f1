"""A pool written back as a seed: from a running server, and the same again from the seed."""

from emulator import assert_fails_with_one_line, run_to_exit
from envelope import accepted, succeeded
from sample_seeds import ALICE, GROUP, KEY, ORGANIZATION, USER_IDS, standard_seed


def export(data, *arguments):
    result = run_to_exit("export", "--data", data, *arguments)
    assert result.returncode == 0, result.stderr
    return result.stdout


def pool_ids():
    return [pool["id"] for pool in standard_seed()["userPools"]]


def lists(emulator):
    """The lists of the API in the order of creation and joining, without times."""
    client = emulator.client(key=KEY)
    members = accepted(client.list_group_members(GROUP))["list"]
    in_department = accepted(client.list_department_member_ids(ORGANIZATION, "dep-sales"))
    groups = [(group["id"], group["code"]) for group in accepted(client.list_groups())["list"]]
    main = accepted(client.get_user(USER_IDS[0]))["mainDepartmentId"]
    return [user["userId"] for user in members], in_department, groups, main


def test_the_seed_of_a_running_pool_makes_the_same_pool(launch, tmp_path):
    data = tmp_path / "data"
    first = launch(seed=standard_seed(), data=data)
    succeeded(first.client().add_group_members([USER_IDS[2], ALICE, USER_IDS[1]], GROUP))
    succeeded(first.client().add_department_members([USER_IDS[1], USER_IDS[0]], ORGANIZATION, "dep-sales"))
    exported = export(data, "--pool", pool_ids()[0])

    seed = tmp_path / "exported.json"
    seed.write_text(exported, encoding="utf-8")
    again = tmp_path / "again"
    second = launch("--seed", seed, data=again)
    assert lists(second) == lists(first)
    assert export(again) == exported


def test_more_than_one_pool_needs_a_choice(launch, tmp_path):
    data = tmp_path / "data"
    launch(seed=standard_seed(), data=data).stop()
    assert len(pool_ids()) > 1
    assert_fails_with_one_line(run_to_exit("export", "--data", data), "--pool")


def test_a_folder_that_is_not_there_is_named(tmp_path):
    missing = tmp_path / "missing"
    assert_fails_with_one_line(run_to_exit("export", "--data", missing), str(missing))
