"""How soon the server stops, whatever its clients are doing."""

import json
import time

import pytest

from abusers import connect
from caller import read_answer

HEAD = b"GET /_emulator/health HTTP/1.1\r\nHost: localhost\r\n"
POST = b"POST /api/v3/get-management-token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
# What each client has sent, and within how many seconds the server is gone.
CLIENTS = {
    "nothing": (b"", 1.5),
    "half-a-line": (b"GET /_emu", 1.5),
    "half-a-head": (HEAD, 1.5),
    "half-a-head-behind-a-request": (HEAD + b"\r\n" + HEAD, 1.5),
    "an-idle-connection": (HEAD + b"\r\n", 1.5),
    "half-a-body": (POST + b"Content-Length: 10\r\n\r\n{", 4),
    "half-a-chunk": (POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\n{", 4),
    # Less than the two seconds that input is discarded for while the server runs.
    "a-refused-request": (b"bad\r\n\r\n", 1.5),
}


@pytest.mark.parametrize("kind", CLIENTS)
def test_a_client_cannot_prevent_the_stop(launch, kind):
    sent, seconds = CLIENTS[kind]
    emulator = launch("--stop-timeout", "60")
    clients = [connect(emulator.port, timeout=20) for _ in range(20)]
    for client in clients:
        client.sendall(sent)
    if sent.startswith(HEAD + b"\r\n"):
        assert {read_answer(client).status for client in clients} == {200}
    time.sleep(0.1)
    started = time.monotonic()
    emulator.stop()
    assert time.monotonic() - started < seconds
    for client in clients:
        client.close()


def test_a_body_that_is_complete_in_time_is_answered(launch):
    emulator = launch("--stop-timeout", "60")
    with connect(emulator.port, timeout=20) as client:
        client.sendall(POST + b"Content-Length: 2\r\n\r\n{")
        time.sleep(0.1)
        emulator.signal(15)
        time.sleep(0.3)
        client.sendall(b"}")
        answer = read_answer(client)
        assert answer.headers["Connection"] == "close"
        assert json.loads(answer.body)["statusCode"] == 400
        assert emulator.wait(5) == 0
