"""Fixtures: a server shared by tests that change nothing, a fresh one for those that do, a launcher."""

import os
import pathlib

import pytest

os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1"
pytest.register_assert_rewrite("caller", "emulator", "envelope", "launcher", "shapes")

from emulator import BINARY  # noqa: E402
import operation_coverage  # noqa: E402
import recording  # noqa: E402
from launcher import Launcher  # noqa: E402
from sample_seeds import standard_seed  # noqa: E402


# The test files of which this machine cannot run all tests.
SKIPPED = set()


def pytest_runtest_logreport(report):
    if report.skipped:
        SKIPPED.add(report.nodeid.split("::")[0])


pytest_collectreport = pytest_runtest_logreport


def pytest_sessionstart(session):
    recorder = recording.Recorder(BINARY)
    recorder.install()
    recording.RECORDERS.append(recorder)


def pytest_sessionfinish(session, exitstatus):
    """Fails the run if a reply does not have the described shape."""
    for recorder in recording.RECORDERS:
        recorder.check()
        if os.environ.get("GENAUTH_WRITE_COVERAGE") and exitstatus == pytest.ExitCode.OK:
            operation_coverage.write(recorder.coverage, {item.nodeid.split("::")[0] for item in session.items})
        elif is_whole_run(session) and exitstatus == pytest.ExitCode.OK:
            found = recorder.untested() + operation_coverage.faults(recorder.coverage, SKIPPED)
            recorder.broken |= {fault: (fault, b"") for fault in found}
        if recorder.broken and exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def is_whole_run(session):
    """Whether all test files were run, without a selection by options."""
    chosen = session.config.option
    files = {item.path.name for item in session.items}
    everything = {path.name for path in pathlib.Path(__file__).parent.rglob("test_*.py")}
    return files >= everything and not (chosen.keyword or chosen.markexpr or chosen.deselect or chosen.maxfail)


def pytest_terminal_summary(terminalreporter):
    for recorder in recording.RECORDERS:
        terminalreporter.section("recorded answers", sep="-")
        for line in recorder.report():
            terminalreporter.line(line)
    for line in recording.NOTES:
        terminalreporter.line(line)


@pytest.fixture(scope="session")
def binary():
    """The program under test."""
    assert os.access(BINARY, os.X_OK), f"{BINARY} is not there: build it, or set GENAUTH_EMULATOR_BINARY"
    return BINARY


@pytest.fixture
def launch(binary, tmp_path):
    launcher = Launcher(tmp_path)
    yield launcher
    launcher.stop_all()


@pytest.fixture
def fresh(launch):
    """A server with the standard seed for one test, which may change its state."""
    return launch(seed=standard_seed())


@pytest.fixture(scope="session")
def shared(binary, tmp_path_factory):
    """A server with the standard seed, shared by all tests that change nothing."""
    launcher = Launcher(tmp_path_factory.mktemp("shared"))
    yield launcher(seed=standard_seed())
    launcher.stop_all()


@pytest.fixture
def chinese(shared):
    """The Authing SDK on the shared server, asking for Chinese messages."""
    return shared.client(lang="zh-CN")
