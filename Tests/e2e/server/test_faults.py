"""System calls on the server's sockets fail: without effect, or only the affected connection ends."""

import pytest

from abusers import HEALTH, connect, get
from caller import read_answer
from emulator import wait_until
from figures import descriptors
from tracing import failing, needs_tracing

REQUESTS = 120
DESCRIPTION = HEALTH.replace(b"health", b"openapi.json")

# Faults that nobody may notice: every request is answered as ever.
HARMLESS = [
    "recvfrom:error=EINTR:when=1+2",
    "recvfrom:error=EAGAIN:when=1+2",
    "sendto:error=EINTR:when=1+2",
    "sendto:error=EAGAIN:when=1+2",
    "sendmsg:error=EINTR:when=1+2",
    "sendmsg:error=EAGAIN:when=1+2",
    "epoll_wait:error=EINTR:when=1+2",
    "epoll_wait:error=ENOSYS:when=1+2",
    "write:error=EINTR:when=1+2",
    "write:error=EAGAIN:when=1+2",
    "accept4:error=EINTR:when=1+2",
    "accept4:error=EAGAIN:when=1+2",
    "accept4:error=ECONNABORTED:when=1+2",
]
# Faults that cost the connection they happen on, and no other.
FATAL_TO_ONE = [
    "recvfrom:error=ECONNRESET:when=3+5",
    "recvfrom:error=ENOMEM:when=3+5",
    "sendto:error=ECONNRESET:when=3+5",
    "sendto:error=EPIPE:when=3+5",
    "sendto:error=ENOBUFS:when=3+5",
    "sendmsg:error=ECONNRESET:when=1+2",
    "epoll_ctl:error=ENOMEM:when=1",
]
# Descriptors or memory are missing for a while: who wants to connect waits.
EXHAUSTED = ["EMFILE", "ENFILE", "ENOBUFS", "ENOMEM"]


def answers(port, requests):
    """Sends each request on one connection, or on a new one if it broke; returns the statuses, None for a broken
    connection.
    """
    connection, statuses = None, []
    for request in requests:
        try:
            connection = connection or connect(port, timeout=20)
            connection.sendall(request)
            statuses.append(read_answer(connection).status)
        except (ConnectionError, OSError) as failure:
            assert not isinstance(failure, TimeoutError), "neither an answer nor an end"
            statuses.append(None)
            connection.close()
            connection = None
    if connection:
        connection.close()
    return statuses


def mixed(emulator):
    """Requests that are answered at once or later, with short and long responses."""
    read = get("list-groups?page=1&limit=50", emulator.caller().token)
    return [HEALTH, read, DESCRIPTION, read] * (REQUESTS // 4)


@needs_tracing
@pytest.mark.parametrize("fault", HARMLESS)
def test_interrupted_system_calls_are_repeated_without_effect(fresh, tmp_path, fault):
    requests = mixed(fresh)
    count = 1 if "accept4" not in fault else 10
    with failing(fresh.pid, tmp_path / "trace", fault) as trace:
        for _ in range(count):
            assert set(answers(fresh.port, requests[:: count])) == {200}
    assert trace.injected >= 5, "the fault did not happen"


@needs_tracing
@pytest.mark.parametrize("fault", FATAL_TO_ONE)
def test_a_broken_connection_affects_no_other(fresh, tmp_path, fault):
    requests = mixed(fresh)
    with connect(fresh.port) as other:
        other.sendall(HEALTH)
        assert read_answer(other).status == 200
        before = len(descriptors(fresh.pid))
        with failing(fresh.pid, tmp_path / "trace", fault) as trace:
            statuses = answers(fresh.port, requests)
        assert trace.injected >= 1, "the fault did not happen"
        assert set(statuses) <= {200, None} and None in statuses and statuses.count(200) > REQUESTS / 3
        other.sendall(HEALTH)
        assert read_answer(other).status == 200
        wait_until(lambda: len(descriptors(fresh.pid)) == before, 10, "the end of what broke")
    assert set(answers(fresh.port, requests)) == {200}


@needs_tracing
@pytest.mark.parametrize("error", EXHAUSTED)
def test_accepting_goes_on_when_the_shortage_is_over(fresh, tmp_path, error):
    with connect(fresh.port) as kept:
        kept.sendall(HEALTH)
        assert read_answer(kept).status == 200
        with failing(fresh.pid, tmp_path / "trace", f"accept4:error={error}:when=1..3") as trace:
            waiting = [connect(fresh.port) for _ in range(5)]
            for connection in waiting:
                connection.sendall(HEALTH)
            kept.sendall(HEALTH)
            assert read_answer(kept).status == 200
            for connection in waiting:
                assert read_answer(connection).status == 200
                connection.close()
        assert trace.injected == 3
