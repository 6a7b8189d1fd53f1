"""The program around the server: flags, variables, exit codes, the ready file, signals."""

import contextlib
import json
import re
import signal
import socket
import time

import pytest

from caller import API, HOST, exchange, read_answer
from emulator import Emulator, assert_fails_with_one_line, run_to_exit, wait_until
from envelope import FAR_EASTERN, accepted, succeeded
from sample_seeds import ALICE, GROUP, KEY, group, pool, seed, standard_seed, write_seed

BAD_FLAGS = {
    "an unknown flag": (["--colour", "red"], "--colour"),
    "a port in words": (["--port", "http"], "http"),
    "a port too high": (["--port", "65536"], "65536"),
    "a negative port": (["--port=-1"], "-1"),
    "an unknown auth": (["--auth", "maybe"], "maybe"),
    "an unknown durability": (["--durability", "forever"], "forever"),
    "an unknown log level": (["--log-level", "loud"], "loud"),
    "an unknown log format": (["--log-format", "xml"], "xml"),
    "an unknown success message": (["--success-message", "hooray"], "hooray"),
    "a lifetime in words": (["--token-lifetime", "long"], "long"),
    "a value missing": (["--port"], "--port"),
    "an empty value": (["--seed="], "--seed"),
    "an option in place of a value": (["--seed", "--reseed"], "--seed"),
    "a value for a switch": (["--in-memory=yes"], "--in-memory"),
    "an option of another command": (["health", "--seed", "x"], "--seed"),
    "an argument too many": (["serve", "now"], "now"),
    "an argument too few": (["seed", "check"], "<file>"),
    "an unknown command": (["dance"], "dance"),
    "half a command": (["seed"], "seed check"),
}


@pytest.mark.parametrize(("flags", "named"), BAD_FLAGS.values(), ids=BAD_FLAGS.keys())
def test_an_invalid_option_is_named_in_one_line(binary, tmp_path, flags, named):
    assert_fails_with_one_line(run_to_exit(*flags, directory=tmp_path), named)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("flags", "help_of"), [
    (["--prot", "1"], "serve"), (["serve", "--port", "x"], "serve"), (["seed", "check"], "seed check"), (["seed"], "seed"),
    (["export", "--pol", "x"], "export"), (["describe"], "describe"), (["health", "--port"], "health"),
    (["reset", "--al"], "reset"), (["exec", "--sed", "x", "--", "true"], "exec"), (["snapshot", "a", "b"], "snapshot"),
])
def test_an_invalid_option_refers_to_the_help_of_its_command(binary, tmp_path, flags, help_of):
    result = run_to_exit(*flags, directory=tmp_path)
    assert result.returncode == 64
    assert_fails_with_one_line(result, f"(see genauth-emulator {help_of} --help)")


def test_an_unknown_command_refers_to_the_help_of_the_program(binary, tmp_path):
    result = run_to_exit("dance", "--port", "1", directory=tmp_path)
    assert result.returncode == 64
    assert_fails_with_one_line(result, "Unknown command 'dance' (see genauth-emulator --help)")


def test_an_invalid_variable_refers_to_the_help_of_the_command_that_reads_it(binary):
    result = run_to_exit("reset", environment={"GENAUTH_EMULATOR_JSON": "maybe"})
    assert result.returncode == 64
    assert_fails_with_one_line(result, "GENAUTH_EMULATOR_JSON: ", "(see genauth-emulator reset --help)")


@pytest.mark.parametrize(("variable", "value"), [("PORT", "http"), ("IN_MEMORY", "maybe"), ("CORS", "http://a,b")])
def test_an_invalid_variable_is_named_in_one_line(binary, tmp_path, variable, value):
    variables = {"GENAUTH_EMULATOR_LANG": "en-US", f"GENAUTH_EMULATOR_{variable}": value}
    result = run_to_exit(environment=variables, directory=tmp_path)
    assert_fails_with_one_line(result, f"GENAUTH_EMULATOR_{variable}: ", value[-1], "(see genauth-emulator serve --help)")


