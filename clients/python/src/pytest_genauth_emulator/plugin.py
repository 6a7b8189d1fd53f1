"""The fixtures and marks of the plugin, and the explanations below a test that fails."""

import json
import os
import pathlib

import pytest

from .control import ControlError
from .server import Server

POOLS = pytest.StashKey()


def pytest_addoption(parser):
    group = parser.getgroup("genauth-emulator")
    group.addoption("--genauth-url", help="URL of a running server; without it, one is started.")
    group.addoption("--genauth-binary", help="The program that is started; otherwise the one on the PATH.")


def pytest_configure(config):
    for mark in (
        "genauth_seed(seed): the user pool of the test begins with a seed: a file beside the test, or a dict.",
        "genauth_snapshot(prepare=function): the user pool of the test begins as function(pool) left another, once per session.",
    ):
        config.addinivalue_line("markers", mark)


@pytest.fixture(scope="session")
def genauth_arguments():
    """More arguments of `genauth-emulator serve`; override it to set options."""
    return []


@pytest.fixture(scope="session")
def genauth_server(pytestconfig, genauth_arguments):
    """The server of the session: the one at GENAUTH_EMULATOR_URL, or one that is started."""
    url = pytestconfig.getoption("--genauth-url") or os.environ.get("GENAUTH_EMULATOR_URL")
    server = Server(url) if url else Server.start(pytestconfig.getoption("--genauth-binary"), genauth_arguments)
    yield server
    if url:
        server.forget_prepared()
    server.stop()


@pytest.fixture
def genauth_new_pool(request, genauth_server):
    """A function that makes a user pool for this test; its arguments are those of Server.user_pool."""
    pools = request.node.stash.setdefault(POOLS, [])

    def make(**arguments):
        pools.append(genauth_server.user_pool(**{"name": request.node.name} | arguments))
        return pools[-1]

    yield make
    for pool in pools:
        remove(pool)


@pytest.fixture
def genauth_pool(request, genauth_server, genauth_new_pool):
    """The user pool of this test."""
    mark = request.node.get_closest_marker("genauth_seed")
    seed = read(mark.args[0], request.node.path.parent) if mark else None
    mark = request.node.get_closest_marker("genauth_snapshot")
    if mark:
        return genauth_new_pool(copy_of=genauth_server.prepared(mark.kwargs["prepare"], seed))
    return genauth_new_pool(seed=seed)


def read(seed, folder):
    """One user pool of the seed format, from a file that has one, or as it is."""
    content = seed if isinstance(seed, dict) else json.loads(pathlib.Path(folder, seed).read_text("utf-8"))
    if "userPools" not in content:
        return content
    if len(content["userPools"]) != 1:
        raise pytest.UsageError(f"{seed} has {len(content['userPools'])} user pools; a test has one")
    return content["userPools"][0]


def remove(pool):
    try:
        pool.remove()
    except ControlError as error:
        if error.status != 404:
            raise


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    report = outcome.get_result()
    if report.when == "teardown" or not report.failed:
        return
    for pool in item.stash.get(POOLS, []):
        try:
            text = pool.explain_refused()
        except (ControlError, OSError) as error:
            text = f"the requests cannot be read: {error}"
        if text:
            report.sections.append((f"requests that user pool {pool.id} refused", text))
