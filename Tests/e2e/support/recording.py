"""Records every reply of the emulator in a test run and validates it by two schemas.

One schema is that of contract/ with the listed differences, the other the emulator's own description. The
recording sits in http.client, which the SDKs' transport and the plain callers both stand on; what is read from a bare
socket is handed over by `caller`.
"""

import functools
import http.client
import json
import os
import re
import subprocess
import threading

from contract import OPERATIONS, answer_type, reply_schema
from schema import violations

API = "/api/v3/"
CONTROL = "/_emulator/"
# Refusals by the server or before any operation, which no operation describes.
COMMON_STATUS = [400, 403, 404, 405, 408, 413, 414, 415, 417, 429, 431, 501, 505]
# What truly has no success here: nobody has a proof of identity.
NEVER_SUCCEEDING = {
    ("POST", API + "reset-user-principal-authentication-info"),
}
# A call that asks for it may be answered with custom fields behind the described members.
FLAT = b"flatCustomData"
# Marks an answer that a test has spoilt by a fault plan.
FAULT = "x-genauth-emulator-fault"
# Statuses that a test provokes at present: 500 is of an emulator whose disk fails, and no operation describes it.
PROVOKED = set()
# Headers in which an SDK says what it is, such as `authing-py-sdk:5.2.0`.
SDK_VERSION = {"x-authing-sdk-version", "x-genauth-sdk-version"}
# Tests of which chance decides what they call.
AT_RANDOM = ("crash/", "sequences/", "contract/test_schemathesis.py")
PENDING_LIMIT = 5_000
SHOWN_LIMIT = 20


class Recorder:
    """Accepts replies from any thread; checks them in batches, so that a long run needs little memory."""

    def __init__(self, binary):
        self.binary = binary
        self.lock = threading.Lock()
        self.pending = []
        self.count = 0
        self.succeeded = set()
        self.coverage = {}
        self.broken = {}
        self.controlled = set()
        self.control_description = None

    @functools.cached_property
    def description(self):
        text = subprocess.run([self.binary, "describe", "openapi"], capture_output=True, check=True).stdout
        return json.loads(text)

    def record(self, method, target, status, body, is_flat=False, sdk=None):
        """Records a reply.

        `is_flat` if it may have custom fields among the described members; `sdk` is what the caller says it is.
        """
        if target == CONTROL + "control-openapi.json" and method == "GET" and status == 200:
            self.control_description = json.loads(body)
        # Slashes too many do not change which operation a path means.
        path = "/" + re.sub("/+", "/", target.split("?")[0]).strip("/")
        if not path.startswith(API) or method == "HEAD" or not body or status in PROVOKED:
            return
        with self.lock:
            self.pending.append((method, path, status, body, is_flat, running_test(), sdk))
            if len(self.pending) >= PENDING_LIMIT:
                self.check()

    def check(self):
        """Checks pending replies; equal faults of an operation are reported once."""
        pending, self.pending = self.pending, []
        self.count += len(pending)
        for method, path, status, body, is_flat, test, sdk in pending:
            found, has_succeeded = self.faults(method, path, status, body, is_flat)
            for fault in found:
                kind = re.sub(r" is .*?, not|\[\d+\]", "", fault, flags=re.DOTALL)
                self.broken.setdefault((method, path, status, kind), (f"{method} {path} {status}: {fault}", body))
            if has_succeeded:
                self.succeeded.add((method, path))
                self.cover(f"{method} {path}", test, sdk)

    def cover(self, operation, test, sdk):
        """Notes that a test has driven an operation."""
        if test is None or test.startswith(AT_RANDOM):
            return
        self.coverage.setdefault((operation, test), set()).update({sdk} - {None})

    def faults(self, method, path, status, body, is_flat):
        """What is wrong with a reply, and whether it says that the operation succeeded."""
        try:
            answer = json.loads(body)
        except ValueError:
            return ["the body is not JSON"], False
        operation = self.description["paths"].get(path, {}).get(method.lower())
        is_success = status == 200 and type(answer) is dict and answer.get("statusCode") == 200
        if not is_success or operation is None:
            failure = self.description["components"]["schemas"]["Failure"]
            found = violations(answer, failure, self.description)
            if status != 200 and status not in COMMON_STATUS:
                found.append(f"HTTP status {status} is not described")
            if status == 501 and operation is not None and not found:
                found += unlisted_refusals(answer["message"], operation)
            return found, False
        described = operation["responses"]["200"]["content"]["application/json"]["schema"]["oneOf"][0]
        found = violations(answer, described, self.description)
        if (method, path) not in OPERATIONS:
            found.append("contract/setup.json does not say how the data of its domain is set up")
        elif not is_flat:
            contract = reply_schema(answer_type(OPERATIONS[method, path]))
            found += [f"{fault} (contract)" for fault in violations(answer, contract)]
        return found, True

    def install(self):
        """Records every exchange of http.client from now on."""
        recorder = self
        connection_type = http.client.HTTPConnection
        put_request, get_response = connection_type.putrequest, connection_type.getresponse
        put_header, send = connection_type.putheader, connection_type.send

        class RecordedResponse(http.client.HTTPResponse):
            """Keeps what is read and hands it over when all is read."""

            exchange = None

            def read(self, amt=None):
                return self.keep(super().read(amt))

            def read1(self, n=-1):
                return self.keep(super().read1(n))

            def keep(self, data):
                if self.exchange is not None:
                    self.parts.append(data)
                    if self.isclosed():
                        if self.getheader(FAULT) is None:
                            answer = (self.status, b"".join(self.parts))
                            recorder.record(*self.exchange, *answer, self.is_flat, self.sdk)
                        self.exchange = None
                return data

        def recorded_put(self, method, url, *args, **options):
            self.recorded_exchange, self.asks_for_flat, self.recorded_sdk = (method, url), False, None
            return put_request(self, method, url, *args, **options)

        def recorded_header(self, header, *values):
            if header.lower() in SDK_VERSION:
                value = values[0]
                self.recorded_sdk = value.decode("latin-1") if isinstance(value, bytes) else value
            return put_header(self, header, *values)

        def recorded_send(self, data):
            self.asks_for_flat |= isinstance(data, bytes) and FLAT in data
            return send(self, data)

        def recorded_get(self):
            response = get_response(self)
            if isinstance(response, RecordedResponse):
                response.parts = []
                response.exchange = getattr(self, "recorded_exchange", None)
                response.is_flat = getattr(self, "asks_for_flat", False)
                response.sdk = getattr(self, "recorded_sdk", None)
                if response.exchange and response.status < 400:
                    recorder.note_control(*response.exchange)
            return response

        connection_type.response_class = RecordedResponse
        connection_type.putrequest, connection_type.getresponse = recorded_put, recorded_get
        connection_type.putheader, connection_type.send = recorded_header, recorded_send

    def note_control(self, method, target):
        """Notes that a call of the control API has succeeded; that of a stream has no end that could be recorded."""
        if target.startswith(CONTROL):
            with self.lock:
                self.controlled.add((method, target.split("?")[0]))

    def undriven(self):
        """The calls of the control API that have not succeeded."""
        described = [
            (method.upper(), path)
            for path, methods in sorted(self.control_description["paths"].items(), key=lambda item: item[0].count("{"))
            for method in methods
        ]
        driven = set()
        for method, path in self.controlled:
            fits = (each for each in described if each[0] == method and fills(path, each[1]))
            driven.add(next(fits, None))
        return [f"{method} {path} has not succeeded in this run" for method, path in set(described) - driven]

    def untested(self):
        """The emulated operations that have not succeeded: none may be called emulated without a test."""
        return self.undriven() + [
            f"{method.upper()} {path} has not succeeded in this run"
            for path, methods in self.description["paths"].items()
            for method in methods
            if (method.upper(), path) not in self.succeeded | NEVER_SUCCEEDING
        ]

    def report(self):
        """The result in lines."""
        shown = [f"{fault}\n    {body.decode('utf-8', 'replace'):.300}" for fault, body in self.broken.values()]
        return [f"{self.count} answers of {len(self.succeeded)} operations checked, {len(shown)} faults"] + shown[
            :SHOWN_LIMIT
        ]


