"""Servers in containers: the ways in which people configure them."""

import json
import pathlib

import pytest

from engine import HARDENED, SOURCE, Caller, docker, request, wait_until

GROUP = {"code": "kept", "name": "kept", "description": "kept", "type": "static"}


def test_a_server_without_rights_on_a_read_only_root_serves_on_the_published_port(run, volume):
    container = run(*HARDENED, "--volume", f"{volume}:/data", "--publish", "127.0.0.1::8930").wait_ready()
    assert request(container.published("/_emulator/health"))[0] == 200
    status = dict(
        line.split(":", 1) for line in pathlib.Path(f"/proc/{container.pid}/status").read_text().splitlines()
    )
    assert int(status["CapBnd"], 16) == 0 and status["NoNewPrivs"].strip() == "1"
    assert docker("logs", container.name).stdout == ""


def test_a_change_and_a_token_survive_sigkill(run, volume):
    ready_file = "GENAUTH_EMULATOR_READY_FILE=/data/ready.json"
    container = run(*HARDENED, "--volume", f"{volume}:/data", "--env", ready_file).wait_ready()
    caller = Caller(container.url)
    assert caller.call("create-group", GROUP)["statusCode"] == 200
    docker("kill", container.name)
    docker("start", container.name)
    wait_until(lambda: container.log.count(" ready url=") == 2, 10, "the second start")
    assert caller.call("get-group?code=kept")["statusCode"] == 200


def test_a_change_survives_a_new_container_on_the_volume(run, volume):
    first = run("--volume", f"{volume}:/data").wait_ready()
    assert Caller(first.url).call("create-group", GROUP)["statusCode"] == 200
    first.stop()
    first.remove()
    second = run("--volume", f"{volume}:/data").wait_ready()
    assert Caller(second.url).call("get-group?code=kept")["statusCode"] == 200


def test_a_second_server_on_a_volume_is_refused(run, volume):
    options = ["--volume", f"{volume}:/data", "--env", "GENAUTH_EMULATOR_READY_FILE=/data/ready.json"]
    first = run(*options).wait_ready()
    # Both are process 1 of their containers.
    second = run(*options)
    assert second.wait_exit() == 75
    assert "in use by another process" in second.log
    assert first.execute("health").returncode == 0


def test_commands_run_beside_the_server_in_its_container(run):
    container = run(*HARDENED, "--tmpfs", "/data", "--env", "GENAUTH_EMULATOR_PORT=9000")
    assert container.execute("wait").returncode == 0
    assert request(container.url("/api/v3/get-group?code=none", 9000))[1].startswith('{"statusCode":401')
    shown = container.execute("requests")
    assert shown.returncode == 0 and "/api/v3/get-group?code=none  401" in shown.stdout
    assert container.execute("reset").stdout.startswith("reset ")
    assert "GENAUTH_HOST='http://localhost:9000'" in container.execute("env").stdout


def test_a_server_works_with_little_memory_and_processor(run):
    container = run(*HARDENED, "--memory", "32m", "--cpus", "0.2", "--pids-limit", "16", "--network", "none")
    container.wait_ready()
    wait_until(lambda: container.health == "healthy", 10, "healthy")
    assert container.stop() < 3 and container.exit_code == 0


def test_a_volume_without_room_is_named(run):
    container = run(*HARDENED, "--tmpfs", "/data:size=64k")
    assert container.wait_exit() == 73
    assert "/data: No space left on device" in container.log


def test_a_pool_is_exported_from_a_running_container(run):
    container = run(*HARDENED).wait_ready()
    seed = json.loads(container.execute("export").stdout)
    assert [pool["name"] for pool in seed["userPools"]] == ["Quickstart"]


def test_a_server_in_memory_is_configured_by_its_environment_alone(run):
    container = run(*HARDENED, "--user", "1000", "--env", "GENAUTH_EMULATOR_IN_MEMORY=1").wait_ready()
    assert Caller(container.url).call("get-group?code=developer")["statusCode"] == 200


@pytest.mark.parametrize("how", ["environment", "flag"])
def test_a_seed_is_applied_from_a_folder_mounted_for_reading(run, how):
    path = "/fixtures/company.json"
    options = ["--volume", f"{SOURCE}/fixtures:/fixtures:ro"]
    arguments = ["--seed", path] if how == "flag" else []
    if how == "environment":
        options += ["--env", f"GENAUTH_EMULATOR_SEED={path}"]
    container = run(*HARDENED, *options, arguments=arguments).wait_ready()
    assert "6492fe3f9df0a50f8eacc311" in container.log


# What Kubernetes sets for a Service named genauth-emulator, and Docker for a link of that name.
SERVICE_LINKS = {
    "GENAUTH_EMULATOR_SERVICE_HOST": "10.96.0.12",
    "GENAUTH_EMULATOR_SERVICE_PORT": "8930",
    "GENAUTH_EMULATOR_SERVICE_PORT_HTTP": "8930",
    "GENAUTH_EMULATOR_PORT": "tcp://10.96.0.12:8930",
    "GENAUTH_EMULATOR_PORT_8930_TCP": "tcp://10.96.0.12:8930",
    "GENAUTH_EMULATOR_PORT_8930_TCP_PROTO": "tcp",
    "GENAUTH_EMULATOR_PORT_8930_TCP_PORT": "8930",
    "GENAUTH_EMULATOR_PORT_8930_TCP_ADDR": "10.96.0.12",
    "GENAUTH_EMULATOR_NAME": "/app/genauth-emulator",
    "GENAUTH_EMULATOR_ENV_GENAUTH_EMULATOR_HOST": "0.0.0.0",
}


def environment(variables):
    return [option for name, value in variables.items() for option in ("--env", f"{name}={value}")]


def test_a_service_of_the_same_name_in_the_cluster_changes_nothing_and_is_logged_once(run):
    container = run(*environment(SERVICE_LINKS)).wait_ready()
    assert request(container.url("/_emulator/health"))[0] == 200
    assert container.execute("health").returncode == 0
    lines = [line for line in container.log.splitlines() if "GENAUTH_EMULATOR_" in line]
    assert len(lines) == 1 and "GENAUTH_EMULATOR_PORT" in lines[0] and "tcp://" in lines[0], container.log


def test_an_unknown_variable_with_our_prefix_is_reported(run):
    container = run("--env", "GENAUTH_EMULATOR_PROT=9000").wait_ready()
    assert "GENAUTH_EMULATOR_PROT" in container.log


def test_a_server_is_reached_by_the_names_that_containers_have(run):
    container = run().wait_ready()
    for host, status in [("genauth:8930", 200), ("host.docker.internal:8930", 200), ("evil.example.com", 403)]:
        answer = request(container.url("/_emulator/health"), headers={"Host": host})
        assert answer[0] == status, (host, answer)
