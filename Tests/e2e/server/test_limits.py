"""Every limit: a request within it, and one that exceeds it."""

import json
import socket
import time

import pytest

from caller import API, HOST, exchange, exchange_bytes, read_answer
from emulator import assert_fails_with_one_line, run_to_exit

KIB = 1024
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


def line_of(length):
    """A request whose line has a number of bytes."""
    line = b"GET /_emulator/health?a= HTTP/1.1"
    return head(b"Host: localhost", start=line.replace(b"a=", b"a=" + b"a" * (length - len(line))) + b"\r\n")


def fields(count):
    """A request with a number of fields."""
    return head(*[b"A: a"] * (count - 1))


def nested(levels):
    return post(b'{"a":' + b"[" * (levels - 1) + b"]" * (levels - 1) + b"}")


def with_values(count):
    """A body with a number of values and names: the object, the name, the list and what is in it."""
    return post(b'{"a":[' + b",".join([b"1"] * (count - 3)) + b"]}")


EXTENSION = b"2;a=%s\r\n{}\r\n0\r\n\r\n"
TRAILERS = b"0\r\n%s\r\n"
# For each limit: a request within it, one beyond it, and the status of the latter.
SIZES = {
    "method": (head(start=HEALTH.replace(b"GET", b"M" * 32)), head(start=HEALTH.replace(b"GET", b"M" * 33)), 400),
    "request line": (line_of(16 * KIB), line_of(16 * KIB + 20), 414),
    "field line": (head(b"A: " + b"a" * (8 * KIB - 3)), head(b"A: " + b"a" * (8 * KIB - 2)), 431),
    "field section": (head(*[b"A: " + b"a" * 8000] * 4), head(*[b"A: " + b"a" * 8000] * 5), 431),
    "fields": (fields(100), fields(101), 431),
    "body": (post(b" " * (KIB * KIB - 2) + b"{}"), post(b" " * (KIB * KIB - 1) + b"{}"), 413),
    "chunk size": (chunked(b"%016x\r\n{}\r\n0\r\n\r\n" % 2), chunked(b"%017x\r\n{}\r\n0\r\n\r\n" % 2), 400),
    "chunk extensions": (chunked(EXTENSION % (b"b" * 4000)), chunked(EXTENSION % (b"b" * 4100)), 400),
    "trailers": (chunked(TRAILERS % (b"A: a\r\n" * 32)), chunked(TRAILERS % (b"A: a\r\n" * 33)), 431),
    "trailer section": (chunked(TRAILERS % (b"A: " + b"a" * 8000 + b"\r\n")),
                        chunked(TRAILERS % ((b"A: " + b"a" * 5000 + b"\r\n") * 2)), 431),
    "levels of JSON": (nested(128), nested(129), 400),
    "values of JSON": (with_values(200_000), with_values(200_001), 400),
    "digits of a number": (post(b'{"a":%s}' % (b"1" * 1024)), post(b'{"a":%s}' % (b"1" * 1025)), 400),
}


@pytest.mark.parametrize("limit", SIZES)
def test_a_size_limit_is_enforced(shared, limit):
    within, beyond, status = SIZES[limit]
    taken = exchange_bytes(shared.port, within)
    # A method of any length is one that the server does not have.
    assert taken.status == 501 if limit == "method" else taken.status == 200
    refused = exchange_bytes(shared.port, beyond)
    assert refused.status == status and b"((" in refused.body


def test_the_size_of_a_body_is_an_option(launch):
    emulator = launch("--max-body-bytes", "20")
    assert exchange_bytes(emulator.port, post(b"{}")).status == 200
    assert exchange_bytes(emulator.port, post(b'{"a":"%s"}' % (b"a" * 20))).status == 413


def test_the_limit_of_query_parameters_is_enforced(shared):
    caller = shared.caller()
    assert caller.get("list-groups", "page=1&limit=10" + "&a=b" * 998).status == 200
    assert caller.get("list-groups", "page=1&limit=10" + "&a=b" * 999).status == 400


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
    """The response to an unfinished request, and the time until the server closes the connection."""
    started = time.monotonic()
    with socket.create_connection((HOST, port), timeout=20) as connection:
        connection.sendall(sent)
        received = b""
        while piece := connection.recv(65536):
            received += piece
    return received, time.monotonic() - started


def test_an_idle_connection_is_closed_in_its_time(launch):
    emulator = launch("--idle-timeout", "0.6")
    received, seconds = answer_and_seconds(emulator.port, head())
    assert received.startswith(b"HTTP/1.1 200")
    # Deadlines are looked at four times a second; the slack above is for a busy machine.
    assert 0.6 <= seconds < 5


# Input is discarded for two seconds while none comes, and for ten in all.
@pytest.mark.parametrize(("trickles", "longest"), [(False, 5), (True, 15)], ids=["silent", "trickling"])
def test_discarding_after_a_refusal_ends(launch, trickles, longest):
    emulator = launch("--max-body-bytes", "10")
    started = time.monotonic()
    with socket.create_connection((HOST, emulator.port), timeout=20) as connection:
        connection.sendall(post(b"a" * 5000))
        assert read_answer(connection).status == 413
        with pytest.raises((ConnectionResetError, BrokenPipeError)):
            while time.monotonic() < started + 20:
                if trickles or time.monotonic() > started + 3:
                    connection.sendall(b"a" * 100)
                time.sleep(0.05)
    assert time.monotonic() - started < longest


def test_the_stop_timeout_is_enforced(launch):
    emulator = launch("--stop-timeout", "0.5")
    with socket.create_connection((HOST, emulator.port), timeout=20) as connection:
        connection.sendall(post(b"{}", b"Expect: 100-continue")[:-2])
        assert connection.recv(100).startswith(b"HTTP/1.1 100")
        started = time.monotonic()
        emulator.stop()
        assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("flag", "value"),
    [("max-connections", "0"), ("max-connections", "-1"), ("max-connections", "9999999999"), ("idle-timeout", "0"),
     ("idle-timeout", "nan"), ("idle-timeout", "1e99"), ("idle-timeout", "soon")],
)
def test_a_limit_out_of_range_stops_the_start(binary, tmp_path, flag, value):
    assert_fails_with_one_line(run_to_exit("--in-memory", f"--{flag}={value}", directory=tmp_path), flag)


def test_the_defaults_serve_a_long_request_line(shared):
    target = API + "get-group?code=" + "a" * 7900
    assert exchange(shared.port, "GET", target, shared.caller().headers).status == 200
