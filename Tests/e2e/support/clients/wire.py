"""From a call to bytes: what all clients have in common."""

import json
import urllib.parse

from caller import API, HOST, exchange_bytes


def request_bytes(port, method, target, headers, body=None):
    """The bytes of a request; `headers` are pairs in order, the target may have bytes beyond ASCII."""
    lines = [f"{method} {target} HTTP/1.1", f"Host: {HOST}:{port}"]
    lines += [f"{name}: {value}" for name, value in headers]
    if body is not None:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("utf-8") + (body or b"")


def compact(value):
    """JSON as JavaScript, Java and C# write it: no blanks, no escapes that are not needed."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def pairs_by_comma(parameters):
    """Pairs of a query in which a list is one text, joined by commas."""
    return [(name, text_of(value)) for name, value in parameters.items() if value is not None]


def text_of(value):
    """A value of a query as most languages print it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(map(text_of, value)) if isinstance(value, list) else str(value)


def encoded(pairs):
    """A query with everything encoded and a blank as `+`."""
    return urllib.parse.urlencode(list(pairs))


class Client:
    """A client of the management API with an access key.

    A kind of client says how parameters become a query or a body, and which headers go with them.
    """

    # What this client sends beside the parameters of a call, and what it cannot send, by method and operation.
    ALWAYS = {}
    NEVER = {}

    # What the host is set to ends in.
    host_end = ""

    def __init__(self, port, key):
        self.port = port
        self.key = key

    def send(self, call, signs_path_as_sent=False):
        """Makes a call and returns the answer; a signature is over the path as it is meant, unless asked for."""
        parameters = self.parameters(call)
        path = self.host_end + API + call.operation
        if call.method == "GET":
            query = self.query(parameters)
            target, body = (f"{path}?{query}" if query else path), None
        else:
            target, body = path, self.body(parameters)
        signed_path = path if signs_path_as_sent else API + call.operation
        headers = self.headers(call.method, signed_path, parameters)
        return exchange_bytes(self.port, request_bytes(self.port, call.method, target, headers, body))

    def parameters(self, call):
        """The parameters of a call as this client has them."""
        place = (call.method, call.operation)
        kept = {name: value for name, value in call.parameters.items() if name not in self.NEVER.get(place, ())}
        return kept | self.ALWAYS.get(place, {})

    def query(self, parameters):
        """The query of a GET."""
        return encoded(pairs_by_comma(parameters))

    def body(self, parameters):
        """The body of a POST."""
        return compact(parameters).encode("utf-8")

    def headers(self, method, path, parameters):
        """The headers of a call as pairs."""
        raise NotImplementedError
