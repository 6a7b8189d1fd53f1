"""A thousand slow connections hang on while ordinary callers go on with their work."""

import functools
import json
import multiprocessing
import re
import shutil
import subprocess
import tempfile
import time

from abusers import HEALTH, connect, get, post
from caller import read_answer
from slow_clients import KINDS, SlowClients
from table import Row, percentile
from sample_seeds import group, pool, seed, user

CONNECTIONS = 1000
SECONDS = 8
PAUSE = 0.005
BOUND = 50
# Other work on the machine makes callers wait, too: of some tries the best counts.
TRIES = 3
GROUP = "g"
USERS = [f"user-{number}" for number in range(2000)]
# The modes of slowhttptest with their options; a slow reader asks for more than its window takes.
TOOL = {
    "-H": [],
    "-B": ["-s", "8192"],
    "-X": ["-w", "1", "-y", "2", "-z", "1", "-n", "5", "-k", "10"],
}


class Ordinary:
    """What ordinary callers do: three requests, each on a kept connection and on a new one; seconds by name."""

    def __init__(self, emulator):
        self.port, self.token = emulator.port, emulator.caller().token
        self.members = get(f"list-group-members?code={GROUP}&page=1&limit=10", self.token)
        self.kept = connect(self.port)
        self.seconds, self.added = {}, 0

    def requests(self):
        body = json.dumps({"code": GROUP, "userIds": [USERS[self.added % len(USERS)]]}).encode()
        self.added += 1
        added = post("add-group-members", self.token, body)
        return {"health": HEALTH, "list-group-members": self.members, "add-group-members": added}

    def go_on(self, until):
        """Calls at a fixed rate; latency is counted from the time at which a call was due."""
        due = time.perf_counter()
        while time.monotonic() < until:
            for name, request in self.requests().items():
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
        assert answer.status == 200 and b'"statusCode":4' not in answer.body[:30], answer

    def row(self, name, note):
        """The 99th percentile of the request that fares worst."""
        worst, kind = max((percentile(values, 0.99) * 1000, kind) for kind, values in self.seconds.items())
        return Row(f"p99 of ordinary calls, {name}", worst, BOUND, "ms", f"{kind}; {note}")


def attack(kind, port, token, results):
    """Runs in its own process, so that the attackers do not use processor time of the measurement."""
    clients = SlowClients(kind, port, token, CONNECTIONS, pause=1.0)
    clients.start()
    clients.hang.wait(60)
    results.put("hanging on")
    time.sleep(SECONDS + 6)
    clients.stop()
    results.put(clients.ends)


def by_ourselves(kind, emulator, ordinary):
    """One kind of our own slow clients; the rush of all of them connecting is measured, too."""
    processes = multiprocessing.get_context("spawn")
    results = processes.Queue()
    attacker = processes.Process(target=attack, args=(kind, emulator.port, ordinary.token, results))
    attacker.start()
    ordinary.go_on(time.monotonic() + SECONDS)
    assert results.get(timeout=60) == "hanging on"
    ends = results.get(timeout=60)
    attacker.join(60)
    return [ordinary.row(f"{CONNECTIONS} slow {kind}", f"the slow ones: {ends}")]


def by_slowhttptest(mode, emulator, ordinary):
    """One mode of slowhttptest, with its own verdict on the service."""
    command = ["slowhttptest", mode, *TOOL[mode], "-c", str(CONNECTIONS), "-r", "500", "-i", "3", "-l", "16", "-p", "1"]
    with tempfile.TemporaryFile("w+") as shown:
        command += ["-u", f"{emulator.url}/_emulator/health"]
        tool = subprocess.Popen(command, stdout=shown, stderr=subprocess.STDOUT)
        ordinary.go_on(time.monotonic() + SECONDS)
        tool.wait(60)
        shown.seek(0)
        text = re.sub(r"\x1b\[[\d;]*[mHJ]", "", shown.read())
    verdicts = set(re.findall(r"service available:\s+(\w+)", text))
    last = {key: re.findall(rf"\n{key}:\s+(\d+)", text)[-1:] for key in ("connected", "error", "closed")}
    ends = ", ".join(f"{key} {value[0]}" for key, value in last.items() if value)
    return [
        ordinary.row(f"slowhttptest {mode}", f"the slow ones at last: {ends}"),
        Row(f"slowhttptest {mode} found no service", len(verdicts - {"YES"}), 0),
    ]


def undisturbed(emulator, ordinary):
    """The same calls without other clients; their latency is due to the machine."""
    ordinary.go_on(time.monotonic() + SECONDS)
    row = ordinary.row("no slow clients", "shown, without a limit")
    row.bound = None
    return [row]


def best(launch, folder, attack):
    """The rows of an attack, each try against a server of its own; the first row decides."""
    tries = []
    while len(tries) < TRIES and not (tries and not tries[-1][0].is_missed):
        content = seed(pool(users=[user(name) for name in USERS], groups=[group(GROUP)]))
        emulator = launch(seed=content, data=folder / f"slow-{len(launch.started)}")
        tries.append(attack(emulator, Ordinary(emulator)))
        emulator.stop()
    rows = min(tries, key=lambda rows: rows[0].figure)
    rows[0].note += f"; try {len(tries)} of {TRIES}" if len(tries) > 1 else ""
    return rows


def attacks(launch, folder):
    """The rows of all attacks."""
    yield from best(launch, folder, undisturbed)
    for kind in KINDS:
        yield from best(launch, folder, functools.partial(by_ourselves, kind))
    if not shutil.which("slowhttptest"):
        yield Row("slowhttptest", 0, None, "", "is not installed")
        return
    for mode in TOOL:
        yield from best(launch, folder, functools.partial(by_slowhttptest, mode))
