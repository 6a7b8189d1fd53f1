"""A server: a process of its own, or one that runs already."""

import json
import os
import pathlib
import secrets
import shutil
import subprocess
import tempfile
import time

from . import control
from .user_pool import UserPool

START_SECONDS = 60
STOP_SECONDS = 15
NAME_LENGTH = 100
OPTIONS = ["serve", "--host", "127.0.0.1", "--port", "0", "--in-memory", "--exit-with-parent"]
# These are for the clients; the program does not know them.
OWN_VARIABLES = {"GENAUTH_EMULATOR_BINARY", "GENAUTH_EMULATOR_URL"}


class Server:
    """A server at `url`. `start` starts the program; `stop` ends what was started."""

    def __init__(self, url):
        self.url = url.rstrip("/")
        self._process = None
        self._folder = None
        self._prepared = {}

    @classmethod
    def start(cls, binary=None, arguments=()):
        """Starts `serve` on a free port, with the state in memory and more arguments. Raises RuntimeError."""
        name = binary or os.environ.get("GENAUTH_EMULATOR_BINARY") or "genauth-emulator"
        program = shutil.which(name)
        if not program:
            raise RuntimeError(
                f"there is no program {name}: set GENAUTH_EMULATOR_BINARY to its path, or GENAUTH_EMULATOR_URL to a running server"
            )
        folder = tempfile.TemporaryDirectory(prefix="genauth-emulator-")
        ready_file, log_file = pathlib.Path(folder.name, "ready.json"), pathlib.Path(folder.name, "log")
        command = [program, *OPTIONS, "--ready-file", ready_file, *arguments]
        with open(log_file, "wb") as log:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=folder.name,
                env={name: value for name, value in os.environ.items() if name not in OWN_VARIABLES},
            )
        try:
            server = cls(wait(process, ready_file, log_file))
        except BaseException:
            process.kill()
            process.wait()
            folder.cleanup()
            raise
        server._process, server._folder = process, folder
        return server

    def stop(self):
        """Ends the process that `start` started; a server that ran already is left alone."""
        if not self._process:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._folder.cleanup()
        self._process = None

    def control(self, method, path, body=None):
        """A call of the control API; `path` is what follows /_emulator."""
        return control.call(self.url, method, path, body)

    def user_pool(self, id=None, name=None, seed=None, copy_of=None, snapshot=None):
        """Makes a user pool: from a user pool of the seed format, as a copy, or as the first user pool began."""
        id = id or f"test-{secrets.token_hex(8)}"
        key = {"id": f"key-{id}", "secret": secrets.token_hex(16)}
        body = {"id": id, "name": (name or id)[:NAME_LENGTH], "accessKey": key}
        if seed is not None:
            body["seed"] = seed
        if copy_of is not None:
            body["from"] = {"userPool": copy_of} | ({"snapshot": snapshot} if snapshot else {})
        return UserPool(self, self.control("POST", "/user-pools", body))

    def prepared(self, prepare, seed=None):
        """The id of a user pool that `prepare` has filled, once for this server."""
        key = (prepare, json.dumps(seed, sort_keys=True))
        if key not in self._prepared:
            pool = self.user_pool(name=f"prepared by {prepare.__name__}", seed=seed)
            prepare(pool)
            self._prepared[key] = pool
        return self._prepared[key].id

    def forget_prepared(self):
        """Removes the user pools that `prepared` has made."""
        while self._prepared:
            self._prepared.popitem()[1].remove()


def wait(process, ready_file, log_file):
    """The URL of a process that starts, as soon as its ready file is there."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if ready_file.exists() and (text := ready_file.read_text("utf-8")):
            return json.loads(text)["url"]
        if process.poll() is not None:
            raise RuntimeError(f"genauth-emulator ended with {process.returncode}:\n{log_file.read_text('utf-8', 'replace')}")
        time.sleep(0.005)
    raise RuntimeError(f"genauth-emulator was not ready within {START_SECONDS} s:\n{log_file.read_text('utf-8', 'replace')}")
