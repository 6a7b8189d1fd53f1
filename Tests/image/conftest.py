"""What the tests of the image share. They run through run.sh only, which has started the engine."""

import contextlib
import json
import os
import pathlib

import pytest

from engine import Container, docker


@pytest.fixture
def cleanup():
    """The objects that a test has created, removed in reverse order."""
    with contextlib.ExitStack() as stack:
        yield stack


@pytest.fixture
def run(cleanup):
    """Starts containers that are gone after the test."""

    def start(*options, **others):
        container = Container(*options, **others)
        cleanup.callback(container.remove)
        return container

    return start


@pytest.fixture
def volume(cleanup):
    """The name of a volume that is gone after the test."""
    name = docker("volume", "create").stdout.strip()
    cleanup.callback(docker, "volume", "rm", name)
    return name


@pytest.fixture(scope="session")
def big_seed():
    """The path of a seed that takes longer than the probe's retries."""
    path = pathlib.Path(os.environ["WORK"]) / "big.json"
    users = [{"userId": f"{number:024x}", "username": f"user{number}"} for number in range(600_000)]
    pool = {"id": "b" * 24, "name": "big", "accessKeys": [{"id": "k", "secret": "s"}], "users": users}
    path.write_text(json.dumps({"userPools": [pool]}))
    path.chmod(0o644)
    return path
