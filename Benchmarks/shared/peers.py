"""Servers at the same work: the emulator and nginx, moto, whose Cognito adds users to groups, and connexion, which
makes up our answers.

Each has a name, a way to be started, and a load: 64 connections that add one member a request. The last two are
packages of Python, pinned in requirements.txt, in a virtual environment of their own.
"""

import contextlib
import http.client
import importlib.metadata
import itertools
import json
import pathlib
import subprocess

import changes
import load
import servers
from comparison import Beside

USERS, GROUPS = 500, 40
POOL_HEADERS = {
    "Content-Type": "application/x-amz-json-1.1",
    "Authorization": "AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/cognito-idp/aws4_request, "
    "SignedHeaders=host;x-amz-target, Signature=0",
}
# moto writes a line for each request.
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
MOCK = pathlib.Path(__file__).parent / "mock.py"


class Emulator:
    name = "emulator"

    def __init__(self, data):
        self.data, self.members = data, changes.member(data)

    def serving(self):
        return servers.emulator(self.data)

    def load(self, server):
        return Once(server.url, self.members)


class Once:
    """The members, on a server that has none of them yet."""

    def __init__(self, url, members):
        self.url, self.members = url, members

    def run(self, seconds):
        return self.members.run_at(self.url, seconds)


class Afresh:
    """The load of a kind of server, with a server of its own for each run."""

    def __init__(self, kind):
        self.kind = kind

    def run(self, seconds):
        with self.kind.serving() as server:
            return self.kind.load(server).run(seconds)


class Moto:
    """moto server; its AdminAddUserToGroup with one new user a request is what add-group-members is beside it."""

    def __init__(self, environment):
        self.program = environment / "bin/moto_server"
        self.name = f"moto {version(environment, 'moto')}"

    def serving(self):
        port = servers.free_port()
        return servers.serving([self.program, "-p", port], port, "/moto-api/", **QUIET)

    def load(self, server):
        return Memberships(server)


class Memberships:
    """A load of ready-made requests, of which a server sees none twice."""

    def __init__(self, server):
        self.address, self.url = server.url.removeprefix("http://"), server.url

    def run(self, seconds):
        pool = self.call("CreateUserPool", {"PoolName": "bench"})["UserPool"]["Id"]
        for number in range(USERS):
            self.call("AdminCreateUser", {"UserPoolId": pool, "Username": f"user-{number}"})
        for number in range(GROUPS):
            self.call("CreateGroup", {"UserPoolId": pool, "GroupName": f"group-{number}"})
        with changes.stored(
            changes.post("/", headers("AdminAddUserToGroup"), json.dumps(
                {"UserPoolId": pool, "GroupName": f"group-{group}", "Username": f"user-{user}"}))
            for group, user in itertools.product(range(GROUPS), range(USERS))
        ) as file:
            return load.Wrk.replaying(self.url, 64, file.name, "").run(seconds)

    def call(self, action, body):
        connection = http.client.HTTPConnection(self.address)
        with contextlib.closing(connection):
            connection.request("POST", "/", json.dumps(body), headers(action))
            answer = connection.getresponse()
            text = answer.read()
        assert answer.status == 200, text
        return json.loads(text)


class Connexion:
    """connexion in mock mode on the emulator's own description; it checks a request and gives the example."""

    def __init__(self, environment, folder, members):
        self.program, self.file, self.members = environment / "bin/python", folder / "openapi.json", members
        self.name = f"connexion {version(environment, 'connexion')}"
        shown = subprocess.run([servers.BINARY, "describe", "openapi"], capture_output=True, check=True).stdout
        self.file.write_text(json.dumps(older(json.loads(shown))))

    def serving(self):
        port = servers.free_port()
        return servers.serving([self.program, MOCK, self.file, port], port, **QUIET)

    def load(self, server):
        return Beside(server.url, self.members)


def others(environment, folder, members):
    """The emulators and mocks in Python that are installed in a virtual environment."""
    return [Moto(environment), Connexion(environment, folder, members)]


def headers(action):
    return POOL_HEADERS | {"X-Amz-Target": f"AWSCognitoIdentityProviderService.{action}"}


def version(environment, package):
    folders = [str(folder) for folder in environment.glob("lib/python*/site-packages")]
    found = list(importlib.metadata.distributions(name=package, path=folders))
    assert found, f"{package} is not installed in {environment}: make bench-throughput does it"
    return found[0].version


def older(document):
    """The description as OpenAPI 3.0, which is what connexion reads, with an example of the answer that is asked for.

    Credentials are left out: checking them would need code of ours.
    """
    answer = {"statusCode": 200, "message": "Success", "requestId": "0" * 32, "data": {"success": True}}
    document = rewritten(document) | {"openapi": "3.0.3", "security": []}
    document["info"].pop("summary", None)
    document["components"].pop("securitySchemes", None)
    operation = document["paths"]["/api/v3/add-group-members"]["post"]
    operation["responses"]["200"]["content"]["application/json"]["example"] = answer
    return document


def rewritten(value):
    """A part of the description without what only OpenAPI 3.1 can say."""
    if isinstance(value, list):
        return [rewritten(each) for each in value]
    if not isinstance(value, dict):
        return value
    found = {name: rewritten(each) for name, each in value.items()}
    if "const" in found:
        found["enum"] = [found.pop("const")]
    types = found.get("type")
    if types == "null" or isinstance(types, list):
        rest = [name for name in types if name != "null"] if isinstance(types, list) else []
        found |= {"type": rest[0] if rest else "object", "nullable": True}
    if found.get("type") == "array":
        found.setdefault("items", {})
    return found
