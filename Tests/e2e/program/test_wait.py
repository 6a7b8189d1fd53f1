"""The wait command: how it finds the server, how long it waits, and what it reports."""

import json
import socket
import subprocess
import threading
import time

import pytest

from caller import HOST
from emulator import BINARY, assert_fails_with_one_line, clean_environment, run_to_exit


def begin(*flags, environment=None):
    return subprocess.Popen(
        [BINARY, "wait", *map(str, flags)], env=clean_environment(environment), stderr=subprocess.PIPE, text=True)


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize("host", [HOST, "localhost"])
def test_a_server_that_is_ready_is_not_waited_for(launch, host):
    server = launch()
    result = run_to_exit("wait", "--url", f"http://{host}:{server.port}/", "--timeout", "5")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_a_name_is_looked_up(launch):
    server = launch("--host", "0.0.0.0")
    name = socket.gethostname()
    try:
        socket.getaddrinfo(name, None, socket.AF_INET)
    except OSError:
        pytest.skip("this machine's name cannot be looked up")
    assert run_to_exit("wait", "--url", f"http://{name}:{server.port}", "--timeout", "5").returncode == 0


def test_a_server_is_waited_for_by_its_url(launch):
    port = free_port()
    process = begin("--url", f"http://{HOST}:{port}", "--timeout", "20")
    time.sleep(0.3)
    assert process.poll() is None
    launch("--port", port)
    assert (process.wait(10), process.stderr.read()) == (0, "")


@pytest.mark.parametrize("way", ["option", "variable"])
def test_a_server_is_waited_for_by_its_ready_file(launch, tmp_path, way):
    ready = tmp_path / "later.json"
    flags = ["--ready-file", ready] if way == "option" else []
    process = begin(*flags, "--timeout", "20", environment={"GENAUTH_EMULATOR_READY_FILE": str(ready)} if not flags else None)
    time.sleep(0.3)
    assert process.poll() is None
    launch("--ready-file", ready, ready_file=ready)
    assert (process.wait(10), process.stderr.read()) == (0, "")


def test_without_options_the_address_of_serve_is_asked(launch):
    port = launch().port
    assert run_to_exit("wait", environment={"GENAUTH_EMULATOR_PORT": str(port)}).returncode == 0


def test_a_ready_file_of_a_server_that_has_ended_is_not_believed(tmp_path, binary):
    ready = tmp_path / "ready.json"
    ready.write_text(json.dumps({"url": f"http://{HOST}:1", "port": 1, "pid": 1, "version": "0"}))
    result = run_to_exit("wait", "--ready-file", ready, "--timeout", "0.3")
    assert result.returncode == 69
    assert_fails_with_one_line(result, f"{HOST}:1 within 0.3 s: Connection refused")


@pytest.mark.parametrize("what", ["no server", "no ready file", "no answer", "no name"])
def test_the_reason_is_given_after_the_time(binary, tmp_path, what):
    with socket.create_server((HOST, 0)) as silent:
        flags, reason = {
            "no server": (["--url", f"http://{HOST}:{free_port()}"], "Connection refused"),
            "no ready file": (["--ready-file", tmp_path / "none"], "no ready file"),
            "no answer": (["--url", f"http://{HOST}:{silent.getsockname()[1]}"], "no answer"),
            "no name": (["--url", "http://no-such-name.invalid:80"], "no-such-name.invalid"),
        }[what]
        started = time.monotonic()
        result = run_to_exit("wait", *flags, "--timeout", "0.4")
        took = time.monotonic() - started
    assert result.returncode == 69
    assert_fails_with_one_line(result, reason)
    assert 0.4 <= took < 3


def test_a_server_that_answers_with_another_status_is_not_ready(binary):
    def answer(server):
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                connection.recv(1000)
                connection.sendall(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")

    with socket.create_server((HOST, 0)) as server:
        threading.Thread(target=answer, args=(server,), daemon=True).start()
        result = run_to_exit("wait", "--url", f"http://{HOST}:{server.getsockname()[1]}", "--timeout", "0.3")
        server.shutdown(socket.SHUT_RDWR)
    assert result.returncode == 69
    assert_fails_with_one_line(result, "it returns 503")


@pytest.mark.parametrize("flags", [
    ["--url", "https://localhost:1"], ["--url", "localhost:1"], ["--url", "http://"], ["--url", "http://a/b"],
    ["--timeout", "0"], ["--url", "http://a", "--ready-file", "b"],
])
def test_a_wrong_command_line_refers_to_the_help_of_wait(binary, flags):
    result = run_to_exit("wait", *flags)
    assert result.returncode == 64
    assert_fails_with_one_line(result, "(see genauth-emulator wait --help)")
