"""compose.yaml as people use it, with a service that waits for the emulator."""

import json
import time

import pytest

from engine import SOURCE, Caller, docker, request

PROJECT = "genauth-compose-test"

# A service of somebody's own: it asks as soon as it starts, and fails when the emulator is not ready.
DEPENDENT = """
services:
  client:
    image: genauth-client
    command: ["wget", "-q", "-O", "-", "http://genauth:8930/_emulator/health"]
    depends_on:
      genauth:
        condition: service_healthy
"""


@pytest.fixture
def compose():
    """Runs `docker compose` in a project that is gone after the test."""

    def command(*arguments, files=(), **options):
        named = [option for file in (SOURCE / "compose.yaml", *files) for option in ("--file", file)]
        return docker("compose", "--project-name", PROJECT, *named, *arguments, **options)

    yield command
    command("down", "--volumes", "--timeout", "1", check=False)


def left():
    """What the engine still has of the project."""
    label = f"label=com.docker.compose.project={PROJECT}"
    lists = {"container": ["ls", "--all"], "network": ["ls"], "volume": ["ls"]}
    return {kind: docker(kind, *ls, "--quiet", "--filter", label).stdout.split() for kind, ls in lists.items()}


def test_up_waits_until_the_emulator_is_healthy_for_about_a_second(compose):
    begin = time.monotonic()
    compose("up", "--wait", "--no-build")
    assert time.monotonic() - begin < 4
    assert request("http://127.0.0.1:8930/_emulator/health")[0] == 200
    [state] = [json.loads(line) for line in compose("ps", "--format", "json").stdout.splitlines()]
    assert state["Health"] == "healthy"


def test_compose_down_is_fast_and_keeps_the_volume(compose):
    compose("up", "--wait", "--no-build")
    group = {"code": "kept", "name": "kept", "description": "kept", "type": "static"}
    assert Caller(published).call("create-group", group)["statusCode"] == 200
    begin = time.monotonic()
    compose("down")
    assert time.monotonic() - begin < 3
    assert {kind: len(names) for kind, names in left().items()} == {"container": 0, "network": 0, "volume": 1}
    compose("up", "--wait", "--no-build")
    assert Caller(published).call("get-group?code=kept")["statusCode"] == 200
    compose("down", "--volumes")
    assert not any(left().values())


def published(path):
    return f"http://127.0.0.1:8930{path}"


def test_a_service_that_depends_on_it_starts_when_it_is_healthy_and_reaches_it_by_name(compose, tmp_path):
    file = tmp_path / "dependent.yaml"
    file.write_text(DEPENDENT)
    result = compose(
        "up", "--no-build", "--abort-on-container-exit", "--exit-code-from", "client", files=[file], check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert '"status":"ok"' in result.stdout, result.stdout


def test_the_file_is_as_strict_as_it_says(compose):
    service = json.loads(compose("config", "--format", "json").stdout)["services"]["genauth"]
    assert service["read_only"] and service["cap_drop"] == ["ALL"]
    assert "healthcheck" not in service and "tmpfs" not in service and "stop_grace_period" not in service
    assert [port["host_ip"] for port in service["ports"]] == ["127.0.0.1"]
