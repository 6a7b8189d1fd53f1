"""Every block of shell commands in the pages for users is run by a test, or has commands of make only.

Blocks marked `console` need what a test has not: a registry of images, a cluster, GitHub. What they name is checked elsewhere.
"""

import json
import os
import re
import subprocess

import pytest

import sidecar
from emulator import REPOSITORY, clean_environment

TESTS = REPOSITORY / "Tests"
SECONDS = 60
# The test that runs the blocks of a page.
RUN_BY = {
    "README.md": "e2e/documentation/test_samples.py",
    "docs/start.md": "e2e/documentation/test_session_pages.py",
    "docs/guides/local-backend.md": "e2e/documentation/test_session_pages.py",
    "docs/guides/mcp.md": "e2e/documentation/test_mcp_page.py",
    "docs/guides/running.md": "e2e/documentation/test_samples.py",
    "docs/guides/seeds.md": "e2e/documentation/test_samples.py",
    "docs/guides/signing-requests.md": "e2e/program/test_sign.py",
    "docs/guides/testing.md": "e2e/documentation/test_testing_guide.py",
    "docs/guides/tls.md": "e2e/documentation/test_commands.py",
}
PAGES = ["README.md", "SECURITY.md", *(str(path.relative_to(REPOSITORY)) for path in sorted((REPOSITORY / "docs").rglob("*.md")))]
NEEDS_NGINX = pytest.mark.skipif(not sidecar.program(), reason="nginx is not installed; make test-e2e unpacks Debian's")


def blocks(page, language):
    text = (REPOSITORY / page).read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def is_of_make(block):
    return all(re.match(r"make |#|$", line.strip()) for line in block.splitlines())


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_a_page_are_run_by_a_test(page):
    others = [block for block in blocks(page, "sh") if not is_of_make(block)]
    assert bool(others) == (page in RUN_BY), others
    if others:
        assert page in (TESTS / RUN_BY[page]).read_text("utf-8")


@pytest.fixture
def shell(binary, tmp_path):
    """Runs commands to their end with the program, stand-ins and nginx on the PATH; the result has the output as text."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "genauth-emulator").symlink_to(binary)
    if sidecar.program():
        (folder / "nginx").symlink_to(sidecar.program())
    for name in ("pytest", "npm"):
        (folder / name).write_text(f'#!/bin/sh\necho {name} "$GENAUTH_ACCESS_KEY_ID"\n', "utf-8")
        (folder / name).chmod(0o755)
    (tmp_path / "examples").symlink_to(REPOSITORY / "examples")
    environment = clean_environment({"PATH": f"{folder}:{os.environ['PATH']}", "NO_PROXY": "localhost,127.0.0.1"})

    def run(commands):
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c", commands], cwd=tmp_path, env=environment, capture_output=True, text=True,
            timeout=SECONDS, check=False)

    return run


def test_exec_runs_the_commands_of_the_guide_to_running(shell, tmp_path):
    seed = {"userPools": [{"id": "a" * 24, "name": "Seed", "accessKeys": [{"id": "seeded", "secret": "s"}]}]}
    (tmp_path / "seed.json").write_text(json.dumps(seed), "utf-8")
    [commands] = [block for block in blocks("docs/guides/running.md", "sh") if " exec " in block]
    result = shell(commands)
    assert (result.returncode, result.stdout) == (0, "pytest GEN_AUTH_ACCESS_KEY_ID\nnpm seeded\n"), result.stderr


def test_wait_in_the_guide_to_running_ends_when_the_server_is_ready(shell):
    [commands] = [block for block in blocks("docs/guides/running.md", "sh") if " wait " in block]
    result = shell(f"{commands}\ntest -s ready.json\nkill %1\nwait")
    assert result.returncode == 0, result.stderr


def test_the_signed_request_of_the_guide_is_accepted(shell, launch):
    emulator = launch()
    [commands] = [block for block in blocks("docs/guides/signing-requests.md", "sh") if "curl" in block]
    keys = "export GENAUTH_ACCESS_KEY_ID=GEN_AUTH_ACCESS_KEY_ID GENAUTH_ACCESS_KEY_SECRET=GEN_AUTH_ACCESS_KEY_SECRET\n"
    result = shell(keys + commands.replace("127.0.0.1:8930", f"127.0.0.1:{emulator.port}"))
    assert json.loads(result.stdout)["statusCode"] == 200, result.stderr


@NEEDS_NGINX
def test_the_guide_to_tls_starts_nginx_in_front_of_a_server(shell, launch):
    emulator = launch()
    [certificate] = blocks("docs/guides/tls.md", "sh")
    [configure] = [block for block in blocks("docs/guides/tls.md", "console") if block.startswith("sed ")]
    port = sidecar.free_port()
    # The page has the ports of a default server; nginx runs until it is stopped.
    change, start = configure.replace("127.0.0.1:8930", f"127.0.0.1:{emulator.port}").splitlines()
    result = shell(f"""
        {certificate}
        {change}
        sed -i -e 's#listen 8943#listen 127.0.0.1:{port}#' -e "s#pid /tmp#pid $PWD#; s#_path /tmp#_path $PWD#" tls.conf
        {start} &
        trap 'kill $!; wait' EXIT
        curl --silent --retry 20 --retry-connrefused --retry-delay 1 --fail --cacert certificates/genauth.crt https://localhost:{port}/_emulator/health
    """)
    assert result.returncode == 0 and '"ok"' in result.stdout, result.stderr
