"""What a request costs, counted and not timed: heap allocations and system calls."""

import json
import mmap
import os
import struct
import time

import pytest

from caller import HOST
from conversation import Conversation, additions
from emulator import wait_until
from envelope import accepted
from figures import wakes
from preloading import library
from tracing import needs_tracing, traced
from sample_seeds import GROUP, group, pool, seed, user

HEALTH = f"GET /_emulator/health HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()
REQUESTS = 1000
USERS = [f"u{number:04}" for number in range(2 * REQUESTS)]


@pytest.fixture(scope="module")
def counter(tmp_path_factory):
    """The library that counts, built from its source."""
    return library("allocations", tmp_path_factory.mktemp("count"))


@pytest.fixture
def counted(launch, counter, tmp_path):
    """A server with enough users, and a function that returns its number of allocations so far."""
    file = tmp_path / "allocations"
    file.write_bytes(bytes(8))
    environment = {"LD_PRELOAD": str(counter), "ALLOCATION_COUNT_FILE": str(file)}
    content = seed(pool(users=[user(user_id) for user_id in USERS], groups=[group(GROUP)]))
    emulator = launch(seed=content, environment=environment)
    memory = mmap.mmap(os.open(file, os.O_RDWR), 8)
    return emulator, lambda: struct.unpack("q", memory[:8])[0]


def allocations_each(emulator, count, requests):
    """Allocations a request on average, once the first half of the requests has warmed the server up."""
    conversation = Conversation(emulator.port)
    half = len(requests) // 2
    conversation.send(requests[:half])
    before = count()
    assert before > 1000, "the counter does not count"
    conversation.send(requests[half:])
    return (count() - before) / half


def test_a_health_check_takes_three_allocations_at_most(counted):
    assert allocations_each(*counted, [HEALTH] * 2 * REQUESTS) <= 3


def test_adding_a_group_member_takes_sixty_allocations_at_most(counted):
    emulator, count = counted
    each = allocations_each(emulator, count, list(additions(emulator, USERS)))
    print(f"{each:.1f} allocations a request")
    assert each <= 60
    assert accepted(emulator.client().list_group_members(GROUP))["totalCount"] == len(USERS)


def system_calls(emulator, tmp_path, requests):
    """All system calls of the server while it handles `requests` on one connection."""
    summary = tmp_path / f"calls-{len(requests)}"
    conversation = Conversation(emulator.port)
    conversation.send(requests[:10])
    with traced(emulator.pid, summary, "-c") as trace:
        conversation.send(requests)
    # The columns: % time, seconds, microseconds a call, calls, errors if any, name.
    total = next(line.split() for line in trace.text.splitlines() if line.endswith("total"))
    return int(total[3])


@needs_tracing
def test_a_health_check_takes_three_system_calls_at_most(launch, tmp_path):
    emulator = launch()

    def each():
        few, many = (system_calls(emulator, tmp_path, [HEALTH] * number) for number in (100, 600))
        return (many - few) / 500

    # The clock of the time-outs ticks beside the requests, the more often the slower they are: it only adds.
    least = min(each() for _ in range(5))
    print(f"{least:.2f} system calls a request")
    assert 2 <= least <= 3


def test_an_idle_server_wakes_no_thread(launch):
    emulator = launch()
    conversation = Conversation(emulator.port)
    conversation.send([HEALTH])
    counts = []

    def is_quiet():
        time.sleep(1)
        counts.append(wakes(emulator.pid))
        return len(counts) > 1 and counts[-1] == counts[-2]

    # Dispatch ends its spare threads some seconds after their last work.
    wait_until(is_quiet, 20, "a second without a thread woken")
