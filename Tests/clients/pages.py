"""Runs what the page of a client shows, as it is written."""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import time
import uuid

import pytest

from emulator import BINARY, REPOSITORY, clean_environment

CLIENTS = REPOSITORY / "clients"
SECONDS = 300
# A server whose starter was killed ends soon after.
END_SECONDS = 5


def block(client, language, number=0):
    """A block of code of a client's page, in a language."""
    text = (CLIENTS / client / "README.md").read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)[number]


def beside_the_checkout(folder):
    """Makes `../genauth-emulator`, as the pages call the checkout, for the folder of a project."""
    checkout = folder.parent / "genauth-emulator"
    if not checkout.exists():
        checkout.symlink_to(REPOSITORY)


def needs(*programs):
    """Skips the tests of a client whose tools are missing."""
    missing = [name for name in programs if not shutil.which(name)]
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")


def environment(**extra):
    """What a user's shell has: the path of the program, and no other variable of the emulator; None removes one."""
    variables = clean_environment({"GENAUTH_EMULATOR_BINARY": str(BINARY), "NO_PROXY": "127.0.0.1"} | extra)
    return {name: value for name, value in variables.items() if value is not None}


def run(command, folder, **extra):
    """Runs lines of a shell in a folder; returns the exit code and all that was printed. No server may be left."""
    mark = uuid.uuid4().hex
    result = subprocess.run(
        ["bash", "-euc", command], cwd=folder, env=environment(CLIENT_TEST=mark, **extra), stdin=subprocess.DEVNULL,
        text=True, timeout=SECONDS, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )
    deadline = time.monotonic() + END_SECONDS
    while (left := list(processes_with(f"CLIENT_TEST={mark}"))) and time.monotonic() < deadline:
        time.sleep(0.01)
    for process in left:
        os.kill(process, signal.SIGKILL)
    assert not left, f"processes are left:\n{result.stdout}"
    return result.returncode, result.stdout


def processes_with(variable):
    """The numbers of the processes that have inherited a variable."""
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if variable.encode() in (folder / "environ").read_bytes().split(b"\0"):
                yield int(folder.name)
        except OSError:
            continue