def fills(path, template):
    """Whether a path is a template with its places filled."""
    return re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path) is not None


def running_test():
    """The file of the test that is running, below Tests/e2e; None outside of tests."""
    return os.environ.get("PYTEST_CURRENT_TEST", "").split("::")[0] or None


def unlisted_refusals(message, operation):
    """A refusal with 501 names a field; the operation has to list it, or the object that contains it.

    An entry with further words is about values, such as the conditions of a filter, which are named by themselves.
    """
    named = re.search(r"the value given for (.+) is not emulated", message)
    listed = operation.get("x-not-emulated", [])
    if named is None or any(" " in entry for entry in listed):
        return []
    allowed = set()
    for entry in listed:
        steps = entry.split("=")[0].split(".")
        allowed |= {steps[-1], *names_below(body_schema(operation), steps)}
    return [] if named.group(1) in allowed else [f"refuses what it does not list: {message}"]


def body_schema(operation):
    return operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})


def names_below(schema, steps=()):
    """The names of all fields inside the field at the end of a way; of all at its start."""
    for step in steps:
        schema = schema.get("properties", {}).get(step, {})
    schema = schema.get("items", schema)
    for name, inside in schema.get("properties", {}).items():
        yield name
        yield from names_below(inside)


RECORDERS = []
# Lines that tests have for the end of the report.
NOTES = []


def record_bytes(sent, status, body):
    """Records an exchange over a bare socket, if what was sent begins with a request line."""
    words = sent.split(b"\r\n")[0].split(b" ")
    if len(words) == 3 and words[1].startswith(b"/"):
        for recorder in RECORDERS:
            recorder.record(words[0].decode("latin-1"), words[1].decode("latin-1"), status, body, FLAT in sent)
