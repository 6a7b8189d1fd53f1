"""A plain HTTP caller: what goes over the wire is exactly what the test wrote."""

import dataclasses
import functools
import http.client
import json
import socket

from recording import record_bytes

HOST = "127.0.0.1"
TIMEOUT_SECONDS = 30
API = "/api/v3/"


@dataclasses.dataclass(frozen=True)
class Answer:
    """A complete HTTP response; `headers` ignores the case of names."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def envelope(self):
        """The JSON body, its members in the order they came in."""
        assert self.headers.get_content_type() == "application/json", self.headers.as_string()
        return json.loads(self.body.decode("utf-8"))


def exchange(port, method, target, headers=None, body=None):
    """One request on a connection of its own."""
    connection = http.client.HTTPConnection(HOST, port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request(method, target, body=body, headers=headers or {})
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()


def exchange_bytes(port, *pieces):
    """Sends raw bytes piece by piece and reads one response, even if the server answers early."""
    with socket.create_connection((HOST, port), timeout=TIMEOUT_SECONDS) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            for piece in pieces:
                connection.sendall(piece)
        except (BrokenPipeError, ConnectionResetError):
            pass  # the server has refused already; its answer is still to be read
        answer = read_answer(connection)
        record_bytes(b"".join(pieces), answer.status, answer.body)
        return answer


def read_answer(connection):
    """The next response on a socket."""
    response = http.client.HTTPResponse(connection)
    response.begin()
    return Answer(response.status, response.headers, response.read())


class Caller:
    """Calls operations by their path name with a bearer token fetched once."""

    def __init__(self, port, key, lang=None):
        self.port = port
        self.key = key
        self.lang = lang

    @functools.cached_property
    def token(self):
        credentials = {"accessKeyId": self.key.id, "accessKeySecret": self.key.secret}
        envelope = post_json(self.port, "get-management-token", credentials).envelope
        assert envelope["statusCode"] == 200, envelope
        return envelope["data"]["access_token"]

    @property
    def headers(self):
        headers = {"Authorization": f"Bearer {self.token}"}
        return headers | ({"x-authing-lang": self.lang} if self.lang else {})

    def post(self, operation, body, **headers):
        """Posts `body`: bytes as they are, everything else as JSON."""
        return post_json(self.port, operation, body, self.headers | headers)

    def get(self, operation, query=""):
        """Gets with a query string that is already encoded."""
        target = API + operation + (f"?{query}" if query else "")
        return exchange(self.port, "GET", target, self.headers)


def post_json(port, operation, body, headers=None):
    """Posts to an operation; `body` is bytes, or a value to be written as JSON."""
    encoded = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode("utf-8")
    sent = {"Content-Type": "application/json"} | (headers or {})
    return exchange(port, "POST", API + operation, sent, encoded)
