"""strace(1) on a running server: it counts the system calls, or has some of them fail."""

import contextlib
import functools
import shutil
import signal
import subprocess

import pytest


@functools.cache
def may_trace():
    """Whether strace is here and the kernel lets it look at another process."""
    return shutil.which("strace") and subprocess.run(["strace", "-o", "/dev/null", "true"]).returncode == 0


needs_tracing = pytest.mark.skipif(not may_trace(), reason="strace(1) is missing or may not trace here")


class Trace:
    """The file that strace writes; complete when the tracing has ended."""

    def __init__(self, file):
        self.file = file

    @property
    def text(self):
        return self.file.read_text("utf-8", "replace")

    @property
    def injected(self):
        """How many system calls were made to fail so far."""
        return self.text.count("(INJECTED)")


@contextlib.contextmanager
def traced(pid, file, *options):
    """strace on all threads of a process, with its options."""
    tracer = subprocess.Popen(
        ["strace", "-f", "-o", file, *options, "-p", str(pid)], stderr=subprocess.PIPE, text=True
    )
    try:
        shown = tracer.stderr.readline()
        assert "attached" in shown, shown
        yield Trace(file)
    finally:
        tracer.send_signal(signal.SIGINT)
        tracer.communicate(timeout=20)


def failing(pid, file, *faults, path=None):
    """The process with system calls that fail, each fault as `CALL:error=NAME:when=FIRST+STEP` (strace(1), inject).

    `path` narrows the faults to calls on one file.
    """
    calls = ",".join(sorted({fault.split(":")[0] for fault in faults}))
    options = ["-e", f"trace={calls}", *(part for fault in faults for part in ("-e", f"inject={fault}"))]
    return traced(pid, file, *options, *(["-P", str(path)] if path else []))
