"""The stream of requests: server-sent events of the journal as they are recorded."""

import json
import socket
import time

import pytest

import recording
from caller import API, HOST, exchange
from control import Control
from sample_seeds import GROUP, POOL_ID, group

PATH = f"/_emulator/user-pools/{POOL_ID}/requests/stream"


class Stream:
    """An open stream; `event` returns the next event as its fields."""

    def __init__(self, port, query="", headers=""):
        self.connection = socket.create_connection((HOST, port), timeout=20)
        self.connection.sendall(f"GET {PATH}{query} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n".encode())
        self.lines = self.connection.makefile("rb")
        self.head = []
        while (line := self.lines.readline().decode().rstrip("\r\n")) != "":
            self.head.append(line)
        if self.head[0] == "HTTP/1.1 200 OK":
            for recorder in recording.RECORDERS:
                recorder.note_control("GET", PATH)

    def event(self):
        fields = {}
        while (line := self.lines.readline().decode().rstrip("\n")) != "":
            name, _, value = line.partition(": ")
            fields[name] = value
        return fields

    def close(self):
        self.lines.close()
        self.connection.close()


@pytest.fixture
def stream(fresh):
    streams = []

    def opened(query="", headers=""):
        streams.append(Stream(fresh.port, query, headers))
        return streams[-1]

    yield opened
    for opened_stream in streams:
        opened_stream.close()


def test_requests_are_streamed_as_they_come(fresh, stream):
    caller = fresh.caller()
    caller.get("list-groups")
    events = stream()
    assert events.head[0] == "HTTP/1.1 200 OK" and "Content-Type: text/event-stream" in events.head
    answer = caller.post("create-group", group("new"))
    event = events.event()
    data = json.loads(event["data"])
    assert event["event"] == "request" and event["id"] == str(data["number"])
    assert data["requestId"] == answer.envelope["requestId"] and data["operation"] == "create-group"
    listed = Control(fresh).pool(POOL_ID).get("/requests?operation=create-group")["requests"]
    assert listed == [data]
    caller.get("get-group", f"code={GROUP}")
    assert json.loads(events.event()["data"])["operation"] == "get-group"


def test_a_stream_can_begin_with_kept_requests_and_be_filtered(fresh, stream):
    caller = fresh.caller()
    caller.get("get-group", "code=nobody")
    caller.get("list-groups")
    events = stream("?since=0&operation=get-group&statusCode=404")
    assert json.loads(events.event()["data"])["number"] == 2
    caller.get("get-group", f"code={GROUP}")
    caller.get("get-group", "code=nobody")
    assert json.loads(events.event()["data"])["number"] == 5


def test_a_client_that_connects_again_continues_after_its_last_event(fresh, stream):
    caller = fresh.caller()
    for _ in range(3):
        caller.get("list-groups")
    assert json.loads(stream(headers="Last-Event-ID: 3\r\n").event()["data"])["number"] == 4


def test_closed_streams_make_room_and_the_number_is_bounded(fresh, stream):
    control = Control(fresh)
    opened = [stream() for _ in range(32)]
    refused = control.exchange("GET", PATH.removeprefix("/_emulator"))
    assert refused.status == 503 and refused.envelope["error"]["code"] == "too_many_streams"
    opened[0].close()
    for _ in range(100):
        head = stream().head[0]
        if head == "HTTP/1.1 200 OK":
            break
        time.sleep(0.05)
    assert head == "HTTP/1.1 200 OK"


def test_a_head_of_the_stream_ends(fresh):
    answer = exchange(fresh.port, "HEAD", PATH)
    assert answer.status == 200 and answer.body == b""


def test_a_stop_ends_streams(launch):
    emulator = launch()
    pool = Control(emulator).get("/user-pools")["userPools"][0]["id"]
    with socket.create_connection((HOST, emulator.port), timeout=20) as connection:
        path = f"/_emulator/user-pools/{pool}/requests/stream"
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        assert connection.recv(12) == b"HTTP/1.1 200"
        started = time.monotonic()
        emulator.stop()
        while connection.recv(4096):
            pass
    assert time.monotonic() - started < 5


def test_a_stream_of_a_removed_pool_ends(fresh):
    control = Control(fresh)
    control.create(id="gone")
    with socket.create_connection((HOST, fresh.port), timeout=20) as connection:
        connection.sendall(b"GET /_emulator/user-pools/gone/requests/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert connection.recv(12) == b"HTTP/1.1 200"
        control.pool("gone").call("DELETE", status=204)
        while connection.recv(4096):
            pass
