"""A thousand slow connections hang on while ordinary callers go on with their work."""

import contextlib
import json
import multiprocessing
import re
import shutil
import subprocess
import tempfile
import time

from abusers import HEALTH, connect, get, post
from caller import HOST, read_answer
from slow_clients import KINDS, SlowClients
from table import Row, percentile

CONNECTIONS = 1000
SECONDS = 8
PAUSE = 0.005
# The issue with a slow answer is that people wait for it; what slowhttptest itself calls slow is 5 s.
BOUND_MS = 50
MEMBERS = 2000
TIMEOUTS = ["--head-timeout", "12", "--body-timeout", "12", "--write-timeout", "12", "--idle-timeout", "60"]


class Ordinary:
    """What ordinary callers do: three requests, each on a kept connection and on a new one; seconds by name."""

    def __init__(self, emulator, group, users):
        self.port, token = emulator.port, emulator.caller().token
        self.users, self.added = users, 0
        self.group = group
        self.reads = get(f"list-group-members?code={group}&page=1&limit=10", token)
        self.token = token
        self.kept = connect(self.port)
        self.seconds = {}

    def add(self):
        user = self.users[self.added % len(self.users)]
        self.added += 1
        return post("add-group-members", self.token, json.dumps({"code": self.group, "userIds": [user]}).encode())

    def go_on(self, until):
        """Calls at a fixed rate, and counts from when a call was due: who has to wait keeps the next ones waiting."""
        due = time.perf_counter()
        while time.monotonic() < until:
            requests = {"health": HEALTH, "list-group-members": self.reads, "add-group-members": self.add()}
            for name, request in requests.items():
                self.measure(f"{name}, kept", request, self.kept, due)
                due = self.wait(due)
                with connect(self.port) as fresh:
                    self.measure(f"{name}, new", request, fresh, due)
                due = self.wait(due)

    def wait(self, due):
        due += PAUSE
        time.sleep(max(0, due - time.perf_counter()))
        return due

    def measure(self, name, request, connection, due):
        connection.sendall(request)
        answer = read_answer(connection)
        self.seconds.setdefault(name, []).append(time.perf_counter() - due)
        assert answer.status == 200 and b'"statusCode":200' in answer.body or name.startswith("health"), answer

    def worst(self):
        """The name and the 99th percentile, in ms, of the request that fares worst."""
        return max(((percentile(values, 0.99) * 1000, name) for name, values in self.seconds.items()))


def attack(kind, port, token, count, seconds, results):
    """Runs in a process of its own, so that the attackers take no time of those who measure."""
    clients = SlowClients(kind, port, token, count, pause=1.0)
    clients.start()
    clients.hang.wait(60)
    results.put("hanging on")
    time.sleep(seconds)
    clients.stop()
    results.put(clients.ends)


def against(kind, emulator, ordinary):
    """The row of one kind of our own slow clients."""
    processes = multiprocessing.get_context("spawn")
    results = processes.Queue()
    attacker = processes.Process(
        target=attack, args=(kind, emulator.port, emulator.caller().token, CONNECTIONS, SECONDS + 8, results)
    )
    attacker.start()
    # The rush of all of them connecting is measured, too.
    ordinary.go_on(time.monotonic() + SECONDS)
    assert results.get(timeout=60) == "hanging on"
    ends = results.get(timeout=60)
    attacker.join(60)
    worst, name = ordinary.worst()
    return Row(f"{CONNECTIONS} slow {kind}: p99 of ordinary calls", worst, BOUND_MS, "ms", f"worst: {name}; ends: {ends}")


TOOL = {"headers": ["-H"], "body": ["-B", "-s", "8192"], "read": ["-X", "-w", "1", "-y", "2", "-z", "1", "-n", "5", "-k", "1"]}


def by_slowhttptest(mode, emulator, ordinary):
    """The row of one attack by slowhttptest."""
    target = f"{emulator.url}/_emulator/" + ("openapi.json" if mode == "read" else "health")
    command = ["slowhttptest", *TOOL[mode], "-c", str(CONNECTIONS), "-r", "500", "-i", "3", "-l", str(SECONDS), "-p", "1", "-u", target]
    with tempfile.TemporaryFile("w+") as shown, subprocess.Popen(command, stdout=shown, stderr=subprocess.STDOUT) as tool:
        ordinary.go_on(time.monotonic() + SECONDS)
        tool.wait(60)
        shown.seek(0)
        text = re.sub(r"\x1b\[[\d;]*[mHJ]", "", shown.read())
    worst, name = ordinary.worst()
    last = {key: re.findall(rf"{key}:\s+(\w+)", text)[-1:] for key in ("connected", "error", "closed", "service available")}
    ends = ", ".join(f"{key} {value[0]}" for key, value in last.items() if value)
    return Row(f"slowhttptest -{mode}: p99 of ordinary calls", worst, BOUND_MS, "ms", f"worst: {name}; {ends}"), text
