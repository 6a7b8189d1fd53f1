"""The examples for CI that need an engine: the scenarios for Compose, and testcontainers."""

import os
import shutil
import ssl
import subprocess
import sys
import urllib.request

import pytest

from engine import IMAGE, SOURCE, docker

FOLDER = SOURCE / "examples/ci"
# In place of an image from a registry: one whose only program is busybox.
IMAGES = {"GENAUTH_IMAGE": IMAGE, "TESTS_IMAGE": "genauth-client", "NGINX_IMAGE": "genauth-nginx"}


@pytest.fixture
def compose(cleanup):
    """Runs `docker compose` with one of the examples, in a project that is gone after the test."""

    def command(name, *arguments, check=True, **variables):
        options = ["compose", "--project-name", "genauth-examples", "--file", FOLDER / f"compose.{name}.yaml"]
        environment = os.environ | IMAGES | variables
        cleanup.callback(docker, *options, "down", "--volumes", "--timeout", "1", check=False, env=environment)
        return docker(*options, *arguments, check=check, env=environment)

    return command


def test_the_tests_of_a_compose_file_start_when_the_emulator_is_ready_and_give_their_exit_code(compose):
    result = compose("tests", "up", "--abort-on-container-exit", "--exit-code-from", "tests")
    assert '"statusCode":200' in result.stdout


def test_tests_of_a_compose_file_that_fail_give_their_exit_code(compose):
    # A user pool without the key of the tests.
    environment = compose("tests", "config").stdout
    assert "qingqiao-ci" in environment
    file = FOLDER / "compose.tests.yaml"
    result = docker(
        "compose", "--project-name", "genauth-examples", "--file", "-", "--project-directory", FOLDER, "up",
        "--abort-on-container-exit", "--exit-code-from", "tests", check=False, env=os.environ | IMAGES,
        input=file.read_text("utf-8").replace("qingqiao-ci-secret", "wrong"))
    assert result.returncode == 1, result.stdout + result.stderr


def test_two_suites_with_user_pools_of_their_own_make_the_same_group(compose):
    compose("parallel", "up", "--detach", "--wait", "genauth")
    for suite in ("users", "orders"):
        assert '"statusCode":200' in compose("parallel", "run", "--rm", "-T", suite).stdout


def test_testcontainers_starts_the_emulator_and_waits_for_it():
    # Its own container, which removes those that a test leaves, comes from a registry.
    environment = os.environ | {
        "GENAUTH_IMAGE": IMAGE, "TESTCONTAINERS_RYUK_DISABLED": "true", "PYTHONPATH": os.environ["TESTCONTAINERS"],
        "TESTCONTAINERS_HOST_OVERRIDE": "127.0.0.1",
    }
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(FOLDER / "test_testcontainers.py")]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert result.returncode == 0, result.stdout
    assert "1 passed" in result.stdout


def test_the_emulator_is_reached_with_tls_through_the_compose_file_of_the_guide(cleanup, tmp_path):
    tls = tmp_path / "tls"
    shutil.copytree(SOURCE / "examples/tls", tls)
    subprocess.run([tls / "certificate.sh", tls / "certificates"], check=True)
    for path in (tmp_path.parent.parent, tmp_path.parent, tmp_path, tls, tls / "certificates"):
        path.chmod(0o755)
    options = ["compose", "--project-name", "genauth-tls", "--file", tls / "compose.yaml"]
    environment = os.environ | IMAGES
    cleanup.callback(docker, *options, "down", "--volumes", "--timeout", "1", check=False, env=environment)
    docker(*options, "up", "--wait", env=environment)
    context = ssl.create_default_context(cafile=str(tls / "certificates/genauth.crt"))
    with urllib.request.urlopen("https://localhost:8943/_emulator/health", context=context, timeout=10) as reply:
        assert reply.status == 200