def test_a_flag_replaces_the_values_of_its_variable(launch, tmp_path):
    variables = {"GENAUTH_EMULATOR_SEED": "missing", "GENAUTH_EMULATOR_MAX_CONNECTIONS": "0"}
    emulator = launch("--seed", write_seed(tmp_path, standard_seed()), "--max-connections=7", environment=variables)
    assert emulator.is_running


def test_a_port_in_use_is_named_in_one_line(shared, tmp_path):
    ready = tmp_path / "ready"
    result = run_to_exit("--in-memory", "--port", shared.port, "--ready-file", ready)
    assert_fails_with_one_line(result, shared.port)
    assert not ready.exists()
    accepted(shared.client().list_groups())


def test_the_version_is_printed_and_is_the_one_of_the_ready_file(shared):
    result = run_to_exit("--version")
    assert (result.returncode, result.stderr) == (0, "")
    assert re.search(r"\d+\.\d+\.\d+", result.stdout)
    assert shared.version in result.stdout


COMMANDS = [
    "serve", "exec", "seed", "export", "describe", "health", "wait", "env", "sign", "doctor", "pools", "reset",
    "snapshot", "restore", "fork", "diff",
    "requests", "events", "unread-inputs", "coverage", "faults", "clock", "webhooks", "deliveries", "mcp",
]
OPTIONS = [
    "port", "host", "listen", "data", "in-memory", "seed", "seed-json", "reseed", "auth", "lang", "success-message", "token-lifetime",
    "max-clock-skew", "cors", "allowed-host", "user-pools", "pool-idle", "journal-size", "control-token", "deterministic",
    "freeze-clock", "webhooks-anywhere", "strict-input", "rate-limit", "log-level", "log-format", "ready-file",
    "exit-with-parent", "durability",
    "max-body-bytes", "max-connections", "max-waiting-requests", "idle-timeout", "stop-timeout",
]


@pytest.mark.parametrize("flags", [["--help"], ["-h"], ["help"]])
def test_help_lists_the_commands(binary, flags):
    shown = run_to_exit(*flags)
    assert (shown.returncode, shown.stderr) == (0, "")
    listed = shown.stdout.split("SUBCOMMANDS:")[1]
    assert re.findall(r"^  ([\w-]+)(?: \(default\))?  ", listed, re.MULTILINE) == COMMANDS


@pytest.mark.parametrize("flags", [["serve", "--help"], ["help", "serve"], ["serve", "--port", "1", "-h"]])
def test_help_of_serve_lists_its_options_by_purpose(binary, flags):
    shown = run_to_exit(*flags)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert re.findall(r"^  --([a-z-]+)", shown.stdout, re.MULTILINE) == [*OPTIONS, "version"]
    lines = shown.stdout.rstrip().splitlines()
    assert len(lines) <= 80 and max(map(len, lines)) <= 80


@pytest.mark.parametrize("command", [*COMMANDS, "seed check"])
def test_every_command_has_help(binary, command):
    shown = run_to_exit(*command.split(), "--help")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert f"USAGE: genauth-emulator {command}" in shown.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_of_shells_know_the_options_of_serve(binary, shell):
    shown = run_to_exit("--generate-completion-script", shell)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert [name for name in OPTIONS if not re.search(rf"(--|-l '?){name}\b", shown.stdout)] == []


def test_the_settings_in_force_are_logged_at_level_debug(launch):
    emulator = launch("--log-level", "debug", "--idle-timeout", "12.5", environment={"GENAUTH_EMULATOR_LANG": "ja-JP"})
    shown = dict(re.findall(r"DEBUG setting name=(\S+) value=(\S+)", emulator.log()))
    expected = {"port": "0", "in-memory": "on", "idle-timeout": "12.5", "lang": "ja-JP", "max-body-bytes": "1048576"}
    assert expected.items() <= shown.items() and set(shown) <= set(OPTIONS)


def test_an_option_is_set_with_a_blank_or_an_equals_sign_and_the_last_one_counts(launch):
    emulator = launch("--auth=strict", "--auth", "off")
    assert exchange(emulator.port, "GET", API + "list-groups").envelope["statusCode"] == 200


