"""The server seen by other programs: a strict client, another parser, a linter of responses.

h11 reads every response and refuses violations of RFC 9112. llhttp, the parser of Node (here as httptools), gets
the same made-up bytes as the server: whatever the server serves, llhttp must read as the same requests. httplint
looks for what is wrong with the fields of an answer.
"""

import contextlib
import json
import socket

import h11
import httplint
import httptools
import pytest
from hypothesis import HealthCheck, given, settings, strategies
from httplint.note import levels

from caller import HOST

HEALTH = "/_emulator/health"
TOKEN = "/api/v3/get-management-token"


def request(method, target, *fields, body=b""):
    fields = [f"Host: {HOST}", *fields, *([f"Content-Length: {len(body)}"] if body else [])]
    return "\r\n".join([f"{method} {target} HTTP/1.1", *fields, "", ""]).encode() + body


EXCHANGES = {
    "a health check": ("GET", request("GET", HEALTH)),
    "a HEAD": ("HEAD", request("HEAD", HEALTH)),
    "an unknown path": ("GET", request("GET", "/nothing")),
    "a wrong method": ("DELETE", request("DELETE", HEALTH)),
    "an operation without credentials": ("GET", request("GET", "/api/v3/list-groups")),
    "what is not emulated": ("GET", request("GET", "/api/v3/list-roles")),
    "a body": ("POST", request("POST", TOKEN, "Content-Type: application/json", body=b'{"accessKeyId":"a"}')),
    "a body that is no JSON": ("POST", request("POST", TOKEN, "Content-Type: application/json", body=b"{")),
    "another content type": ("POST", request("POST", TOKEN, "Content-Type: text/xml", body=b"<a/>")),
    "chunks": ("POST", request("POST", TOKEN, "Transfer-Encoding: chunked") + b"2\r\n{}\r\n0\r\n\r\n"),
    "a client that waits for 100": (
        "POST", request("POST", TOKEN, "Content-Length: 2", "Expect: 100-continue") + b"{}",
    ),
    "OPTIONS of all": ("OPTIONS", request("OPTIONS", "*")),
    "a broken field": ("GET", request("GET", HEALTH, "Bad Name: x")),
    "a method unknown": ("BREW", request("BREW", HEALTH)),
    "a version unknown": ("GET", request("GET", HEALTH).replace(b"HTTP/1.1", b"HTTP/3.0")),
    "a foreign origin": ("GET", request("GET", HEALTH, "Origin: https://evil.example")),
    "HTTP/1.0": ("GET", b"GET /_emulator/health HTTP/1.0\r\n\r\n"),
    "a client that closes": ("GET", request("GET", HEALTH, "Connection: close")),
}


def read_answer(connection, method):
    """The final response as read by h11, and its body."""
    reader = h11.Connection(our_role=h11.CLIENT)
    # h11 has to know what was asked to know whether the answer has a body.
    reader.send(h11.Request(method=method, target="/", headers=[("Host", HOST)]))
    reader.send(h11.EndOfMessage())
    response, body = None, b""
    while True:
        event = reader.next_event()
        if event is h11.NEED_DATA:
            reader.receive_data(connection.recv(65536))
        elif isinstance(event, h11.InformationalResponse):
            assert event.status_code == 100
        elif isinstance(event, h11.Response):
            response = event
        elif isinstance(event, h11.Data):
            body += bytes(event.data)
        elif isinstance(event, h11.EndOfMessage):
            assert not reader.trailing_data[0], "bytes behind the answer"
            return response, body
        else:
            raise AssertionError(f"{event} instead of an answer")


@pytest.mark.parametrize(("method", "sent"), EXCHANGES.values(), ids=EXCHANGES.keys())
def test_a_strict_client_reads_every_answer(shared, method, sent):
    with socket.create_connection((HOST, shared.port), timeout=20) as connection:
        connection.sendall(sent)
        response, body = read_answer(connection, method)
    assert 200 <= response.status_code <= 599
    if method != "HEAD" and response.status_code != 204:
        assert json.loads(body)


@pytest.mark.parametrize(("method", "sent"), EXCHANGES.values(), ids=EXCHANGES.keys())
def test_a_linter_finds_no_fault(shared, method, sent):
    with socket.create_connection((HOST, shared.port), timeout=20) as connection:
        connection.sendall(sent)
        response, body = read_answer(connection, method)
    linter = httplint.HttpResponseLinter(no_content=method == "HEAD")
    linter.process_response_topline(b"HTTP/1.1", str(response.status_code).encode(), response.reason)
    linter.process_headers([(bytes(name), bytes(value)) for name, value in response.headers.raw_items()])
    linter.feed_content(body)
    linter.finish_content(True)
    # A note on the status is about the request: that was meant to be wrong.
    bad = [note for note in linter.notes if note.level == levels.BAD and type(note).__module__ != "httplint.status"]
    assert not bad, [str(note.summary) for note in bad]


