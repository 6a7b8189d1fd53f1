"""More requests than a user pool can carry out: as many as may wait do so, the others are refused at once."""

import collections
import json
import re
import resource
import selectors
import socket

import pytest

import recording
from caller import HOST, exchange, read_answer
from emulator import wait_until
from envelope import accepted
from figures import resident
from preloading import library
from sample_seeds import GROUP, group, pool, seed, user

REQUESTS = 10_000
WAITING = 4096
"""How many wait by default."""
BATCH = 256
"""How many are at work together."""
# Connections, buffers and jobs of ten thousand requests; the body of one is small.
MEGABYTES = 120
MEGABYTE = 1 << 20


@pytest.fixture(autouse=True)
def refusals_are_provoked():
    recording.PROVOKED.add(503)
    yield
    recording.PROVOKED.clear()


@pytest.fixture(scope="module")
def stalling(tmp_path_factory):
    """The library that blocks writes, built from its source."""
    return library("stalled_disk", tmp_path_factory.mktemp("stall"))


@pytest.fixture
def slow(launch, stalling, tmp_path):
    """Starts a server whose writes block as long as a file exists."""
    file = tmp_path / "stalled"

    def start(*arguments, content):
        environment = {"LD_PRELOAD": str(stalling), "STALL_FILE": str(file)}
        return launch(*arguments, seed=content, data=tmp_path / "data", environment=environment), file

    yield start
    file.unlink(missing_ok=True)


def request(operation, body, token):
    encoded = json.dumps(body).encode()
    head = f"POST /api/v3/{operation} HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/json\r\n"
    return f"{head}Authorization: Bearer {token}\r\nContent-Length: {len(encoded)}\r\n\r\n".encode() + encoded


class Crowd:
    """Requests on a connection each."""

    def __init__(self, emulator):
        self.emulator = emulator
        self.selector = selectors.DefaultSelector()
        self.answers = []

    def send(self, sent):
        connection = socket.create_connection((HOST, self.emulator.port), timeout=30)
        connection.sendall(sent)
        self.selector.register(connection, selectors.EVENT_READ)

    @property
    def waiting(self):
        return len(self.selector.get_map())

    def gather(self, seconds):
        """Collects responses until none comes for some time, or all have come."""
        while self.waiting and (ready := self.selector.select(seconds)):
            for key, _ in ready:
                self.answers.append(read_answer(key.fileobj))
                self.selector.unregister(key.fileobj)
                key.fileobj.close()

    def counts(self):
        return collections.Counter(answer.status for answer in self.answers)

    def close(self):
        for key in list(self.selector.get_map().values()):
            key.fileobj.close()


def assert_refused_for_now(answers):
    for answer in answers:
        assert answer.status == answer.envelope["statusCode"] == 503
        assert answer.headers["Retry-After"] == "1"
        assert re.fullmatch(r"\(\(too many requests wait .*\)\)", answer.envelope["message"])
        assert "apiCode" not in answer.envelope


def may_open(files):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < files <= hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, hard))
    return hard >= files


@pytest.mark.skipif(not may_open(REQUESTS + 1000), reason="a process may not have ten thousand connections here")
def test_ten_thousand_requests_wait_or_are_refused_in_bounded_memory(slow):
    users = [user(f"u{number:05}") for number in range(REQUESTS)]
    content = seed(pool(users=users, groups=[group(GROUP)]))
    emulator, stalled = slow("--max-connections", str(REQUESTS + 500), content=content)
    token = emulator.caller().token
    assert accepted(emulator.client().list_group_members(GROUP))["totalCount"] == 0
    crowd = Crowd(emulator)
    before = resident(emulator.pid) / MEGABYTE
    stalled.touch()
    try:
        for member in users:
            body = {"code": GROUP, "userIds": [member["userId"]]}
            crowd.send(request("add-group-members", body, token))
        crowd.gather(2)
        assert WAITING <= crowd.waiting <= WAITING + BATCH
        assert_refused_for_now(crowd.answers)
        grown = resident(emulator.pid) / MEGABYTE - before
        print(f"{crowd.waiting} of {REQUESTS} requests wait in {grown:.0f} MB")
        assert grown < MEGABYTES
        assert exchange(emulator.port, "GET", "/_emulator/health").status == 200
        waiting = crowd.waiting
        stalled.unlink()
        crowd.gather(20)
        assert crowd.counts() == {200: waiting, 503: REQUESTS - waiting}
    finally:
        crowd.close()
    assert accepted(emulator.client().list_group_members(GROUP))["totalCount"] == waiting


def test_requests_that_wait_for_a_password_hash_count_too(slow):
    emulator, stalled = slow("--max-waiting-requests", "10", content=seed(pool(groups=[group(GROUP)])))
    token = emulator.caller().token
    crowd = Crowd(emulator)
    stalled.touch()
    try:
        for number in range(200):
            body = {"username": f"user-{number}", "password": "a password to hash"}
            crowd.send(request("create-user", body, token))
        wait_until(lambda: crowd.gather(0.5) or crowd.waiting < 100, 20, "refusals")
        assert_refused_for_now(crowd.answers)
        # Ten wait for their hashes or for the pool, and ten more at most are at work at any time.
        assert 10 <= crowd.waiting <= 40
        waiting = crowd.waiting
        stalled.unlink()
        crowd.gather(20)
        assert crowd.counts() == {200: waiting, 503: 200 - waiting}
    finally:
        crowd.close()
    assert accepted(emulator.client().list_users_legacy())["totalCount"] == waiting


def test_clients_that_disconnect_do_not_fill_the_memory(slow):
    """Their jobs are not cancelled, so the connection limit does not bound them."""
    emulator, stalled = slow("--max-waiting-requests", "50", content=seed(pool(groups=[group(GROUP)])))
    token = emulator.caller().token
    refused = request("create-group", {"code": "g", "name": "g", "type": "CUSTOM", "description": "d"}, token)
    stalled.touch()
    for _ in range(400):
        with socket.create_connection((HOST, emulator.port), timeout=20) as connection:
            connection.sendall(refused)
    wait_until(lambda: exchange_group(emulator, token).status == 503, 20, "a refusal")
    stalled.unlink()
    wait_until(lambda: exchange_group(emulator, token).status == 200, 20, "room")


def exchange_group(emulator, token):
    """Reads a group; while the pool is blocked this waits, or is refused."""
    headers = {"Authorization": f"Bearer {token}"}
    return exchange(emulator.port, "GET", f"/api/v3/get-group?code={GROUP}", headers)
