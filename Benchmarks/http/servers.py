"""The two servers: nginx with `return 200`, and the emulator with a pool to work on."""

import contextlib
import dataclasses
import json
import os
import pathlib
import socket
import subprocess
import time
import urllib.request

ROOT = pathlib.Path(__file__).parents[2]
BINARY = os.environ.get("GENAUTH_EMULATOR_BINARY", ROOT / ".build/release/genauth-emulator")
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
  keepalive_requests 100000000;
  default_type application/json;
  server {{
    listen 127.0.0.1:{port};
    location / {{ return 200 '{{"status":"ok","version":"0.1.0"}}'; }}
  }}
}}
"""


@dataclasses.dataclass
class Emulator:
    url: str
    pid: int


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def running(command):
    process = subprocess.Popen(command)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


@contextlib.contextmanager
def nginx(folder):
    port = free_port()
    file = folder / "nginx.conf"
    file.write_text(NGINX.format(folder=folder, port=port))
    with running(["nginx", "-p", str(folder), "-c", str(file)]):
        url = f"http://127.0.0.1:{port}"
        until(lambda: urllib.request.urlopen(url).status == 200)
        yield url


@contextlib.contextmanager
def emulator(folder):
    seed, ready = folder / "seed.json", folder / "ready.json"
    ready.unlink(missing_ok=True)
    pool = {
        "id": "bench",
        "name": "bench",
        "accessKeys": [{"id": KEY["accessKeyId"], "secret": KEY["accessKeySecret"]}],
        "users": [{"userId": f"user-{number}", "username": f"user-{number}"} for number in range(USERS)],
        "groups": [
            {"code": f"{kind}-{number}", "name": str(number), "description": "", "type": "static"}
            for kind in ("group", "signed", "many")
            for number in range(GROUPS)
        ],
        "organizations": [
            {
                "organizationCode": "o",
                "organizationName": "O",
                "departments": [
                    {"departmentId": f"department-{number}", "name": str(number)} for number in range(GROUPS)
                ],
            }
        ],
    }
    seed.write_text(json.dumps({"userPools": [pool]}))
    command = [BINARY, "--port", "0", "--data", folder / "data", "--seed", seed, "--ready-file", ready]
    with running([*map(str, command), "--log-level", "warning"]):
        until(lambda: ready.exists())
        told = json.loads(ready.read_text())
        yield Emulator(told["url"], told["pid"])


def until(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while True:
        with contextlib.suppress(OSError):
            if condition():
                return
        assert time.monotonic() < deadline, "a server did not start"
        time.sleep(0.02)


def token(emulator):
    request = urllib.request.Request(
        emulator.url + "/api/v3/get-management-token",
        json.dumps(KEY).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["data"]["access_token"]
