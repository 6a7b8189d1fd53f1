"""The Docker Engine that run.sh has started, through its command line."""

import json
import os
import pathlib
import socket
import subprocess
import time
import urllib.error
import urllib.request
import uuid

IMAGE = "genauth-emulator"
PORT = 8930
SOURCE = pathlib.Path(os.environ["SOURCE"])
# What compose.yaml asks for, as options of `docker run`.
HARDENED = ("--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges:true")


def docker(*arguments, check=True, **options):
    """Runs the client; the result has returncode, stdout and stderr as text."""
    result = subprocess.run(
        ["docker", *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False, **options
    )
    assert not check or result.returncode == 0, (arguments, result.stdout, result.stderr)
    return result


def wait_until(condition, seconds, what):
    """Polls `condition` until its result is true, and returns it; fails after `seconds`."""
    deadline = time.monotonic() + seconds
    while not (answer := condition()):
        assert time.monotonic() < deadline, f"{what} did not happen within {seconds} s"
        time.sleep(0.01)
    return answer


def request(url, method="GET", body=None, headers=()):
    """The status and the text of a response."""
    call = urllib.request.Request(url, method=method, data=body, headers=dict(headers))
    try:
        with urllib.request.urlopen(call, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


class Container:
    """One container of the image, started in the background. It is there until `remove`."""

    def __init__(self, *options, arguments=(), image=IMAGE):
        self.name = f"test-{uuid.uuid4().hex[:8]}"
        self.started = time.monotonic()
        self.run = docker("run", "--detach", "--name", self.name, *options, image, *arguments, check=False)

    def inspect(self, *path):
        """What the engine knows of it, below some member names."""
        [value] = json.loads(docker("inspect", self.name).stdout)
        for name in path:
            value = value[name]
        return value

    @property
    def state(self):
        return self.inspect("State", "Status")

    @property
    def exit_code(self):
        return self.inspect("State", "ExitCode")

    @property
    def health(self):
        return self.inspect("State", "Health", "Status")

    @property
    def pid(self):
        """The number of its first process outside."""
        return self.inspect("State", "Pid")

    @property
    def log(self):
        """Standard error of the program."""
        return docker("logs", self.name).stderr

    @property
    def output(self):
        """Standard output of the program; of a terminal, everything."""
        return docker("logs", self.name).stdout

    @property
    def address(self):
        return self.inspect("NetworkSettings", "IPAddress")

    def url(self, path, port=PORT):
        return f"http://{self.address}:{port}{path}"

    def published(self, path, port=PORT):
        """The same path through the port that the engine has published."""
        return f"http://{docker('port', self.name, port).stdout.split()[0]}{path}"

    def wait_ready(self, seconds=20):
        """Waits for the log line; returns the container."""
        wait_until(lambda: " ready url=" in self.log or self.state == "exited", seconds, "ready")
        assert self.state == "running", self.log
        return self

    def wait_exit(self, seconds=20):
        """Waits for the end; returns the exit code."""
        wait_until(lambda: self.state == "exited", seconds, "the end")
        return self.exit_code

    def stop(self):
        """Stops it as `docker stop` does; returns the seconds that took."""
        begin = time.monotonic()
        docker("stop", self.name)
        return time.monotonic() - begin

    def signal(self, name):
        """Sends a signal and waits for the end; returns the seconds between them."""
        pid = self.pid
        begin = time.monotonic()
        docker("kill", "--signal", name, self.name)
        wait_until(lambda: not pathlib.Path(f"/proc/{pid}").exists(), 15, f"the end after {name}")
        return time.monotonic() - begin

    def connect(self, data=b""):
        """A connection to the server that has sent some bytes."""
        connection = socket.create_connection((self.address, PORT), timeout=20)
        connection.sendall(data)
        return connection

    def execute(self, *arguments):
        """Runs the program once more inside."""
        return docker("exec", self.name, "/genauth-emulator", *arguments, check=False)

    def remove(self):
        docker("rm", "--force", "--volumes", self.name, check=False)


class Caller:
    """Calls of the management API with a token, at a server with the quickstart seed."""

    KEY = {"accessKeyId": "GEN_AUTH_ACCESS_KEY_ID", "accessKeySecret": "GEN_AUTH_ACCESS_KEY_SECRET"}

    def __init__(self, url):
        """`url` makes a URL of a path."""
        self.url = url
        self.token = None
        self.token = self.call("get-management-token", self.KEY)["data"]["access_token"]

    def call(self, operation, body=None):
        """The envelope of a reply; a POST if there is a body."""
        headers = {"content-type": "application/json"} | ({"authorization": self.token} if self.token else {})
        method = "GET" if body is None else "POST"
        _, text = request(self.url(f"/api/v3/{operation}"), method, body and json.dumps(body).encode(), headers)
        return json.loads(text)
