"""Clients that end a connection at the worst moment: each opens one, goes some way, and is gone.

They come from many addresses of 127.0.0.0/8, because a port that a polite client has closed stays taken for a
minute, and one address has only some 28 000 of them.
"""

import contextlib
import itertools
import socket
import struct
import threading

from caller import API, HOST

# Linux's number of the option that leaves the choice of the port to connect(2), where it need not be unique.
IP_BIND_ADDRESS_NO_PORT = 24
ADDRESSES = [f"127.0.{high}.{low}" for high in range(1, 5) for low in range(1, 11)]
GONE = (ConnectionResetError, BrokenPipeError)

HEALTH = f"GET /_emulator/health HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()
LAST = HEALTH.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
BROKEN = HEALTH.replace(b"Host:", b"Host :")


def post(operation, token, body):
    """A request to an operation as bytes; `body` is its body's bytes."""
    head = [
        f"POST {API}{operation} HTTP/1.1",
        f"Host: {HOST}",
        "Content-Type: application/json",
        f"Authorization: Bearer {token}",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join([*head, "", ""]).encode() + body


def get(target, token):
    """The bytes of a GET request; `target` follows the common path of all operations."""
    head = [f"GET {API}{target} HTTP/1.1", f"Host: {HOST}", f"Authorization: Bearer {token}"]
    return "\r\n".join([*head, "", ""]).encode()


def connect(port, address=None, timeout=30, window=None):
    """A connection from `address`, which is one of this machine's own; `window` is the size of its receive buffer."""
    connection = socket.socket()
    try:
        connection.settimeout(timeout)
        if window:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
        if address:
            connection.setsockopt(socket.IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1)
            connection.bind((address, 0))
        connection.connect((HOST, port))
    except BaseException:
        connection.close()
        raise
    return connection


def reset(connection):
    """Closes with a reset instead of an end (socket(7), SO_LINGER with time 0)."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def read_to_end(connection):
    """All bytes until the server closes or resets the connection."""
    received = b""
    with contextlib.suppress(*GONE):
        while piece := connection.recv(65536):
            received += piece
    return received


class Ends:
    """The ways to go, by name; each is a call with a new connection."""

    def __init__(self, token):
        self.slow = get("list-groups?page=1&limit=50", token)
        body = b'{"code":"nobody","userIds":["nobody"]}'
        self.change = post("add-group-members", token, body)
        self.half_body = self.change[: -len(body) // 2]
        self.large = post("add-group-members", token, b" " * 900_000)
        self.ways = {
            "reset before a byte": reset,
            "reset in half a head": self.sent(HEALTH[:30], reset),
            "reset in half a body": self.sent(self.half_body, reset),
            "reset in a large body": self.sent(self.large[:300_000], reset),
            "reset while the answer is due": self.sent(self.slow, reset),
            "reset while a change is in work": self.sent(self.change, reset),
            "reset in a pipeline": self.sent(HEALTH * 8 + self.slow * 8, reset),
            "reset after one answer of a pipeline": self.sent(self.slow * 4 + HEALTH * 4, self.reset_after_a_byte),
            "reset with the refusal on its way": self.sent(BROKEN, reset),
            "reset after a byte of the refusal": self.sent(BROKEN, self.reset_after_a_byte),
            "closed before a byte": socket.socket.close,
            "closed in half a head": self.sent(HEALTH[:30], socket.socket.close),
            "closed in half a body": self.sent(self.half_body, socket.socket.close),
            "closed after the answer": self.sent(HEALTH, self.close_after_a_byte),
            "closed with the answer unread": self.sent(self.slow, socket.socket.close),
            "half-closed before a byte": self.end_output,
            "half-closed in half a head": self.sent(HEALTH[:30], self.end_output),
            "half-closed behind a request": self.sent(self.slow, self.end_output),
            "half-closed behind a pipeline": self.sent(HEALTH * 3 + self.slow, self.end_output),
            "asked for close": self.sent(LAST, self.wait_for_the_end),
            "refused": self.sent(BROKEN, self.wait_for_the_end),
            "refused and gone": self.sent(BROKEN + HEALTH * 20, self.close_after_a_byte),
        }

    def sent(self, data, end):
        """The way that sends `data` first."""

        def go(connection):
            with contextlib.suppress(*GONE):
                connection.sendall(data)
            end(connection)

        return go

    def reset_after_a_byte(self, connection):
        with contextlib.suppress(*GONE):
            connection.recv(1)
        reset(connection)

    def close_after_a_byte(self, connection):
        with contextlib.suppress(*GONE):
            connection.recv(65536)
        connection.close()

    def end_output(self, connection):
        # The server may have reset the connection already.
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_WR)
        self.wait_for_the_end(connection)

    def wait_for_the_end(self, connection):
        read_to_end(connection)
        connection.close()


def churn(port, token, count, threads=4):
    """Opens `count` connections, some at a time, and ends each in the next of all ways.

    Returns how many went each way.
    """
    ways = Ends(token).ways
    names = list(ways)
    numbers, done, failures = itertools.count(), dict.fromkeys(ways, 0), []
    lock = threading.Lock()

    def run():
        try:
            while not failures and (number := next(numbers)) < count:
                name = names[number % len(names)]
                connection = connect(port, ADDRESSES[number // len(names) % len(ADDRESSES)])
                try:
                    ways[name](connection)
                finally:
                    connection.close()
                with lock:
                    done[name] += 1
        except Exception as failure:
            failures.append(failure)

    workers = [threading.Thread(target=run) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if failures:
        raise failures[0]
    return done
