"""The samples of the README and the guides, run as they are written: each prints what the page shows.

The Node sample runs with a stand-in for its package, which cannot be installed here. That shows that the sample is
sound JavaScript; what the package itself sends is replayed in test_clients.py.
"""

import os
import re
import shutil
import subprocess
import sys

import pytest

from emulator import REPOSITORY, clean_environment

STAND_IN = REPOSITORY / "Tests/e2e/support/clients/authing-node-sdk.cjs"
NEEDS_NODE = pytest.mark.skipif(not shutil.which("node"), reason="node is not installed")
SECONDS = 60


def sample(page, language, heading=""):
    """The code of a page's blocks in a language, below a heading, and what the blocks after them show."""
    text = (REPOSITORY / page).read_text("utf-8").split(heading, 1)[1] if heading else (REPOSITORY / page).read_text("utf-8")
    text = re.split(r"^#{2,3} ", text, maxsplit=1, flags=re.MULTILINE)[0]
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    code = "".join(content for name, content in blocks if name == language)
    shown = "".join(content for name, content in blocks if not name)
    assert code and shown, page
    return code, shown


def without_ids(text):
    """Request ids are random; a page shows their first digits."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f…-]+", "ID", text)


def run(launch, directory, command, name, code):
    """What a sample prints on a server with the seed of the first start."""
    emulator = launch()
    assert "127.0.0.1:8930" in code
    (directory / name).write_text(code.replace("127.0.0.1:8930", f"127.0.0.1:{emulator.port}"), "utf-8")
    environment = clean_environment({"NO_PROXY": "127.0.0.1", "PATH": os.environ["PATH"]})
    result = subprocess.run(
        [*command, name], cwd=directory, env=environment, capture_output=True, text=True, timeout=SECONDS
    )
    assert result.returncode == 0, result.stderr
    return without_ids(result.stdout)


def test_the_python_sample_prints_what_the_readme_shows(launch, tmp_path):
    code, shown = sample("README.md", "python", "### Python\n")
    assert run(launch, tmp_path, [sys.executable], "sample.py", code) == without_ids(shown)


def test_the_curl_sample_prints_what_the_readme_shows(launch, tmp_path):
    code, shown = sample("README.md", "sh", "### curl\n")
    assert run(launch, tmp_path, ["bash", "-eu"], "sample.sh", code) == without_ids(shown)


@NEEDS_NODE
def test_the_node_sample_prints_what_the_readme_shows(launch, tmp_path):
    package = tmp_path / "node_modules/authing-node-sdk"
    package.mkdir(parents=True)
    shutil.copy(STAND_IN, package / "index.js")
    code, shown = sample("README.md", "js", "### Node\n")
    assert run(launch, tmp_path, ["node"], "sample.mjs", code) == without_ids(shown)


@NEEDS_NODE
def test_the_signer_prints_what_the_guide_shows(launch, tmp_path):
    code, shown = sample("docs/guides/signing-requests.md", "js")
    assert run(launch, tmp_path, ["node"], "sample.mjs", code) == without_ids(shown)
