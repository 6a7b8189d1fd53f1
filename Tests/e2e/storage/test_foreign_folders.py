"""Folders and files that belong to another user: what is refused says whose they are and what to do.

The server runs as root without the rights that let root pass by owners, as in a container without capabilities.
"""

import ctypes
import os
import subprocess

import pytest

from emulator import BINARY, START_SECONDS, assert_fails_with_one_line, clean_environment

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to another user")

OWNER = 65532
PR_CAPBSET_DROP = 24
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2
LIBC = ctypes.CDLL(None, use_errno=True)


def give_up_rights():
    for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
        assert LIBC.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) == 0


def run_without_rights(*arguments):
    return subprocess.run(
        [BINARY, *arguments],
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
        env=clean_environment(),
        stdin=subprocess.DEVNULL,
        preexec_fn=give_up_rights,
    )


@pytest.fixture
def pool(launch, tmp_path):
    """The folder of a server that has ended, with the quickstart pool."""
    launch(data=tmp_path / "data").stop()
    return tmp_path / "data"


def give_away(*paths, mode=None):
    for path in paths:
        os.chown(path, OWNER, OWNER)
        if mode is not None:
            path.chmod(mode)


def assert_names_owner_and_remedy(result, path, mode):
    assert_fails_with_one_line(
        result,
        "Permission denied",
        f"{path} belongs to user {OWNER}, group {OWNER}, mode {mode}",
        "this process is user 0, group 0",
        f"chown -R 0 {path}",
        f"--user {OWNER}:{OWNER}",
        "--data",
    )
    assert result.returncode == 73


@pytest.mark.parametrize("below", ["", "new", "new/below"])
def test_a_folder_of_another_user_is_named_with_owner_user_and_remedy(tmp_path, below):
    folder = tmp_path / "given"
    folder.mkdir()
    give_away(folder, mode=0o755)
    result = run_without_rights("serve", "--port", "0", "--data", str(folder / below))
    assert_names_owner_and_remedy(result, folder, 755)
    assert list(folder.iterdir()) == []


def test_files_that_a_server_of_another_user_left_are_named(pool):
    pool.chmod(0o777)
    lock = pool / "lock"
    give_away(lock, mode=0o600)
    result = run_without_rights("serve", "--port", "0", "--data", str(pool))
    assert_names_owner_and_remedy(result, lock, 600)


@pytest.mark.parametrize("command", [("serve", "--port", "0"), ("export",)], ids=["serve", "export"])
def test_a_pool_file_of_another_user_is_named_and_left_as_it_is(pool, command):
    [file] = pool.glob("*.sqlite")
    give_away(file, mode=0o600)
    before = file.read_bytes()
    result = run_without_rights(*command, "--data", str(pool))
    assert_names_owner_and_remedy(result, file, 600)
    assert file.read_bytes() == before


def test_a_folder_that_keeps_its_own_user_out_says_how_to_let_it_in(tmp_path):
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    result = run_without_rights("serve", "--port", "0", "--data", str(folder))
    assert_fails_with_one_line(result, f"chmod -R u+rwX {folder}")
    assert result.returncode == 73
