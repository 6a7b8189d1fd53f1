"""A server that runs already, for the clients that are given a URL."""

import os

import pytest

os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1"

from emulator import Emulator  # noqa: E402


@pytest.fixture
def server(tmp_path_factory):
    """A server with the data of the first start; its control API needs the token `token`."""
    emulator = Emulator(tmp_path_factory.mktemp("server"), "--port", "0", "--in-memory", "--control-token", "token")
    yield emulator
    emulator.stop()
