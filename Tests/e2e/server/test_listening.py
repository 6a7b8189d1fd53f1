"""Where the server listens, and what else may come to its port."""

import contextlib
import os
import signal
import socket
import ssl
import subprocess

import pytest

from caller import HOST, exchange
from emulator import BINARY, assert_fails_with_one_line, clean_environment, run_to_exit
from preloading import library
from tracing import needs_tracing


def has_ipv6():
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
        return True
    except OSError:
        return False


needs_ipv6 = pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")


def status_line(address, port):
    with socket.create_connection((address, port), timeout=20) as connection:
        connection.sendall(b"GET /_emulator/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return connection.recv(1000).split(b"\r\n")[0]


@needs_ipv6
@pytest.mark.parametrize("flags", [[], ["--host", "localhost"]])
def test_the_default_and_localhost_mean_both_loopback_addresses(launch, flags):
    emulator = launch(*flags)
    assert emulator.url == f"http://127.0.0.1:{emulator.port}"
    assert f"ready url=http://127.0.0.1:{emulator.port} " in emulator.log()
    for address in ["127.0.0.1", "::1", "localhost"]:
        assert status_line(address, emulator.port) == b"HTTP/1.1 200 OK"


@needs_ipv6
@pytest.mark.parametrize(("host", "here", "elsewhere"), [("127.0.0.1", "127.0.0.1", "::1"), ("::1", "::1", "127.0.0.1")])
def test_an_address_in_digits_means_itself_only(launch, host, here, elsewhere):
    emulator = launch("--host", host)
    assert status_line(here, emulator.port) == b"HTTP/1.1 200 OK"
    with pytest.raises(ConnectionRefusedError):
        status_line(elsewhere, emulator.port)


@pytest.fixture(scope="module")
def no_ipv6(tmp_path_factory):
    return library("no_ipv6", tmp_path_factory.mktemp("library"))


@pytest.mark.parametrize("missing", ["family", "address"])
@pytest.mark.parametrize("flags", [[], ["--host", "localhost"]])
def test_a_machine_without_ipv6_has_the_other_address(launch, no_ipv6, missing, flags):
    emulator = launch(*flags, environment={"LD_PRELOAD": str(no_ipv6), "NO_IPV6": missing})
    assert status_line("127.0.0.1", emulator.port) == b"HTTP/1.1 200 OK"
    with pytest.raises(OSError):
        status_line("::1", emulator.port)


def test_a_second_address_that_cannot_be_bound_for_another_reason_stops_the_start(binary, tmp_path, no_ipv6):
    if not has_ipv6():
        pytest.skip("this machine has no IPv6")
    environment = {"LD_PRELOAD": str(no_ipv6), "NO_IPV6": "rights"}
    result = run_to_exit("--in-memory", "--port", "0", environment=environment, directory=tmp_path)
    assert_fails_with_one_line(result, "permission denied for port")


@needs_tracing
@pytest.mark.parametrize("call", ["epoll_ctl:error=ENOSPC:when=2+", "epoll_ctl:error=ENOMEM:when=3+"])
def test_a_listener_that_cannot_be_waited_for_stops_the_start(binary, tmp_path, call):
    # In a session of its own, so that a server that starts all the same ends with its tracer.
    traced = subprocess.Popen(
        ["strace", "-f", "-o", tmp_path / "trace", "-e", "trace=epoll_ctl", "-e", f"inject={call}",
         BINARY, "--port", "0", "--in-memory", "--ready-file", tmp_path / "ready.json"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        env=clean_environment(), start_new_session=True,
    )
    try:
        shown = traced.communicate(timeout=30)[1]
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(traced.pid, signal.SIGKILL)
    lines = [line for line in shown.splitlines() if "epoll_ctl" in line]
    assert traced.returncode == 69 and len(lines) == 1, shown
    assert "ready" not in shown and not (tmp_path / "ready.json").exists()


def handshake(port):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection((HOST, port), timeout=20) as connection:
        with pytest.raises((ssl.SSLError, ConnectionError)):
            context.wrap_socket(connection)


def test_a_tls_handshake_is_ended_and_explained_once(launch):
    emulator = launch()
    for _ in range(3):
        handshake(emulator.port)
    lines = [line for line in emulator.log().splitlines() if "TLS" in line]
    assert len(lines) == 1 and "http://" in lines[0] and "https://" in lines[0]
    assert exchange(emulator.port, "GET", "/_emulator/health").status == 200
