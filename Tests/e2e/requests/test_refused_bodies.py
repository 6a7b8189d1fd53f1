"""Bodies over the limit: the client reads why, however it sends them."""

import http.client
import json

import pytest

from caller import API, HOST, exchange, exchange_bytes, read_answer
from abusers import connect
from envelope import refused

PATH = API + "create-users-batch"
MEGABYTE = 1_000_000


def read_message(answer, limit=1_048_576):
    assert answer.status == 413
    message = refused(answer.envelope, 413)
    assert f"{limit} bytes" in message and "--max-body-bytes" in message


@pytest.mark.parametrize("size", [1_048_577, 5 * MEGABYTE, 40 * MEGABYTE])
def test_a_client_that_sends_all_before_it_reads_gets_the_refusal(shared, size):
    body = json.dumps({"list": ["x" * size]}).encode()
    read_message(exchange(shared.port, "POST", PATH, {"Content-Type": "application/json"}, body))


def test_a_client_that_sends_chunks_gets_the_refusal(shared):
    pieces = [b"x" * 50_000] * 100
    connection = http.client.HTTPConnection(HOST, shared.port, timeout=20)
    connection.request("POST", PATH, body=iter(pieces), headers={"Content-Type": "application/json"})
    response = connection.getresponse()
    assert response.status == 413
    assert "--max-body-bytes" in json.loads(response.read())["message"]
    connection.close()


def test_a_client_that_expects_100_is_refused_at_once(shared):
    head = f"POST {PATH} HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: {5 * MEGABYTE}\r\n\r\n"
    read_message(exchange_bytes(shared.port, head.encode()))


def test_a_limit_that_was_set_is_the_one_in_the_message(launch):
    emulator = launch("--max-body-bytes", "100")
    read_message(exchange(emulator.port, "POST", PATH, {}, b"x" * 5 * MEGABYTE), limit=100)


def test_a_body_without_end_is_cut(shared):
    with connect(shared.port, timeout=20) as connection:
        connection.sendall(f"POST {PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1{'0' * 12}\r\n\r\n".encode())
        assert read_answer(connection).status == 413
        sent = 0
        with pytest.raises((BrokenPipeError, ConnectionResetError)):
            while sent < 200:
                connection.sendall(b"x" * MEGABYTE)
                sent += 1
        assert sent < 100


CHUNKED = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
# What breaks each limit, and the figure that the refusal names.
LIMITS = {
    "method": (b"M" * 33 + b" / HTTP/1.1\r\n\r\n", "32 bytes"),
    "request-line": (b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n\r\n", "16384 bytes"),
    "field-line": (b"GET / HTTP/1.1\r\nA: " + b"a" * 9_000 + b"\r\n\r\n", "8192 bytes"),
    "field-section": (b"GET / HTTP/1.1\r\n" + (b"A: " + b"a" * 8_000 + b"\r\n") * 5 + b"\r\n", "32768 bytes"),
    "fields": (b"GET / HTTP/1.1\r\n" + b"A: a\r\n" * 101 + b"\r\n", "100 header fields"),
    "chunk-extension": (CHUNKED + b"1;a=" + b"a" * 5_000, "4096 bytes"),
    "trailers": (CHUNKED + b"0\r\nA: " + b"a" * 9_000, "32 trailers and 8192 bytes"),
}


@pytest.mark.parametrize("limit", LIMITS)
def test_the_refusal_of_each_limit_states_the_limit(shared, limit):
    sent, figure = LIMITS[limit]
    answer = exchange_bytes(shared.port, sent)
    assert figure in refused(answer.envelope, answer.status)
