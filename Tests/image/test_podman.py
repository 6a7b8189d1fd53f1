"""The same image and compose.yaml under Podman and podman-compose."""

import os
import pathlib
import subprocess

import pytest

from engine import HARDENED, IMAGE, SOURCE, request, wait_until

WORK = pathlib.Path(os.environ["WORK"])
PROJECT = "genauth-podman-test"


@pytest.fixture(scope="module")
def wrapper():
    """A program `podman` that keeps everything in the folder of this run, with the image loaded."""
    folder = WORK / "podman"
    (folder / "bin").mkdir(parents=True)
    (folder / "containers.conf").write_text(
        f'[network]\nnetwork_config_dir = "{folder}/networks"\n[engine]\nevents_logger = "file"\n'
        # Its own limits are more than a machine may allow.
        '[containers]\ndefault_ulimits = ["nofile=1024:4096", "nproc=1024:4096"]\n'
    )
    program = folder / "bin/podman"
    program.write_text(
        f"#!/bin/sh\nexport CONTAINERS_CONF={folder}/containers.conf\n"
        f'exec /usr/bin/podman --root {folder}/store --runroot {folder}/run --tmpdir {folder}/tmp --storage-driver vfs '
        '--cgroup-manager cgroupfs --runtime runc --log-level error "$@"\n'
    )
    program.chmod(0o755)
    subprocess.run([program, "load", "--quiet", "--input", WORK / f"{IMAGE}.tar"], check=True, capture_output=True)
    return program


@pytest.fixture
def podman(wrapper):
    def command(*arguments, program=None, check=True):
        environment = os.environ | {"PATH": f"{wrapper.parent}:{os.environ['PATH']}"}
        result = subprocess.run(
            [program or wrapper, *arguments], capture_output=True, text=True, env=environment, timeout=120, check=False
        )
        assert not check or result.returncode == 0, result.stdout + result.stderr
        return result

    yield command
    command("rm", "--all", "--force", "--volumes", check=False)


def is_healthy(podman, name):
    return podman("healthcheck", "run", name, check=False).returncode == 0


def test_podman_runs_the_image_and_its_health_check(podman):
    podman("run", "--detach", "--name", "one", *HARDENED, IMAGE)
    wait_until(lambda: is_healthy(podman, "one"), 10, "healthy")
    podman("stop", "one")
    assert podman("inspect", "--format", "{{.State.ExitCode}}", "one").stdout.strip() == "0"


def test_podman_compose_runs_the_file_and_the_health_check_of_the_image(podman):
    podman_compose = ("--file", str(SOURCE / "compose.yaml"), "--project-name", PROJECT)
    podman(*podman_compose, "up", "--detach", "--no-build", program="podman-compose")
    name = podman("ps", "--format", "{{.Names}}").stdout.strip()
    wait_until(lambda: is_healthy(podman, name), 10, "healthy")
    check = podman("inspect", "--format", "{{.Config.Healthcheck.Test}}", name).stdout.strip()
    assert check == "[CMD /genauth-emulator health]"
    assert request("http://127.0.0.1:8930/_emulator/health")[0] == 200
    podman(*podman_compose, "down", "--volumes", program="podman-compose")
    assert podman("ps", "--all", "--quiet").stdout == ""
