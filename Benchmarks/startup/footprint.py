"""The start time, the memory and the size of the program."""

import contextlib
import dataclasses
import pathlib
import re
import shutil
import subprocess
import tempfile
import time
from statistics import median

import servers
import thresholds
from comparison import Row

MB = 1_000_000


@contextlib.contextmanager
def in_memory(binary):
    """The emulator as a test starts it, with the built-in seed."""
    with tempfile.TemporaryDirectory() as folder:
        with servers.program(pathlib.Path(folder), "--in-memory", binary=binary) as server:
            yield server


def started(serving):
    with serving() as server:
        return server


def row(what, ours, unit, peer="", theirs=None, ratio=None):
    """A row with the threshold of its name; the unit decides whether the ratio or the figure is bounded."""
    asked = thresholds.asked("startup", what) if peer in ("", "nginx") else {}
    bound = {"most" if unit == "ms" else "limit": asked["most"]} if asked else {}
    if theirs is not None and ratio is None:
        ratio = ours / theirs
    return Row(what=what, ours=ours, unit=unit, peer=peer, theirs=theirs, ratio=ratio, **bound)


class Empty:
    """A program in C that does nothing."""

    def __init__(self, folder):
        self.program = folder / "empty"
        source = pathlib.Path(__file__).with_name("empty.c")
        subprocess.run(["cc", "-O2", "-static", "-o", self.program, source], check=True)

    def seconds(self):
        """From the call that starts it to its end."""
        start = time.perf_counter()
        subprocess.Popen([str(self.program)]).wait()
        return time.perf_counter() - start


@dataclasses.dataclass
class Starts:
    """From the call that starts a program, all programs in turns; ratios are medians of the rounds' ratios."""

    programs: dict
    nginx: object
    empty: Empty
    count: int
    what = "start"

    def rows(self, rounds, seconds):
        found = {name: [] for name in self.programs}
        nginx, empty = [], []
        for _ in range(self.count):
            for name, binary in self.programs.items():
                found[name].append(started(lambda: in_memory(binary)))
            nginx.append(started(self.nginx).answered)
            empty.append(self.empty.seconds())
        for name, servers_started in found.items():
            ready = [server.ready for server in servers_started]
            answered = [server.answered for server in servers_started]
            yield compared(f"start to the ready file, {name}", ready, "nginx", nginx)
            yield compared(f"start to the first answer, {name}", answered, "nginx", nginx)
            yield compared(f"start to the ready file, {name}", ready, "an empty program", empty)


def compared(what, ours, peer, theirs):
    """Milliseconds of ours and theirs in the same round."""
    ratio = median(our / their for our, their in zip(ours, theirs))
    return row(what, median(ours) * 1000, "ms", peer, median(theirs) * 1000, ratio)


@dataclasses.dataclass
class Memory:
    """Resident memory a second after the start, in memory with the built-in seed, before any request."""

    programs: dict
    nginx: object
    what = "memory"

    def rows(self, rounds, seconds):
        theirs = self.measured(self.nginx)
        for name, binary in self.programs.items():
            yield row(f"memory, idle, {name}", self.measured(lambda: in_memory(binary)), "MB", "nginx", theirs)

    @staticmethod
    def measured(serving):
        with serving() as server:
            time.sleep(1)
            return resident(server.pid) / MB


def resident(pid):
    """Bytes in memory of a process and its children; what children share is counted once (proc(5))."""
    children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()
    shown = part(pid, "Rss")
    return shown + sum(part(child, "Private_Clean") + part(child, "Private_Dirty") for child in children)


def part(pid, name):
    text = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8")
    return int(re.search(rf"\n{name}:\s+(\d+) kB", text)[1]) * 1024


@dataclasses.dataclass
class Sizes:
    """The programs as files."""

    programs: dict
    what = "size"

    def rows(self, rounds, seconds):
        nginx = pathlib.Path(shutil.which("nginx")).stat().st_size / MB
        for name, binary in self.programs.items():
            yield row(f"size, {name}", binary.stat().st_size / MB, "MB", "nginx", nginx)