def test_the_ready_file_is_one_line_of_json(shared):
    text = shared.ready_file.read_text("utf-8")
    assert text.endswith("\n") and text.count("\n") == 1
    ready = json.loads(text)
    assert set(ready) == {"url", "port", "pid", "version"}
    assert ready["url"] == f"http://{HOST}:{ready['port']}"
    assert ready["pid"] == shared.process.pid
    assert type(ready["port"]) is int and ready["port"] > 0


def test_a_ready_file_of_an_earlier_run_is_replaced(launch, tmp_path):
    ready = tmp_path / "ready.json"
    ready.write_text('{"url": "http://127.0.0.1:1", "port": 1, "pid": 1, "version": "0"}\n')
    emulator = launch("--ready-file", ready, ready_file=ready)
    assert emulator.port != 1
    assert json.loads(ready.read_text())["port"] == emulator.port
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("ready")] == ["ready.json"]


def test_the_server_is_healthy_once_it_is_ready(launch):
    for _ in range(5):
        answer = exchange(launch().port, "GET", "/_emulator/health")
        assert answer.status == 200


def test_health_reports_the_server_by_its_exit_code(launch):
    emulator = launch()
    flags = ["health", "--port", emulator.port]
    assert run_to_exit(*flags).returncode == 0
    assert run_to_exit("health", environment={"GENAUTH_EMULATOR_PORT": str(emulator.port)}).returncode == 0
    emulator.stop()
    assert_fails_with_one_line(run_to_exit(*flags), emulator.port)


def test_serve_is_the_command_by_default(binary, tmp_path):
    for number, command in enumerate(([], ["serve"])):
        directory = tmp_path / str(number)
        directory.mkdir()
        emulator = Emulator(directory, *command, "--port", "0", "--in-memory")
        try:
            assert exchange(emulator.port, "GET", "/_emulator/health").status == 200
        finally:
            emulator.stop()


def test_data_lies_in_the_working_directory_by_default(binary, tmp_path):
    emulator = Emulator(tmp_path, "--port", "0")
    emulator.stop()
    assert any(path.stat().st_size for path in (tmp_path / "genauth-data").iterdir())


def test_in_memory_leaves_no_files(launch):
    emulator = launch(seed=standard_seed())
    succeeded(emulator.client().add_group_members([ALICE], GROUP))
    emulator.stop()
    names = {path.name for path in emulator.directory.iterdir()}
    assert names == {"stdout.log", "stderr.log", "seed.json"}


def test_every_flag_has_a_variable(binary, tmp_path):
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    ready = tmp_path / "ready-by-variable.json"
    environment = {
        "GENAUTH_EMULATOR_HOST": HOST,
        "GENAUTH_EMULATOR_PORT": str(port),
        "GENAUTH_EMULATOR_DATA": str(tmp_path / "data-by-variable"),
        "GENAUTH_EMULATOR_SEED": str(write_seed(tmp_path, seed(pool(groups=[group("g")])))),
        "GENAUTH_EMULATOR_AUTH": "off",
        "GENAUTH_EMULATOR_LANG": "zh-CN",
        "GENAUTH_EMULATOR_SUCCESS_MESSAGE": "empty",
        "GENAUTH_EMULATOR_DURABILITY": "power",
        "GENAUTH_EMULATOR_LOG_LEVEL": "debug",
        "GENAUTH_EMULATOR_LOG_FORMAT": "json",
        "GENAUTH_EMULATOR_READY_FILE": str(ready),
        "GENAUTH_EMULATOR_TOKEN_LIFETIME": "77",
    }
    emulator = Emulator(tmp_path, environment=environment, ready_file=ready)
    try:
        assert emulator.port == port
        assert (tmp_path / "data-by-variable").is_dir()
        found = exchange(port, "GET", API + "get-group?code=g").envelope
        assert (accepted(found)["code"], found["message"]) == ("g", "")
        missing = exchange(port, "GET", API + "get-group?code=none").envelope
        assert missing["message"] == "分组不存在"
        body = json.dumps({"accessKeyId": KEY.id, "accessKeySecret": "any"})
        headers = {"Content-Type": "application/json"}
        token = exchange(port, "POST", API + "get-management-token", headers, body.encode())
        assert accepted(token.envelope)["expires_in"] == 77
    finally:
        emulator.stop()
    lines = [line for line in emulator.log().splitlines() if line.strip()]
    assert lines and all(type(json.loads(line)) is dict for line in lines)


