"""The pytest plugin, installed by pip into a new environment as its page says."""

import re
import sys

import pytest

from emulator import BINARY
from pages import beside_the_checkout, block, run

FAILING = """
def test_a_misspelled_operation(genauth_pool):
    import json, urllib.error, urllib.request
    request = urllib.request.Request(genauth_pool.host + "/api/v3/get-grup?code=x",
                                     headers={"authorization": f"Bearer {genauth_pool.token()}"})
    try:
        urllib.request.urlopen(request)
    except urllib.error.HTTPError as error:
        assert error.code == 200

def test_without_a_request(genauth_pool):
    assert False

def test_a_bad_token(genauth_new_pool):
    pool = genauth_new_pool(seed={"id": "any", "name": "Empty"})
    import urllib.request
    headers = {"authorization": f"Bearer {pool.token(expires_in=-1)}"}
    urllib.request.urlopen(urllib.request.Request(pool.host + "/api/v3/list-groups", headers=headers)).read()
    assert False
"""

CONTROLS = """
import pytest
from pytest_genauth_emulator import ControlError

RUNS = []

@pytest.fixture(scope="session")
def genauth_arguments():
    return ["--journal-size", "7"]

def prepare(pool):
    RUNS.append(pool.id)
    pool.fault("list-groups", {"http": 503})

@pytest.mark.genauth_seed("beside.json")
@pytest.mark.genauth_snapshot(prepare=prepare)
@pytest.mark.parametrize("number", [1, 2])
def test_prepares_once_for_a_seed(genauth_pool, number):
    assert len(RUNS) == 1 and genauth_pool.id not in RUNS
    assert genauth_pool.control("GET", "/export")["userPools"][0]["groups"][0]["code"] == "from-file"

def test_all_calls(genauth_pool, genauth_server):
    pool = genauth_pool
    assert pool.name == "test_all_calls"
    pool.snapshot("a.b")
    pool.restore("a.b")
    pool.reset()
    pool.freeze("2030-01-01T00:00:00Z")
    pool.advance(60)
    assert pool.control("GET", "/clock")["now"].startswith("2030-01-01T00:01:00")
    pool.fault("list-groups", {"http": 503}, when={"first": 1})
    with pytest.raises(ControlError) as refused:
        pool.verify_faults()
    assert (refused.value.status, refused.value.code) == (409, "faults_not_fired")
    with pytest.raises(ControlError) as refused:
        pool.requests(operation="list-groups", wait="1ms")
    assert refused.value.status == 408
    assert pool.requests() == [] and pool.events() == [] and pool.explain_refused() == ""
    pool.remove()
    assert pool.id not in [each["id"] for each in genauth_server.control("GET", "/user-pools")["userPools"]]
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The folder of a new environment in which the page's first command has run."""
    folder = tmp_path_factory.mktemp("environment")
    beside_the_checkout(folder)
    code, printed = run(f"{sys.executable} -m venv new; . new/bin/activate; {block('python', 'sh')}", folder)
    assert code == 0, printed
    return folder


def pytest_run(installed, tmp_path, name, content, command=None, **extra):
    (tmp_path / name).write_text(content, "utf-8")
    command = command or f"pytest -p no:cacheprovider {name}"
    return run(f". {installed}/new/bin/activate; {command}", tmp_path, **extra)


def test_the_page_is_right_to_the_letter(installed, tmp_path):
    code, printed = pytest_run(installed, tmp_path, "test_groups.py", block("python", "python"), block("python", "sh", 1))
    assert code == 0 and "3 passed" in printed, printed


def test_a_running_server_is_used_and_left_as_it_was(installed, tmp_path, server):
    there = {"GENAUTH_EMULATOR_URL": f"{server.url}/", "GENAUTH_EMULATOR_BINARY": "/none"}
    code, printed = pytest_run(
        installed, tmp_path, "test_groups.py", block("python", "python"), GENAUTH_EMULATOR_CONTROL_TOKEN="token", **there)
    assert code == 0 and "3 passed" in printed, printed
    assert server.is_running
    code, printed = run(f"curl -sf -H 'authorization: Bearer token' {server.url}/_emulator/user-pools", tmp_path)
    assert re.findall(r'"id":"([^"]+)","name"', printed) == ["59f86b4832eb28071bdd9214"]


def test_the_server_of_exec_is_used(installed, tmp_path):
    content = block("python", "python") + "\n\ndef test_server(genauth_server):\n    import os\n" \
        '    assert genauth_server.url == os.environ["GENAUTH_HOST"]\n'
    code, printed = pytest_run(installed, tmp_path, "test_groups.py", content, f"{BINARY} exec -- pytest test_groups.py",
                               GENAUTH_EMULATOR_BINARY=None)
    assert code == 0 and "4 passed" in printed, printed


def test_a_failure_is_explained(installed, tmp_path):
    code, printed = pytest_run(installed, tmp_path, "test_failing.py", FAILING)
    assert code == 1 and "3 failed" in printed
    misspelled, without, token = re.split(r"_+ test_\w+ _+\n", printed)[1:]
    assert "broken rule: path\n    nearest operations: GET /api/v3/get-group" in misspelled
    assert "that user pool" not in without
    assert "reason: the token has expired" in token


def test_marks_and_calls_do_what_they_say(installed, tmp_path):
    (tmp_path / "beside.json").write_text(
        '{"userPools": [{"id": "any", "name": "File", "groups": [{"code": "from-file", "name": "File"}]}]}', "utf-8")
    code, printed = pytest_run(installed, tmp_path, "test_controls.py", CONTROLS)
    assert code == 0 and "3 passed" in printed, printed


def test_a_server_ends_when_its_starter_is_killed(installed, tmp_path):
    (tmp_path / "killed.py").write_text(
        "import os\nfrom pytest_genauth_emulator import Server\nprint(Server.start().url, flush=True)\nos.kill(os.getpid(), 9)\n")
    code, printed = run(f". {installed}/new/bin/activate; python killed.py", tmp_path)
    assert code == -9 and "http://127.0.0.1:" in printed, printed


def test_a_missing_program_is_named(installed, tmp_path):
    code, printed = pytest_run(
        installed, tmp_path, "test_groups.py", block("python", "python"), GENAUTH_EMULATOR_BINARY="/none")
    assert code == 1 and "there is no program /none: set GENAUTH_EMULATOR_BINARY" in printed


def test_a_server_that_does_not_answer_is_named(installed, tmp_path):
    code, printed = pytest_run(
        installed, tmp_path, "test_groups.py", block("python", "python"), GENAUTH_EMULATOR_URL="http://127.0.0.1:1")
    assert code == 1 and "POST /user-pools: no answer from http://127.0.0.1:1: " in printed, printed


def test_a_program_that_cannot_start_shows_its_log(installed, tmp_path):
    code, printed = pytest_run(installed, tmp_path, "test_groups.py", block("python", "python"), GENAUTH_EMULATOR_LANG="xx")
    assert code == 1 and "genauth-emulator ended with 64" in printed and "GENAUTH_EMULATOR_LANG" in printed