class Requests:
    """The complete requests that llhttp finds: method, target and body."""

    def __init__(self, data):
        self.found, self.broken = [], None
        self.parser = httptools.HttpRequestParser(self)
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self.broken = "upgrade"
        except httptools.HttpParserError as error:
            self.broken = str(error)

    def on_message_begin(self):
        self.target, self.body = b"", b""

    def on_url(self, url):
        self.target += url

    def on_body(self, body):
        self.body += body

    def on_message_complete(self):
        self.found.append((self.parser.get_method(), self.target, self.body))


BLANKS = strategies.sampled_from(["", " ", "  ", "\t"])
NAMES = strategies.sampled_from(
    ["Content-Length", "Transfer-Encoding", "Connection", "Host", "X", "Expect", "content-length", "TE", "X_Y", "X Y"]
)
VALUES = strategies.sampled_from(
    ["0", "2", "3", "+2", "2, 2", "02", "0x2", "-1", "2 ", "chunked", "Chunked", "chunked, chunked", "identity",
     "gzip, chunked", "close", "keep-alive", "127.0.0.1", "localhost", "a,b", "é", "\x01", "", "99999999999999999999"]
)
LINE_ENDS = strategies.sampled_from(["\r\n"] * 12 + ["\n", "\r", "\r\r\n"])
CHUNKS = strategies.sampled_from(
    ["0\r\n\r\n", "2\r\n{}\r\n0\r\n\r\n", "2;a=b\r\n{}\r\n0\r\n\r\n", "2 \r\n{}\r\n0\r\n\r\n", "02\r\n{}\r\n0\r\n\r\n",
     "+2\r\n{}\r\n0\r\n\r\n", "2\n{}\n0\n\n", "2\r\n{}0\r\n\r\n", "0\r\nX: y\r\n\r\n", "0\r\nX y\r\n\r\n", "{}", ""]
)


@strategies.composite
def messages(draw):
    """One request, sound or broken in ways that servers are known to read differently."""
    method = draw(strategies.sampled_from(["GET", "POST", "PUT", "DELETE", "OPTIONS", "get", "BREW"]))
    target = draw(strategies.sampled_from([HEALTH, TOKEN, "/a?b=c", "*", "http://localhost/a", "a", "/%zz", "/#", ""]))
    version = draw(strategies.sampled_from(["HTTP/1.1"] * 5 + ["HTTP/1.0", "HTTP/1.2", "HTTP/2.0", "http/1.1", ""]))
    lines = [f"{method}{draw(strategies.sampled_from([' '] * 5 + ['  ', chr(9)]))}{target} {version}"]
    if draw(strategies.integers(0, 9)):
        lines.append("Host: localhost")
    for name, colon, value in draw(
        strategies.lists(strategies.tuples(NAMES, strategies.sampled_from([":", ": ", " :", ""]), VALUES), max_size=3)
    ):
        lines.append(f"{draw(BLANKS) if not draw(strategies.integers(0, 9)) else ''}{name}{colon}{value}")
    text = "".join(line + draw(LINE_ENDS) for line in [*lines, ""])
    return (text + draw(CHUNKS)).encode("latin-1")


def served(port, data):
    """The statuses of the server's responses to the bytes, and whether it refused at the end."""
    with socket.create_connection((HOST, port), timeout=20) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        received = b""
        with contextlib.suppress(ConnectionResetError):
            while piece := connection.recv(65536):
                received += piece
    # Without HEAD: a refusal and an answer without body would look the same.
    statuses, refused = [], False
    for part in received.split(b"HTTP/1.1 ")[1:]:
        status = int(part[:3])
        if status == 100:
            continue
        refused = b"the server refuses this request" in part
        statuses.append(status)
    return statuses, refused


@settings(max_examples=400, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=strategies.lists(messages(), min_size=1, max_size=3))
def test_another_parser_reads_served_requests_the_same_way(shared, parts):
    data = b"".join(parts)
    statuses, refused = served(shared.port, data)
    count = len(statuses) - refused
    other = Requests(data)
    assert len(other.found) >= count, f"{count} requests served, llhttp reads {other.found} ({other.broken})"


def test_the_generator_makes_requests_that_are_served(shared):
    """Otherwise the property above would be trivial."""
    sound = request("POST", TOKEN, "Content-Length: 2") + b"{}" + request("GET", HEALTH)
    assert served(shared.port, sound) == ([200, 200], False)
    assert len(Requests(sound).found) == 2
