"""Users and folders: any user runs on what the engine makes, and what is another's is named."""

import os
import pathlib
import tempfile

import pytest

from engine import HARDENED, Caller

# OpenShift picks a number of its own for each project, with group 0.
USERS = ["65532:65532", "1000", "1000:1000", "1000650000:0", "0:0"]


@pytest.fixture
def folder():
    """A folder of root's that others may read only."""
    with tempfile.TemporaryDirectory(dir=os.environ["WORK"]) as path:
        os.chmod(path, 0o755)
        yield path


@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("place", ["volume", "named volume", "tmpfs"])
def test_any_user_runs_with_its_data(run, volume, user, place):
    options = {"volume": [], "named volume": ["--volume", f"{volume}:/data"], "tmpfs": ["--tmpfs", "/data"]}[place]
    container = run(*HARDENED, "--user", user, *options).wait_ready()
    assert Caller(container.url).call("get-group?code=developer")["statusCode"] == 200
    assert container.stop() < 3
    assert container.exit_code == 0


@pytest.mark.parametrize("size", ["size=16m", "size=16m,mode=1777", "mode=0700,uid=65532"])
def test_a_tmpfs_with_options_of_its_own_works(run, size):
    run(*HARDENED, "--tmpfs", f"/data:{size}").wait_ready()


def assert_names(container, *parts):
    assert container.wait_exit() == 73, container.log
    for part in parts:
        assert part in container.log, container.log


def test_a_folder_of_root_is_named_with_owner_user_and_remedy(run, folder):
    container = run("--volume", f"{folder}:/data")
    remedies = ("chown -R 65532 /data", "--user 0:0")
    assert_names(container, "/data belongs to user 0", "this process is user 65532", *remedies)


def test_a_folder_of_root_works_after_its_remedy(run, folder):
    run("--volume", f"{folder}:/data", "--user", "0:0").wait_ready().stop()
    for path in [folder, *pathlib.Path(folder).rglob("*")]:
        os.chown(path, 65532, -1)
    run("--volume", f"{folder}:/data").wait_ready()


def test_a_volume_that_another_user_has_used_is_named(run, volume):
    run("--volume", f"{volume}:/data").wait_ready().stop()
    container = run("--volume", f"{volume}:/data", "--user", "1000")
    remedies = ("chown -R 1000 /data", "--user 65532")
    assert_names(container, "belongs to user 65532", "this process is user 1000", *remedies)


def test_root_without_rights_is_no_exception(run, volume):
    run("--volume", f"{volume}:/data").wait_ready().stop()
    container = run(*HARDENED, "--volume", f"{volume}:/data", "--user", "0")
    assert_names(container, "belongs to user 65532", "this process is user 0")


def test_a_volume_mounted_for_reading_only_says_so(run, volume):
    container = run("--volume", f"{volume}:/data:ro")
    assert_names(container, "Read-only file system", "--data", "--in-memory")
