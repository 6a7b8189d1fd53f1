"""Clients that are slow on purpose, many at a time on one thread: in their heads, in their bodies, in reading.

The outcome of each is in `ends`: a status, "reset", "closed", or "open" if it is still connected.
"""

import collections
import contextlib
import selectors
import socket
import threading
import time

from abusers import ADDRESSES, GONE, HEALTH, connect, post

# The emulator's own description is its largest answer that costs it next to nothing.
LARGE = HEALTH.replace(b"health", b"openapi.json")
# Most slow readers leave some 50 KB in the kernel, many times their window. The kernel takes megabytes for a client
# that reads none; few go beyond that, for the many would be a flood, which is another attack.
MUCH, TOO_MUCH = HEALTH * 300, LARGE * 20
FEW = 100


class SlowClient:
    """One connection that sends, or reads, `piece` by `piece`."""

    def __init__(self, port, number, first, piece, window=None):
        self.first, self.piece = first, piece
        self.received, self.end = b"", "open"
        self.connection = connect(port, ADDRESSES[number % len(ADDRESSES)], window=window)
        self.connection.setblocking(False)

    def begin(self):
        with contextlib.suppress(BlockingIOError):
            self.connection.send(self.first)

    def go_on(self):
        """Sends the next piece."""
        if self.end != "open":
            return
        try:
            self.connection.send(self.piece)
        except BlockingIOError:
            pass
        except GONE:
            self.ended("reset")

    def read(self):
        """Takes what has come; called when something has."""
        try:
            piece = self.connection.recv(65536)
        except BlockingIOError:
            return
        except GONE:
            self.ended("reset")
            return
        self.received += piece
        if not piece:
            self.ended(self.received[9:12].decode() or "closed")

    def ended(self, how):
        # A refusal that was read counts, though the connection was reset behind it.
        self.end = self.received[9:12].decode() if how == "reset" and self.received else how
        self.connection.close()


class SlowReader(SlowClient):
    """One connection with a large response, of which it reads almost nothing."""

    def __init__(self, port, number):
        super().__init__(port, number, MUCH if number % FEW else TOO_MUCH, b"", window=1024)

    def go_on(self):
        if self.end != "open":
            return
        # A reset would show in recv(2) only behind all that came before it.
        if self.connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            self.ended("reset")
            return
        with contextlib.suppress(BlockingIOError):
            self.connection.recv(1)

    def read(self):
        """Nothing: what has come is left where it is."""


def slow_in_head(port, number, token):
    return SlowClient(port, number, HEALTH[:-2] + b"X: ", b"y")


def slow_in_body(port, number, token):
    request = post("add-group-members", token, b" " * 100_000)
    return SlowClient(port, number, request[:-99_990], b" ")


def slow_in_reading(port, number, token):
    return SlowReader(port, number)


KINDS = {"heads": slow_in_head, "bodies": slow_in_body, "reading": slow_in_reading}


class SlowClients(threading.Thread):
    """`count` of a kind, `rate` of them a second; each goes on every `pause` seconds until `stop`."""

    def __init__(self, kind, port, token, count, pause, rate=500):
        super().__init__(daemon=True)
        self.make, self.port, self.token = KINDS[kind], port, token
        self.count, self.pause, self.rate = count, pause, rate
        self.clients, self.hang, self.over = [], threading.Event(), threading.Event()

    def run(self):
        selector = selectors.DefaultSelector()
        start = time.monotonic()
        for number in range(self.count):
            time.sleep(max(0, start + number / self.rate - time.monotonic()))
            client = self.make(self.port, number, self.token)
            client.begin()
            self.clients.append(client)
            if not isinstance(client, SlowReader):
                selector.register(client.connection, selectors.EVENT_READ, client)
        self.hang.set()
        while not self.over.is_set():
            next_round = time.monotonic() + self.pause
            for client in self.clients:
                client.go_on()
            while (left := next_round - time.monotonic()) > 0 and not self.over.is_set():
                # The descriptors of those that ended have left the selector by being closed.
                for key, _ in selector.select(min(left, 0.1)):
                    key.data.read()
        for client in self.clients:
            client.connection.close()

    @property
    def ends(self):
        """How many ended in which way."""
        return dict(collections.Counter(client.end for client in self.clients))

    def stop(self):
        self.over.set()
        self.join(30)
