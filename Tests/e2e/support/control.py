"""A caller of the control API; each answer is checked against the API's own description."""

import dataclasses
import json
import urllib.parse

from jsonschema import Draft202012Validator

from caller import exchange

PREFIX = "/_emulator"


class Control:
    """Calls of one server; `token` is that of --control-token."""

    def __init__(self, emulator, token=None):
        self.port = emulator.port
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.description = self.exchange("GET", "/control-openapi.json").envelope

    def exchange(self, method, path, body=None, **headers):
        """One call as it is on the wire; a body that is not bytes becomes JSON."""
        encoded = body if body is None or isinstance(body, bytes) else json.dumps(body).encode("utf-8")
        return exchange(self.port, method, PREFIX + path, self.headers | headers, encoded)

    def call(self, method, path, body=None, status=200):
        """The JSON value of an answer that has this status; None for 204."""
        answer = self.exchange(method, path, body)
        assert answer.status == status, answer.body
        self.check(method, path.split("?")[0], answer)
        return answer.envelope if answer.body else None

    def get(self, path):
        return self.call("GET", path)

    def refused(self, method, path, status, code, body=None):
        """The message of an error that has this status and code."""
        error = self.call(method, path, body, status=status)["error"]
        assert error["code"] == code, error
        return error["message"]

    def pool(self, pool_id):
        return Pool(self, pool_id)

    def create(self, **body):
        """Makes a user pool; the result has its entry."""
        return self.call("POST", "/user-pools", body, status=201)

    def check(self, method, path, answer):
        """The answer has the shape that the description gives it."""
        operation = self.operation(method, path)
        if operation is None:
            assert answer.status in (401, 404, 405), (method, path, answer.status)
            return
        responses = operation["responses"]
        response = responses.get(str(answer.status), responses["default"])
        assert str(answer.status) in responses or answer.status >= 400, (method, path, answer.status)
        if "content" not in response:
            assert answer.body == b"" and answer.status == 204
            return
        schema = response["content"]["application/json"]["schema"]
        validator = Draft202012Validator(schema | {"components": self.description["components"]})
        validator.validate(json.loads(answer.body))

    def operation(self, method, path):
        parts = [urllib.parse.unquote(part) for part in (PREFIX + path).split("/")]
        for template, operations in self.description["paths"].items():
            names = template.split("/")
            fits = len(names) == len(parts) and all(
                name == part or (name.startswith("{") and part) for name, part in zip(names, parts)
            )
            if fits and method.lower() in operations:
                return operations[method.lower()]
        return None


@dataclasses.dataclass(frozen=True)
class Pool:
    """Calls about one user pool."""

    control: Control
    pool_id: str

    def path(self, rest=""):
        return f"/user-pools/{urllib.parse.quote(self.pool_id, safe='')}{rest}"

    def call(self, method, rest="", body=None, status=200):
        return self.control.call(method, self.path(rest), body, status)

    def get(self, rest=""):
        return self.call("GET", rest)

    def refused(self, method, rest, status, code, body=None):
        return self.control.refused(method, self.path(rest), status, code, body)

    def snapshot(self, name, **options):
        return self.call("POST", "/snapshots", {"name": name} | options, status=201)

    def restore(self, name):
        return self.call("POST", f"/snapshots/{name}/restore", status=204)

    def reset(self):
        return self.call("POST", "/reset", status=204)
