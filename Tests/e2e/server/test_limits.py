"""Every limit has a flag: each set low once, and a request that breaks it."""

import json
import re
import socket
import time

import pytest

from caller import API, HOST, exchange, exchange_bytes, read_answer
from emulator import assert_fails_with_one_line, run_to_exit
from worlds import world

HEALTH = b"GET /_emulator/health HTTP/1.1\r\nHost: localhost\r\n"


def head(*lines, start=HEALTH):
    return start + b"".join(line + b"\r\n" for line in lines) + b"\r\n"


def post(body, *lines):
    start = b"POST /api/v3/get-management-token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    return head(b"Content-Length: %d" % len(body), *lines, start=start) + body


def chunked(body):
    return head(
        b"Transfer-Encoding: chunked", start=b"POST /api/v3/get-management-token HTTP/1.1\r\nHost: localhost\r\n"
    ) + body


# For each flag: its value, a request within the limit and one beyond, and the status of the latter.
SIZES = {
    "max-method-bytes": (4, head(), head(start=HEALTH.replace(b"GET", b"DELETE")), 400),
    "max-request-line-bytes": (60, head(), head(start=HEALTH.replace(b" HTTP", b"?" + b"a" * 60 + b" HTTP")), 414),
    "max-field-line-bytes": (40, head(b"A: " + b"a" * 37), head(b"A: " + b"a" * 38), 431),
    "max-field-section-bytes": (60, head(b"A: a"), head(*[b"A: a"] * 10), 431),
    "max-fields": (3, head(b"A: a", b"B: b"), head(b"A: a", b"B: b", b"C: c"), 431),
    "max-body-bytes": (20, post(b"{}"), post(b'{"a":"%s"}' % (b"a" * 20)), 413),
    "max-chunk-size-digits": (3, chunked(b"002\r\n{}\r\n0\r\n\r\n"), chunked(b"0002\r\n{}\r\n0\r\n\r\n"), 400),
    "max-chunk-extension-bytes": (
        6, chunked(b"2;a=b\r\n{}\r\n0\r\n\r\n"), chunked(b"2;a=bbbbbbb\r\n{}\r\n0\r\n\r\n"), 400,
    ),
    "max-trailer-bytes": (20, chunked(b"0\r\nA: a\r\n\r\n"), chunked(b"0\r\nA: " + b"a" * 20 + b"\r\n\r\n"), 431),
    "max-trailers": (1, chunked(b"0\r\nA: a\r\n\r\n"), chunked(b"0\r\nA: a\r\nB: b\r\n\r\n"), 431),
    "max-json-depth": (2, post(b'{"a":[]}'), post(b'{"a":[[]]}'), 400),
    "max-json-nodes": (3, post(b'{"a":1}'), post(b'{"a":1,"b":2}'), 400),
    "max-json-number-bytes": (3, post(b'{"a":123}'), post(b'{"a":1234}'), 400),
}


@pytest.mark.parametrize("flag", SIZES)
def test_a_size_holds(launch, flag):
    value, within, beyond, status = SIZES[flag]
    emulator = launch(f"--{flag}", str(value))
    empty = exchange_bytes(emulator.port, within)
    assert empty.status == 200 or json.loads(empty.body)["message"].find("refuses") < 0
    assert exchange_bytes(emulator.port, beyond).status == status


def test_the_number_of_query_parameters_holds(launch):
    emulator = launch("--max-query-pairs", "2", seed=world())
    caller = emulator.caller()
    assert caller.get("list-groups", "page=1&limit=10").status == 200
    assert caller.get("list-groups", "page=1&limit=10&a=b").status == 400


def test_connections_beyond_the_limit_wait(launch):
    emulator = launch("--max-connections", "1")
    with socket.create_connection((HOST, emulator.port), timeout=20) as first:
        first.sendall(head())
        assert read_answer(first).status == 200
        with socket.create_connection((HOST, emulator.port), timeout=20) as second:
            second.sendall(head())
            second.settimeout(0.5)
            with pytest.raises(TimeoutError):
                second.recv(1)
            first.close()
            second.settimeout(20)
            assert read_answer(second).status == 200


