"""What the servers take beside time at work: starting, memory, and the size of the programs."""

import concurrent.futures
import contextlib
import dataclasses
import pathlib
import re
import shutil
import tempfile
import time
from statistics import median

import peers
import servers
from comparison import Row

MIB = 1 << 20
STATIC = servers.ROOT / ".build/static/genauth-emulator"
# Peers in Python take seconds to start.
PEER_STARTS = 3


def is_current(program):
    """Whether a program has been built from the sources as they are."""
    sources = [servers.ROOT / "Package.swift", *(servers.ROOT / "Sources").rglob("*.*")]
    return program.exists() and program.stat().st_mtime > max(source.stat().st_mtime for source in sources)


@contextlib.contextmanager
def in_memory(binary=servers.BINARY):
    """The emulator as a test starts it, with the seed that is built in."""
    with tempfile.TemporaryDirectory() as folder:
        with servers.program(pathlib.Path(folder), "--in-memory", binary=binary) as server:
            yield server


@dataclasses.dataclass
class Starts:
    """From the call that starts a program; all in turns but the other emulators, which take seconds."""

    ours: peers.Emulator
    nginx: peers.Nginx
    others: list
    count: int
    what = "start"

    def rows(self, rounds, seconds):
        first, static, again = (f"start to the ready file, {how}" for how in [
            "in memory", "in memory, static program", f"on a file of {servers.USERS:,} users"])
        turns = {first: in_memory, self.nginx.name: self.nginx.serving, again: self.ours.serving}
        if is_current(STATIC):
            turns[static] = lambda: in_memory(STATIC)
        found = {name: [] for name in turns}
        for _ in range(self.count):
            for name, serving in turns.items():
                found[name].append(started(serving))
        for name in [first, static, again]:
            if name in found:
                yield Row(what=name, ours=median(server.ready for server in found[name]) * 1000, unit="ms")
        ours = median(server.answered for server in found[first]) * 1000
        for peer in [self.nginx, *self.others]:
            starts = found.get(peer.name) or [started(peer.serving) for _ in range(PEER_STARTS)]
            theirs = median(server.answered for server in starts) * 1000
            yield beside("start to the first answer, in memory", ours, "ms", peer.name, theirs)


def started(serving):
    with serving() as server:
        return server


def beside(what, ours, unit, peer, theirs):
    return Row(what=what, ours=ours, unit=unit, peer=peer, theirs=theirs, ratio=ours / theirs)


@dataclasses.dataclass
class Memory:
    """Resident memory before any request, and the most while 64 connections add members, in MiB."""

    ours: peers.Emulator
    others: list
    what = "memory"

    def rows(self, rounds, seconds):
        ours, *theirs = [self.measured(each, seconds) for each in [self.ours, *self.others]]
        for place, what in enumerate(["memory, idle", "memory, adding members"]):
            for peer, found in zip(self.others, theirs):
                yield beside(what, ours[place], "MiB", peer.name, found[place])

    @staticmethod
    def measured(each, seconds):
        with each.serving() as server, concurrent.futures.ThreadPoolExecutor() as pool:
            time.sleep(1)
            seen = [resident(server.pid)]
            running = pool.submit(each.load(server).run, seconds)
            while not running.done():
                seen.append(resident(server.pid))
                time.sleep(0.1)
            running.result()
        return seen[0] / MIB, max(seen) / MIB


def resident(pid):
    """Bytes in memory of a process and its children; what children share is counted once (proc(5))."""
    children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()
    return told(pid, "Rss") + sum(told(child, "Private_Clean") + told(child, "Private_Dirty") for child in children)


def told(pid, name):
    text = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8")
    return int(re.search(rf"\n{name}:\s+(\d+) kB", text)[1]) * 1024


class Sizes:
    """The programs as files, in MiB; the static one when `make static` has made it from the present sources."""

    what = "program"

    def rows(self, rounds, seconds):
        nginx = pathlib.Path(shutil.which("nginx")).stat().st_size / MIB
        programs = {"program, with its symbols": servers.BINARY}
        if is_current(STATIC):
            programs["program, static and stripped"] = STATIC
        for what, file in programs.items():
            yield beside(what, file.stat().st_size / MIB, "MiB", "nginx", nginx)
