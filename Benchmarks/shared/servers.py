"""The two servers: nginx with `return 200`, and the emulator with a pool to work on."""

import contextlib
import dataclasses
import http.client
import json
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).parents[2]
# A relative name is meant from where the benchmark was called.
BINARY = pathlib.Path(os.environ.get("GENAUTH_EMULATOR_BINARY", ROOT / ".build/release/genauth-emulator")).absolute()
USERS, GROUPS = 2_000, 2_000
KEY = {"accessKeyId": "KEY", "accessKeySecret": "SECRET"}

# The answer is as long as that of the health check.
NGINX = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 2;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  keepalive_requests 100000000;
  default_type application/json;
  server {{
    listen 127.0.0.1:{port};
    location / {{ return 200 '{{"status":"ok","version":"0.1.0"}}'; }}
  }}
}}
"""


@dataclasses.dataclass
class Server:
    """A running server; the times from its start are in seconds, `ready` that of its ready file."""

    url: str
    pid: int
    answered: float
    ready: float | None = None


@dataclasses.dataclass
class Data:
    """A data folder with the pool, and a token that a server on any copy of it accepts."""

    folder: pathlib.Path
    token: str

    @property
    def file(self):
        return self.folder / "bench.sqlite"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def serving(command, port, path="/", ready=None, **options):
    """A server from its start to its stop; it has answered once, or also written its ready file."""
    start = time.perf_counter()
    process = subprocess.Popen([str(word) for word in command], **options)
    try:
        if ready:
            until(ready.exists, process)
        written = time.perf_counter() - start
        until(lambda: answers(port, path), process)
        answered = time.perf_counter() - start
        yield Server(f"http://127.0.0.1:{port}", process.pid, answered, ready and written)
    finally:
        process.terminate()
        process.wait(20)


def until(condition, process, seconds=60):
    """Waits for a condition a process is to bring about; looks five thousand times a second."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert process.poll() is None, f"{process.args[0]} has ended with {process.returncode}"
        assert time.monotonic() < deadline, f"{process.args[0]} was not ready after {seconds} s"
        time.sleep(0.0002)


def answers(port, path):
    """Whether a server responds, with any response."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return bool(connection.getresponse().read() or True)
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


@contextlib.contextmanager
def nginx(folder):
    port = free_port()
    file = folder / "nginx.conf"
    file.write_text(NGINX.format(folder=folder, port=port))
    with serving(["nginx", "-e", folder / "error.log", "-p", folder, "-c", file], port) as server:
        yield server


@contextlib.contextmanager
def program(folder, *options, binary=BINARY):
    """The emulator with its ready file in a folder."""
    ready, port = folder / "ready.json", free_port()
    ready.unlink(missing_ok=True)
    command = [binary, "--port", port, "--ready-file", ready, "--log-level", "warning", *options]
    with serving(command, port, "/_emulator/health", ready) as server:
        yield server


@contextlib.contextmanager
def emulator(data, binary=BINARY):
    """The emulator on a copy of the data, so that no other server's changes are in it."""
    with tempfile.TemporaryDirectory(dir=data.folder.parent) as folder:
        copy = pathlib.Path(folder) / "data"
        shutil.copytree(data.folder, copy)
        with program(pathlib.Path(folder), "--data", copy, binary=binary) as server:
            yield server


def make_data(folder, binary=BINARY):
    """The pool to work on: places without members to add to, a full group and a full department to read from."""
    names = [f"user-{number}" for number in range(USERS)]
    group = {"name": "a group", "description": "", "type": "static"}
    pool = {
        "id": "bench",
        "name": "bench",
        "accessKeys": [{"id": KEY["accessKeyId"], "secret": KEY["accessKeySecret"]}],
        "users": [{"userId": name, "username": name} for name in names],
        "groups": [
            *({"code": f"group-{number}", **group} for number in range(GROUPS)),
            {"code": "full", **group, "members": names},
        ],
        "organizations": [
            {
                "organizationCode": "o",
                "organizationName": "O",
                "departments": [
                    *({"departmentId": f"department-{number}", "name": str(number)} for number in range(GROUPS)),
                    {"departmentId": "full", "name": "full", "members": names},
                ],
            }
        ],
    }
    seed, data = folder / "seed.json", folder / "data"
    seed.write_text(json.dumps({"userPools": [pool]}))
    with program(folder, "--data", data, "--seed", seed, binary=binary) as server:
        found = token(server)
    return Data(data, found)


def token(server):
    request = urllib.request.Request(
        server.url + "/api/v3/get-management-token",
        json.dumps(KEY).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["data"]["access_token"]
