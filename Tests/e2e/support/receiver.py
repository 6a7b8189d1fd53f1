"""A receiver of webhooks on a real socket, which answers as a test says."""

import contextlib
import dataclasses
import json
import queue
import socket
import threading

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def answer(status, body=b"", *headers):
    """The bytes of a response."""
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode("ascii") + body


@dataclasses.dataclass
class Received:
    """A request as it was on the wire."""

    head: bytes
    body: bytes

    @property
    def headers(self):
        return [tuple(line.split(": ", 1)) for line in self.head.decode("ascii").split("\r\n")[1:]]

    @property
    def json(self):
        return json.loads(self.body)


class Receiver:
    """Listens on a port of the loopback address, or of a family's; each connection is one request."""

    def __init__(self, *answers, then=OK):
        self.answers = list(answers)
        self.then = then
        self.requests = queue.Queue()
        self.connections = 0
        self.kept = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/hook"
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                self.connections += 1
                self.handle(connection, self.answers.pop(0) if self.answers else self.then)

    def handle(self, connection, response):
        data = b""
        while b"\r\n\r\n" not in data:
            data += connection.recv(65536)
        head, body = data.split(b"\r\n\r\n", 1)
        [length] = [int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
        while len(body) < length:
            body += connection.recv(65536)
        self.requests.put(Received(head, body))
        if response is None:
            self.kept.append(connection)
            return
        if callable(response):
            threading.Thread(target=self.send, args=(connection, response), daemon=True).start()
            return
        connection.sendall(response)
        connection.close()

    @staticmethod
    def send(connection, response):
        with contextlib.suppress(OSError):
            response(connection)
        connection.close()

    def next(self, seconds=10):
        return self.requests.get(timeout=seconds)

    def close(self):
        # A thread in accept(2) keeps the socket listening until it is shut down.
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for connection in self.kept:
            connection.close()
