"""The env command: the variables of a running server, as each shell reads them."""

import json
import re
import shutil
import subprocess

import pytest

from emulator import assert_fails_with_one_line, clean_environment, run_to_exit
from sample_seeds import KEY, POOL_ID, standard_seed, write_seed

SECRET = "it's \\a \"secret\" $HOME `id`"
NAMES = [f"{brand}_{name}" for brand in ("GENAUTH", "AUTHING")
         for name in ("HOST", "ACCESS_KEY_ID", "ACCESS_KEY_SECRET", "USERPOOL_ID")]


def expected(emulator, pool, key=KEY.id, secret=KEY.secret):
    values = [emulator.url, key, secret, pool] * 2
    return dict(zip(NAMES, values)) | {"GENAUTH_EMULATOR_URL": emulator.url}


def shown(*flags, **options):
    result = run_to_exit("env", *flags, **options)
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


@pytest.fixture
def difficult(launch):
    """A server whose access key has a secret that has to be quoted."""
    seed = standard_seed()
    seed["userPools"][0]["accessKeys"][0]["secret"] = SECRET
    return launch(seed=seed), seed["userPools"][0]["id"]


@pytest.mark.parametrize("shell", ["sh", "bash", "zsh"])
def test_a_shell_of_the_posix_kind_reads_the_variables(difficult, shell):
    emulator, pool = difficult
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    text = shown("--url", emulator.url) + "env"
    read = subprocess.run([shell, "-c", text], env=clean_environment(), capture_output=True, text=True, check=True).stdout
    variables = dict(line.split("=", 1) for line in read.splitlines() if "=" in line)
    for name, value in expected(emulator, pool, secret=SECRET).items():
        assert variables[name] == value


def test_fish_and_powershell_have_their_own_quotes(difficult):
    emulator, pool = difficult
    fish = shown("--url", emulator.url, "--shell", "fish").splitlines()
    assert fish[2] == r"""set -gx GENAUTH_ACCESS_KEY_SECRET 'it\'s \\a "secret" $HOME `id`'"""
    powershell = shown("--url", emulator.url, "--shell", "powershell").splitlines()
    assert powershell[2] == r"""$env:GENAUTH_ACCESS_KEY_SECRET = 'it''s \a "secret" $HOME `id`'"""
    assert len(fish) == len(powershell) == len(NAMES) + 1


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not installed")
def test_fish_reads_the_variables(difficult):
    emulator, _ = difficult
    text = shown("--url", emulator.url, "--shell", "fish") + "env"
    read = subprocess.run(["fish", "-c", text], env=clean_environment(), capture_output=True, text=True, check=True).stdout
    assert f"GENAUTH_ACCESS_KEY_SECRET={SECRET}\n" in read


def test_json_has_the_variables_as_members(fresh):
    pool = standard_seed()["userPools"][0]["id"]
    assert json.loads(shown("--url", fresh.url, "--json")) == expected(fresh, pool)


@pytest.mark.parametrize("command", ["env", "exec"])
def test_the_key_is_the_first_one_that_is_enabled(launch, tmp_path, command):
    seed = standard_seed()
    seed["userPools"][0]["accessKeys"][:0] = [{"id": "disabled", "secret": "hidden", "enable": False}]
    if command == "env":
        text = shown("--url", launch(seed=seed).url)
    else:
        text = run_to_exit("exec", "--seed", write_seed(tmp_path, seed), "--", "env").stdout
    assert re.findall("GENAUTH_ACCESS_KEY_(?:ID|SECRET)='?([^'\n]+)", text) == [KEY.id, KEY.secret]


def test_a_pool_whose_keys_are_all_disabled_has_no_variables(launch):
    seed = standard_seed()
    seed["userPools"][0]["accessKeys"][0]["enable"] = False
    result = run_to_exit("env", "--url", launch(seed=seed).url)
    assert result.returncode == 65
    assert_fails_with_one_line(result, f"the user pool {POOL_ID} has no enabled access key")


def test_a_pool_is_chosen(launch, tmp_path):
    emulator = launch(seed=standard_seed())
    emulator_pools = {"id": "other", "name": "Other", "accessKeys": [{"id": "key-2", "secret": "s"}]}
    seed = write_seed(tmp_path, {"userPools": [*standard_seed()["userPools"], emulator_pools]})
    emulator = launch(seed=seed)
    found = json.loads(shown("--url", emulator.url, "--json", "--pool", "other"))
    assert found == expected(emulator, "other", "key-2", "s")
    result = run_to_exit("env", "--url", emulator.url, "--pool", "none")
    assert result.returncode == 65
    assert_fails_with_one_line(result, "the server has no user pool none")


def test_the_token_of_the_control_api_is_passed_on(launch):
    emulator = launch("--control-token", "sesame")
    assert run_to_exit("env", "--url", emulator.url).returncode == 77
    assert "GENAUTH_EMULATOR_CONTROL_TOKEN='sesame'" in shown("--url", emulator.url, "--token", "sesame")


def test_without_a_url_the_address_of_serve_is_used(launch):
    emulator = launch()
    assert f"localhost:{emulator.port}" in shown(environment={"GENAUTH_EMULATOR_PORT": str(emulator.port)})


def test_without_a_server_the_exit_code_is_69(binary):
    result = run_to_exit("env", "--url", "http://127.0.0.1:1")
    assert result.returncode == 69
    assert_fails_with_one_line(result, "Connection refused")
