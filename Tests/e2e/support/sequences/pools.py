"""Fresh user pools, dealt out one by one: each sequence of calls has one for itself.

A server starts in milliseconds and carries many pools, so a new one is started whenever those of the last are used
up. With `--auth off` the header names the pool, and no token is needed.
"""

import http.client
import json
import re
import socket
import urllib.parse

from recording import record_bytes
from sample_seeds import department, group, organization, pool, seed, user

POOLS_OF_A_SERVER = 40
TENANT = "t1"
REQUEST_ID = re.compile(rb'"requestId":"[^"]*"')


def start():
    """What every pool starts with: what a call cannot make is here, such as custom ids and sync relations."""
    platform = department(
        "platform",
        code="D1",
        openDepartmentId="od1",
        customId="c1",
        syncRelations=[{"provider": "lark", "userIdInIdp": "x:1"}],
        leaderUserIds=["u2"],
        members=["u2"],
    )
    return {
        "users": [
            user("u1", username="ann"),
            user("u2", username="ben", email="ben@x.org"),
            user("u3", phone="13800000001"),
        ],
        "groups": [group("g1", ["u1", "u2"])],
        "organizations": [
            organization("o1", "o1-root", departments=[department("engineering", children=[platform])]),
            organization("o1", "t1-root", tenantId=TENANT),
        ],
        "resourceGrants": [
            denial("USER", "u1", "books:2", ["write"]),
            denial("GROUP", "g1", "books", ["books:*"]),
        ],
    }


def denial(kind, wanted, resource, actions):
    """A grant that denies, which no call can make."""
    target = {"targetType": kind, "targetIdentifier": wanted}
    return target | {"resource": resource, "actions": actions, "effect": "DENY"}


def start_of(pool_id):
    """A pool as it starts, with its id and its access key."""
    return pool(pool_id, **start()) | {"accessKeys": [{"id": f"key-{pool_id}", "secret": "secret"}]}


class Pools:
    """Deals out fresh pools; `launch` starts a server."""

    def __init__(self, launch):
        self.launch = launch
        self.server = None
        self.left = []

    def take(self):
        """A caller of an unused pool."""
        if not self.left:
            if self.server:
                self.server.stop()
            ids = [f"65a0c0ffee{number:014x}" for number in range(POOLS_OF_A_SERVER)]
            pools = seed(*map(start_of, ids))
            self.server = self.launch("--auth", "off", "--log-level", "error", seed=pools)
            self.left = ids[::-1]
        return PoolCaller(self.server.port, self.left.pop())


class PoolCaller:
    """Calls operations of one pool on one connection that is kept."""

    def __init__(self, port, pool_id, lang="zh-CN"):
        self.port = port
        self.pool_id = pool_id
        self.lang = lang
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received = b""
        self.recorded = set()

    def call(self, operation, fields, method="POST"):
        """The envelope of the reply."""
        return self.call_all([(operation, fields, method)])[0]

    def call_all(self, requests):
        """The envelopes of the replies to pipelined requests (RFC 9112, section 9.3.2)."""
        sent = [self.written(*request) for request in requests]
        self.socket.sendall(b"".join(sent))
        return [self.read_envelope(request) for request in sent]

    def control(self, method, path, body):
        """A call of the control API about the pool, which must succeed."""
        written = json.dumps(body).encode()
        head = (
            f"{method} /_emulator/user-pools/{self.pool_id}{path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(written)}\r\n\r\n"
        )
        self.socket.sendall(head.encode() + written)
        status, answer = self.read_answer()
        assert status == 200, answer

    def read_envelope(self, sent):
        """The envelope of the next reply, which is recorded like those of other tests, equal ones once.

        After each call the same is looked at: most replies differ from those before in the id of the request only.
        """
        status, body = self.read_answer()
        reply = (sent.partition(b" HTTP/")[0], status, REQUEST_ID.sub(b"", body))
        if reply not in self.recorded:
            self.recorded.add(reply)
            record_bytes(sent, status, body)
        return json.loads(body)

    def written(self, operation, fields, method):
        target, body = f"/api/v3/{operation}", b""
        if method == "GET":
            target += "?" + urllib.parse.urlencode(query(fields), doseq=True)
        else:
            body = json.dumps(fields, ensure_ascii=False).encode()
        head = (
            f"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\nx-authing-lang: {self.lang}\r\nx-authing-userpool-id: {self.pool_id}\r\n\r\n"
        )
        return head.encode() + body

    def read_answer(self):
        """The status and the body."""
        while b"\r\n\r\n" not in self.received:
            self.receive()
        head, _, self.received = self.received.partition(b"\r\n\r\n")
        lines = head.decode().lower().split("\r\n")
        length = next(int(line.split(":")[1]) for line in lines if line.startswith("content-length:"))
        while len(self.received) < length:
            self.receive()
        body, self.received = self.received[:length], self.received[length:]
        return int(lines[0].split()[1]), body

    def receive(self):
        received = self.socket.recv(1 << 16)
        if not received:
            raise http.client.RemoteDisconnected("the server closed the connection")
        self.received += received

    def close(self):
        self.socket.close()


def query(fields):
    """Query parameters: truth values in words."""
    return {name: str(value).lower() if type(value) is bool else value for name, value in fields.items()}