def test_in_memory_and_reseed_have_variables(launch, tmp_path):
    data = tmp_path / "data"
    launch(seed=seed(pool(groups=[group("old")])), data=data).stop()
    reseed = {"GENAUTH_EMULATOR_RESEED": "true"}
    emulator = launch(seed=seed(pool(groups=[group("new")])), data=data, environment=reseed)
    assert accepted(emulator.client().list_groups())["list"][0]["code"] == "new"
    directory = tmp_path / "memory"
    directory.mkdir()
    in_memory = Emulator(directory, "--port", "0", environment={"GENAUTH_EMULATOR_IN_MEMORY": "true"})
    in_memory.stop()
    assert not (directory / "genauth-data").exists()


def test_a_flag_beats_its_variable(launch):
    emulator = launch("--lang", "en-US", environment={"GENAUTH_EMULATOR_LANG": "zh-CN"}, seed=standard_seed())
    assert not FAR_EASTERN.search(emulator.client().get_group("none")["message"])


def half_sent(emulator, body):
    """A connection on which the server has read a request's head and waits for its body."""
    connection = socket.create_connection((HOST, emulator.port), timeout=20)
    head = ["POST /api/v3/add-group-members HTTP/1.1", f"Host: {HOST}", "Content-Type: application/json"]
    head += [f"Content-Length: {len(body)}", f"Authorization: Bearer {emulator.caller().token}"]
    connection.sendall("\r\n".join([*head, "Expect: 100-continue", "", ""]).encode())
    assert connection.recv(1000) == b"HTTP/1.1 100 Continue\r\n\r\n"
    return connection


def refuses_connections(emulator):
    with contextlib.suppress(OSError), socket.create_connection((HOST, emulator.port), timeout=1):
        return False
    return True


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_a_signal_ends_the_program_after_what_is_in_flight(launch, tmp_path, number):
    data = tmp_path / "data"
    emulator = launch(seed=standard_seed(), data=data)
    body = json.dumps({"code": GROUP, "userIds": [ALICE]}).encode()
    with half_sent(emulator, body) as connection:
        emulator.signal(number)
        wait_until(lambda: refuses_connections(emulator), 5, "the end of listening")
        assert emulator.is_running
        connection.sendall(body)
        answer = read_answer(connection)
        succeeded(answer.envelope)
        assert answer.headers["Connection"].lower() == "close"
        assert connection.recv(1) == b""
    assert emulator.wait(5) == 0
    assert accepted(launch(data=data).client().list_group_members(GROUP))["totalCount"] == 1


def test_a_signal_in_the_moment_of_readiness_is_heard(launch):
    for _ in range(40):
        emulator = launch()
        emulator.signal(signal.SIGTERM)
        assert emulator.wait(5) == 0


def test_an_idle_connection_does_not_hold_the_end(launch):
    emulator = launch(seed=standard_seed())
    with socket.create_connection((HOST, emulator.port), timeout=10) as connection:
        connection.sendall(f"GET /_emulator/health HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
        assert read_answer(connection).status == 200
        started = time.monotonic()
        emulator.signal(signal.SIGTERM)
        assert emulator.wait(5) == 0
        assert time.monotonic() - started < 5


def test_an_unfinished_request_delays_the_end_by_ten_seconds_at_most(launch):
    emulator = launch(seed=standard_seed())
    with half_sent(emulator, b"{}"):
        started = time.monotonic()
        emulator.signal(signal.SIGTERM)
        assert emulator.wait(15) == 0
        assert time.monotonic() - started < 13


def test_a_second_signal_does_not_wait(launch):
    emulator = launch(seed=standard_seed())
    with half_sent(emulator, b"{}"):
        emulator.signal(signal.SIGTERM)
        wait_until(lambda: refuses_connections(emulator), 5, "the end of listening")
        emulator.signal(signal.SIGTERM)
        assert emulator.wait(5) == -signal.SIGTERM
