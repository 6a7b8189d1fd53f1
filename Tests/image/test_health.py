"""The health check as the engine makes it."""

import os
import pathlib
import re
import signal
import time

import pytest

from engine import HARDENED, wait_until


def test_a_server_is_healthy_within_about_a_second(run):
    container = run(*HARDENED)
    wait_until(lambda: container.health == "healthy", 10, "healthy")
    assert time.monotonic() - container.started < 2.5


def test_a_big_seed_is_starting_until_it_is_healthy_and_says_how_far_it_is(run, big_seed):
    options = ["--volume", f"{big_seed}:/big.json:ro", "--env", "GENAUTH_EMULATOR_SEED=/big.json"]
    container = run(*HARDENED, *options, "--memory", "192m")
    seen = set()

    def is_healthy():
        seen.add(container.health)
        return container.health == "healthy"

    wait_until(is_healthy, 120, "healthy")
    failures = [probe for probe in container.inspect("State", "Health", "Log") if probe["ExitCode"] != 0]
    assert "unhealthy" not in seen and len(failures) >= 3, (seen, failures)
    lines = [line for line in container.log.split(" ready url=")[0].splitlines() if "applying a seed" in line]
    assert lines and "seed=/big.json" in lines[0] and "done=" in lines[0], container.log


def test_a_terminal_shows_how_far_a_seed_is(run, big_seed):
    options = ["--volume", f"{big_seed}:/big.json:ro", "--env", "GENAUTH_EMULATOR_SEED=/big.json"]
    container = run(*HARDENED, *options, "--tty")
    wait_until(lambda: re.search("big.json [0-9]+%", container.output), 10, "a percentage")


@pytest.mark.parametrize(
    ("options", "arguments", "port"),
    [
        (["--env", "GENAUTH_EMULATOR_PORT=9000"], [], 9000),
        (["--env", "GENAUTH_EMULATOR_HOST=127.0.0.1"], [], None),
        (["--env", "GENAUTH_EMULATOR_HOST=localhost"], [], None),
        (["--env", "GENAUTH_EMULATOR_PORT=0", "--env", "GENAUTH_EMULATOR_READY_FILE=/data/ready.json"], [], None),
    ],
    ids=["another port", "loopback", "localhost", "a port of its own with a ready file"],
)
def test_the_probe_finds_the_server_where_the_environment_put_it(run, options, arguments, port):
    container = run(*HARDENED, *options, arguments=arguments).wait_ready()
    assert container.execute("health").returncode == 0
    wait_until(lambda: container.health == "healthy", 5, "healthy")


def test_an_unresponsive_server_is_reported_within_the_probe_time_and_becomes_unhealthy(run):
    container = run(*HARDENED).wait_ready()
    wait_until(lambda: container.health == "healthy", 5, "healthy")
    os.kill(container.pid, signal.SIGSTOP)
    begin = time.monotonic()
    result = container.execute("health")
    assert result.returncode == 69 and time.monotonic() - begin < 2, result
    wait_until(lambda: container.health == "unhealthy", 30, "unhealthy")
    os.kill(container.pid, signal.SIGCONT)
    wait_until(lambda: container.health == "healthy", 10, "healthy again")


def processor_seconds(container):
    """What all processes of a container have used so far."""
    lines = pathlib.Path(f"/proc/{container.pid}/cgroup").read_text().splitlines()
    groups = dict(line.split(":", 2)[1:] for line in lines)
    top = pathlib.Path("/sys/fs/cgroup")
    if "cpuacct" in ",".join(groups):
        [path] = [path for names, path in groups.items() if "cpuacct" in names.split(",")]
        return int((top / "cpuacct" / path[1:] / "cpuacct.usage").read_text()) / 1e9
    return int((top / groups[""][1:] / "cpu.stat").read_text().split()[1]) / 1e6


def test_an_idle_server_with_a_probe_every_second_uses_less_than_a_twentieth_of_a_core(run):
    container = run(*HARDENED).wait_ready()
    time.sleep(1)
    begin, before = time.monotonic(), processor_seconds(container)
    time.sleep(4)
    used = (processor_seconds(container) - before) / (time.monotonic() - begin)
    assert len(container.inspect("State", "Health", "Log")) >= 2
    assert used < 0.05, f"{used:.3f} of a core"