def answer_and_seconds(port, sent):
    """What comes for a request that is never finished, and after how long; the server has to close."""
    started = time.monotonic()
    with socket.create_connection((HOST, port), timeout=20) as connection:
        connection.sendall(sent)
        received = b""
        while piece := connection.recv(65536):
            received += piece
    return received, time.monotonic() - started


TIMES = {
    "head-timeout": (HEALTH, b"HTTP/1.1 408"),
    "body-timeout": (post(b"{}")[:-1], b"HTTP/1.1 408"),
    "idle-timeout": (head(), b"HTTP/1.1 200"),
}


@pytest.mark.parametrize("flag", TIMES)
def test_a_time_holds(launch, flag):
    sent, begins = TIMES[flag]
    emulator = launch(f"--{flag}", "0.6")
    received, seconds = answer_and_seconds(emulator.port, sent)
    assert received.startswith(begins)
    # Deadlines are looked at four times a second; the slack above is for a busy machine.
    assert 0.6 <= seconds < 5


def test_a_client_that_takes_no_answer_is_cut(launch):
    emulator = launch("--write-timeout", "0.5")
    with socket.create_connection((HOST, emulator.port), timeout=20) as connection:
        connection.settimeout(0.2)
        deadline = time.monotonic() + 20
        with pytest.raises((ConnectionResetError, BrokenPipeError)):
            while time.monotonic() < deadline:
                try:
                    connection.sendall(head() * 1000)
                except TimeoutError:
                    continue


@pytest.mark.parametrize(
    "limits", [["--linger-idle-timeout", "0.5"], ["--linger-timeout", "0.5"], ["--max-linger-bytes", "1000"]]
)
def test_discarding_after_a_refusal_ends(launch, limits):
    emulator = launch("--max-body-bytes", "10", *limits)
    started = time.monotonic()
    with socket.create_connection((HOST, emulator.port), timeout=20) as connection:
        connection.sendall(post(b"a" * 5000))
        assert read_answer(connection).status == 413
        trickles = "--linger-idle-timeout" not in limits
        with pytest.raises((ConnectionResetError, BrokenPipeError)):
            while time.monotonic() < started + 20:
                if trickles or time.monotonic() > started + 1.5:
                    connection.sendall(b"a" * 100)
                time.sleep(0.05)
    assert time.monotonic() - started < 8


def test_the_time_to_stop_holds(launch):
    emulator = launch("--stop-timeout", "0.5")
    with socket.create_connection((HOST, emulator.port), timeout=20) as connection:
        connection.sendall(post(b"{}", b"Expect: 100-continue")[:-2])
        assert connection.recv(100).startswith(b"HTTP/1.1 100")
        started = time.monotonic()
        emulator.stop()
        assert time.monotonic() - started < 5


def test_every_limit_is_told_at_level_debug(launch):
    emulator = launch("--log-level", "debug", "--idle-timeout", "12.5")
    shown = dict(re.findall(r"limit name=(\S+) value=(\d+)", emulator.log()))
    helped = run_to_exit("serve", "--help").stdout
    flags = set(re.findall(r"--((?:max-|[a-z-]+-timeout)[a-z-]*)", helped)) - {"max-clock-skew"}
    assert flags == set(shown) and shown["idle-timeout"] == "12500"


@pytest.mark.parametrize(
    ("flag", "value"),
    [("max-fields", "0"), ("max-fields", "-1"), ("max-fields", "9999999999"), ("head-timeout", "0"),
     ("head-timeout", "nan"), ("head-timeout", "1e99"), ("head-timeout", "soon")],
)
def test_a_limit_out_of_range_stops_the_start(binary, tmp_path, flag, value):
    assert_fails_with_one_line(run_to_exit("--in-memory", f"--{flag}={value}", directory=tmp_path), flag)


def test_the_defaults_serve_a_long_request_line(shared):
    target = API + "get-group?code=" + "a" * 7900
    assert exchange(shared.port, "GET", target, shared.caller().headers).status == 200
