"""System calls that fail at random under four callers; the ledger of what was acknowledged is kept all along."""

import collections
import random
import threading

from files import assert_files_are_sound
from memberships import Client, Work, assert_nothing_is_lost, crowd, members
from table import Row
from tracing import failing, may_trace

ROUNDS = 40
CALLERS = 4
REQUESTS = 25
KILLED_EVERY = 8

SOCKETS = [
    (call, error)
    for call, errors in {
        "recvfrom": ["EINTR", "EAGAIN", "ECONNRESET", "ENOMEM"],
        "sendto": ["EINTR", "EAGAIN", "ECONNRESET", "EPIPE", "ENOBUFS"],
        "accept4": ["EINTR", "EAGAIN", "ECONNABORTED", "EMFILE", "ENFILE", "ENOMEM"],
        "epoll_wait": ["EINTR"],
        "write": ["EINTR", "EAGAIN"],
    }.items()
    for error in errors
]
FILES = [
    (call, error)
    for call, errors in {
        "pwrite64": ["EINTR", "EIO", "ENOSPC", "EDQUOT"],
        "pread64": ["EINTR", "EIO"],
        "fdatasync": ["EIO", "ENOSPC"],
        "fsync": ["EIO"],
        "ftruncate": ["EIO", "ENOSPC"],
        "openat": ["EMFILE", "ENFILE", "EIO"],
    }.items()
    for error in errors
]


def draw(chance):
    """Some faults, one a system call, each at a step of its own."""
    drawn = {}
    for call, error in chance.sample(SOCKETS, 2) + chance.sample(FILES, 2):
        drawn[call] = f"{call}:error={error}:when={chance.randint(1, 9)}+{chance.randint(2, 12)}"
    return list(drawn.values())


def at_random(launch, folder, seed):
    """The rows of one campaign; `seed` repeats its faults."""
    if not may_trace():
        yield Row("faults", 0, None, "", "strace(1) is missing or may not trace here")
        return
    chance, work, data = random.Random(seed), Work(random.Random(seed)), folder / "faults"
    emulator = launch("--durability", "power", seed=crowd(), data=data)
    statuses, injected, crashes, lost, mended = collections.Counter(), collections.Counter(), 0, 0, 0
    problems = []

    def add(token):
        client = Client(emulator.port, token)
        try:
            for _ in range(REQUESTS):
                statuses[client.add(work)] += 1
        except Exception as problem:
            problems.append(problem)

    for number in range(ROUNDS):
        token = emulator.caller().token
        with failing(emulator.pid, folder / "trace", *draw(chance)) as trace:
            callers = [threading.Thread(target=add, args=(token,)) for _ in range(CALLERS)]
            for caller in callers:
                caller.start()
            for caller in callers:
                caller.join()
        injected["all"] += trace.injected
        if not emulator.is_running:
            crashes += 1
        else:
            client = Client(emulator.port, token)
            mended += sum(client.add(work) != 200 for _ in range(10))
        if not emulator.is_running or number % KILLED_EVERY == KILLED_EVERY - 1:
            try:
                if emulator.is_running:
                    assert_nothing_is_lost(members(emulator.client()), work)
                    emulator.kill()
                # A commit whose sync failed was undone in the process, but may stand in the log it left.
                work.in_doubt, work.refused = work.in_doubt + work.refused, []
                assert_files_are_sound(data, folder / "copy")
                emulator = launch("--durability", "power", data=data)
                assert_nothing_is_lost(members(emulator.client()), work)
            except AssertionError as loss:
                problems.append(loss)
                lost += 1
                break
    if emulator.is_running:
        emulator.stop()
    answers = ", ".join(f"{count} × {status or 'connection broken'}" for status, count in statuses.items())
    yield Row("crashes under faults", crashes, 0, "", f"{injected['all']:,} faults in {ROUNDS} rounds, seed {seed}")
    yield Row("ledgers that show a loss", lost, 0, "", f"{len(work.acknowledged):,} lists acknowledged")
    others = sum(count for status, count in statuses.items() if status not in (200, 500, None))
    yield Row("answers other than 200 and 500", others + len(problems) - lost, 0, "", answers)
    shown = "; ".join(f"{problem!s:.100}" for problem in problems)
    yield Row("failures when the faults are over", mended, 0, "", shown)
