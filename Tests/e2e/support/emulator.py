"""One running emulator process: started on a free port, awaited by its ready file, ended by its pid.

The binary is the one GENAUTH_EMULATOR_BINARY names, else the debug build of this checkout. The process
inherits no GENAUTH_EMULATOR_* variable of the caller, so that a test says everything it depends on.
"""

import json
import os
import pathlib
import resource
import signal
import subprocess
import time

import authing
import genauth

from caller import Caller
from sample_seeds import KEY, Key

REPOSITORY = pathlib.Path(__file__).resolve().parents[3]
BINARY = pathlib.Path(
    os.environ.get("GENAUTH_EMULATOR_BINARY") or REPOSITORY / ".build/debug/genauth-emulator"
).resolve()

START_SECONDS = 30
STOP_SECONDS = 20
QUIET_SECONDS = 0.02
QUIET_ROUNDS = 4

CLIENTS = {"authing": authing.ManagementClient, "genauth": genauth.ManagementClient}


def clean_environment(extra=None):
    """The caller's environment without the emulator's own variables, plus `extra`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GENAUTH_EMULATOR_")}
    return kept | {"SWIFT_BACKTRACE": "enable=no"} | (extra or {})


def run_to_exit(*arguments, environment=None, directory=None):
    """Runs the binary until it ends by itself; the result has returncode, stdout and stderr as text."""
    return subprocess.run(
        [str(BINARY), *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
        env=clean_environment(environment),
        cwd=directory,
        stdin=subprocess.DEVNULL,
    )


def assert_fails_with_one_line(result, *parts):
    """The program has ended with an exit code of sysexits.h and one line on standard error with these parts."""
    assert 64 <= result.returncode <= 78, result
    lines = [line for line in result.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, result.stderr
    for part in parts:
        assert str(part) in lines[0], lines[0]


def wait_until(condition, seconds, what):
    """Polls `condition` until its result is true, and returns it; fails after `seconds`."""
    deadline = time.monotonic() + seconds
    while True:
        result = condition()
        if result:
            return result
        assert time.monotonic() < deadline, f"{what} did not happen within {seconds} s"
        time.sleep(0.001)


class Emulator:
    """A process that has written its ready file; `url`, `port`, `pid` and `version` come from there.

    `descriptors` is how many the process may have open.
    """

    def __init__(self, directory, *arguments, environment=None, ready_file=None, descriptors=None):
        self.directory = pathlib.Path(directory)
        self.ready_file = pathlib.Path(ready_file) if ready_file else self.directory / "ready.json"
        command = [str(BINARY), *map(str, arguments)]
        if ready_file is None:
            command += ["--ready-file", str(self.ready_file)]
        self.stdout_file = self.directory / "stdout.log"
        self.stderr_file = self.directory / "stderr.log"
        with open(self.stdout_file, "wb") as stdout, open(self.stderr_file, "wb") as stderr:
            self.process = subprocess.Popen(
                command,
                stdout=stdout,
                stderr=stderr,
                stdin=subprocess.DEVNULL,
                env=clean_environment(environment),
                cwd=self.directory,
                preexec_fn=descriptors and (lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors,) * 2)),
            )
        try:
            self.ready = wait_until(self._read_ready_file, START_SECONDS, "the ready file")
        except BaseException:
            self.process.kill()
            self.process.wait()
            raise
        self.url, self.port = self.ready["url"], self.ready["port"]
        self.pid, self.version = self.ready["pid"], self.ready["version"]

    def _read_ready_file(self):
        code = self.process.poll()
        assert code is None, f"the emulator ended with {code} before it was ready:\n{self.log()}"
        try:
            ready = json.loads(self.ready_file.read_text("utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return None
        return ready if ready.get("pid") == self.process.pid else None

    def log(self):
        """Everything the process has written so far, standard output first.

        Log lines are written beside the work, so a running process gets a moment without new ones.
        """
        size, quiet = -1, 0
        while self.process.returncode is None and quiet < QUIET_ROUNDS:
            time.sleep(QUIET_SECONDS)
            before, size = size, self.stderr_file.stat().st_size
            quiet = quiet + 1 if size == before else 0
        return self.stdout_file.read_text("utf-8", "replace") + self.stderr_file.read_text("utf-8", "replace")

    def client(self, brand="authing", key: Key = KEY, lang=None):
        """The vendor's own management client, pointed here."""
        return CLIENTS[brand](access_key_id=key.id, access_key_secret=key.secret, host=self.url, lang=lang)

    def caller(self, key: Key = KEY, lang=None):
        """A plain HTTP caller with a bearer token, for what the SDKs cannot send."""
        return Caller(self.port, key, lang)

    @property
    def is_running(self):
        return self.process.poll() is None

    def signal(self, number):
        os.kill(self.process.pid, number)

    def wait(self, seconds=STOP_SECONDS):
        """The exit code; a negative number names the signal that ended the process."""
        return self.process.wait(timeout=seconds)

    def stop(self):
        """Ends the process politely and insists on exit code 0."""
        self.signal(signal.SIGTERM)
        try:
            code = self.wait()
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"no exit within {STOP_SECONDS} s of SIGTERM:\n{self.log()}") from None
        assert code == 0, f"exit code {code} after SIGTERM:\n{self.log()}"

    def kill(self):
        """Ends the process without warning, as a power cut of the process would."""
        self.process.kill()
        self.process.wait()
