"""Tests that start the emulator in a container: pip install pytest testcontainers."""

import json
import os
import urllib.request

import pytest
from testcontainers.core.container import DockerContainer
from testcontainers.core.wait_strategies import HttpWaitStrategy

IMAGE = os.environ.get("GENAUTH_IMAGE", "genauth-emulator")
KEY = {"accessKeyId": "GEN_AUTH_ACCESS_KEY_ID", "accessKeySecret": "GEN_AUTH_ACCESS_KEY_SECRET"}


@pytest.fixture(scope="session")
def genauth():
    """The URL of an emulator for all tests of the session."""
    container = (
        DockerContainer(IMAGE)
        .with_env("GENAUTH_EMULATOR_IN_MEMORY", "true")
        .with_exposed_ports(8930)
        .waiting_for(HttpWaitStrategy(8930, "/_emulator/health"))
    )
    with container:
        yield f"http://{container.get_container_host_ip()}:{container.get_exposed_port(8930)}"


def call(url, body):
    request = urllib.request.Request(url, json.dumps(body).encode(), {"content-type": "application/json"})
    with urllib.request.urlopen(request) as reply:
        return json.load(reply)


def test_a_token_is_issued(genauth):
    assert call(f"{genauth}/api/v3/get-management-token", KEY)["statusCode"] == 200
