"""The health command: which server it checks, how long it waits, and what it reports."""

import contextlib
import json
import os
import socket
import subprocess
import time

import pytest

from caller import HOST
from emulator import BINARY, assert_fails_with_one_line, clean_environment, run_to_exit


def has_ipv6():
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET6) as probe:
        probe.bind(("::1", 0))
        return True
    return False


needs_ipv6 = pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")


def variables(**values):
    return {f"GENAUTH_EMULATOR_{name}": str(value) for name, value in values.items()}


def assert_healthy(*flags, **environment):
    result = run_to_exit("health", *flags, environment=variables(**environment))
    assert (result.returncode, result.stderr) == (0, "")


def assert_unhealthy(*flags, named, **environment):
    result = run_to_exit("health", *flags, environment=variables(**environment))
    assert result.returncode == 69
    assert_fails_with_one_line(result, named)


@pytest.mark.parametrize(
    ("listening", "asked"),
    [
        pytest.param("::1", "::1", marks=needs_ipv6),
        pytest.param("::1", "[::1]", marks=needs_ipv6),
        pytest.param("::1", "localhost", marks=needs_ipv6),
        pytest.param("::", "::", marks=needs_ipv6),
        ("0.0.0.0", "0.0.0.0"),
        ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.1", "localhost"),
        ("127.0.0.2", "127.0.0.2"),
    ],
)
def test_health_asks_the_host_of_option_and_variable(launch, listening, asked):
    port = launch("--host", listening).port
    assert_healthy("--host", asked, "--port", port)
    assert_healthy(HOST=asked, PORT=port)


def test_health_asks_no_other_host_than_the_one_named(launch):
    port = launch("--host", "127.0.0.2").port
    assert_unhealthy("--host", "127.0.0.3", "--port", port, named="Connection refused")
    assert_unhealthy("--host", "example.org", "--port", port, named="not an IP address")


@pytest.mark.parametrize("host", [pytest.param("::1", marks=needs_ipv6), "0.0.0.0", "127.0.0.1"])
def test_health_follows_the_ready_file(launch, host):
    emulator = launch("--host", host)
    assert_healthy("--ready-file", emulator.ready_file)
    # The port of the environment is the one the server was asked for, that of the file the one it got.
    assert_healthy(READY_FILE=emulator.ready_file, PORT=0, HOST=host)


def test_options_of_health_come_before_the_ready_file(launch, tmp_path):
    port = launch().port
    other = tmp_path / "other.json"
    other.write_text(json.dumps({"url": f"http://{HOST}:1", "port": 1, "pid": 1, "version": "0"}))
    assert_unhealthy("--ready-file", other, named=f"{HOST}:1")
    assert_healthy("--port", port, "--ready-file", other)


@pytest.mark.parametrize("content", [None, "", "{}", '{"url": "http://127.0.0.1:1"'])
def test_without_a_ready_file_the_server_is_not_ready(launch, tmp_path, content):
    path = tmp_path / "ready"
    if content is not None:
        path.write_text(content)
    port = launch().port
    assert_unhealthy("--ready-file", path, named=path)
    assert_unhealthy(READY_FILE=path, PORT=port, named=path)


def test_a_ready_file_that_cannot_be_read_again_is_not_waited_for(launch, tmp_path):
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    assert_healthy(READY_FILE=fifo, PORT=launch().port)


def test_health_ignores_the_port_of_a_service_of_this_name(tmp_path):
    """It checks the default port, with or without a server there."""
    result = run_to_exit("health", environment=variables(PORT="tcp://10.96.0.12:8930"))
    assert result.returncode in (0, 69)
    assert result.returncode == 0 or "8930" in result.stderr


@contextlib.contextmanager
def listening():
    """A listening socket, and the command that checks it."""
    with socket.create_server((HOST, 0)) as server:
        port = server.getsockname()[1]
        command = [BINARY, "health", "--port", str(port)]
        yield server, command


@pytest.mark.parametrize("pieces", [[], [b"HTTP/1.1 2"]], ids=["nothing", "half a line"])
@pytest.mark.parametrize(("flags", "least", "most"), [([], 0.9, 2.5), (["--timeout", "0.2"], 0.2, 1.5)])
def test_health_ends_within_its_time(binary, pieces, flags, least, most):
    with listening() as (server, command):
        started = time.monotonic()
        process = subprocess.Popen([*command, *flags], env=clean_environment(), stderr=subprocess.PIPE, text=True)
        connection, _ = server.accept()
        with connection:
            for piece in pieces:
                connection.sendall(piece)
            _, errors = process.communicate(timeout=20)
        took = time.monotonic() - started
    assert process.returncode == 69
    assert errors.count("\n") == 1 and f"no answer within {least} s" in errors
    assert least <= took < most


@pytest.mark.parametrize(
    ("pieces", "code", "named"),
    [
        ([b"HTTP/1.1 200 OK\r\n\r\n"], 0, ""),
        ([b"HTTP/1.1 2", b"00 OK\r\n\r\n"], 0, ""),
        ([b"HTTP/1.1 503 Service Unavailable\r\n\r\n"], 69, "it returns 503"),
        ([b"SSH-2.0-x\r\n"], 69, "its reply is not HTTP"),
        ([], 69, "its reply is not HTTP"),
    ],
)
def test_health_reads_the_status(binary, pieces, code, named):
    with listening() as (server, command):
        process = subprocess.Popen(command, env=clean_environment(), stderr=subprocess.PIPE, text=True)
        connection, _ = server.accept()
        with connection:
            connection.recv(1000)
            for piece in pieces:
                connection.sendall(piece)
                time.sleep(0.02)
        _, errors = process.communicate(timeout=20)
    assert process.returncode == code
    assert named in errors and (errors == "") == (code == 0)


@pytest.mark.parametrize("timeout", ["0", "-1", "soon", "100000"])
def test_an_invalid_timeout_of_health_is_named(binary, timeout):
    assert_fails_with_one_line(run_to_exit("health", f"--timeout={timeout}"), timeout)
