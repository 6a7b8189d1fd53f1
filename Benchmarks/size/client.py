"""A client with little overhead: one connection, requests as prepared bytes."""

import json
import socket
import time


class Client:
    """Calls of one user pool on one connection."""

    def __init__(self, port, key):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=120)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.token = ""
        credentials = {"accessKeyId": key[0], "accessKeySecret": key[1]}
        self.token = self.data(self.request("POST", "get-management-token", credentials))["access_token"]

    def request(self, method, operation, body=None):
        """A request's bytes; `operation` may have a query."""
        content = b"" if body is None else json.dumps(body).encode()
        head = f"{method} /api/v3/{operation} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        if self.token:
            head += f"Authorization: {self.token}\r\n"
        if body is not None:
            head += f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n"
        return head.encode() + b"\r\n" + content

    def exchange(self, request):
        """Sends a request; returns the seconds until the complete response, and its body."""
        start = time.perf_counter()
        self.socket.sendall(request)
        received = self.socket.recv(1 << 20)
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += self.socket.recv(1 << 20)
        head = received[:end].lower()
        length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        parts, missing = [received[end + 4 :]], end + 4 + length - len(received)
        while missing > 0:
            parts.append(self.socket.recv(1 << 20))
            missing -= len(parts[-1])
        return time.perf_counter() - start, b"".join(parts)

    def data(self, request):
        """The `data` of a reply, which must be successful."""
        answer = json.loads(self.exchange(request)[1])
        assert answer["statusCode"] == 200, (request[:300], answer)
        return answer["data"]
