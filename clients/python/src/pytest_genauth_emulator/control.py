"""Calls of the control API, which is described at /_emulator/control-openapi.json of a server."""

import json
import os
import urllib.error
import urllib.request

# A proxy of the environment is for other hosts.
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))
SECONDS = 60


class ControlError(Exception):
    """A refused call; `status` is that of HTTP, `code` is for programs."""

    def __init__(self, method, path, status, code, message):
        super().__init__(f"{method} {path}: {message} ({status} {code})")
        self.status, self.code = status, code


def call(url, method, path, body=None):
    """Sends a call and returns the JSON of the answer, None if it has none. Raises ControlError, ConnectionError."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"content-type": "application/json"} if data else {}
    token = os.environ.get("GENAUTH_EMULATOR_CONTROL_TOKEN")
    if token:
        headers["authorization"] = f"Bearer {token}"
    request = urllib.request.Request(f"{url}/_emulator{path}", data, headers, method=method)
    try:
        with OPENER.open(request, timeout=SECONDS) as answer:
            text = answer.read()
    except urllib.error.HTTPError as refusal:
        with refusal:
            raise error(method, path, refusal.code, refusal.read()) from None
    except urllib.error.URLError as failure:
        raise ConnectionError(f"{method} {path}: no answer from {url}: {failure.reason}") from None
    return json.loads(text) if text else None


def error(method, path, status, text):
    try:
        found = json.loads(text)["error"]
        return ControlError(method, path, status, found["code"], found["message"])
    except (ValueError, KeyError, TypeError):
        return ControlError(method, path, status, "unknown", text.decode("utf-8", "replace"))
