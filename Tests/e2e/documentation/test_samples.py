"""The samples and commands of the README and the guides, run as they are written: each prints what the page shows.

The Node sample runs with a stand-in for its package, which cannot be installed here. That shows that the sample is
sound JavaScript; what the package itself sends is replayed in test_clients.py.
"""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from emulator import REPOSITORY, clean_environment, run_to_exit, wait_until

STAND_IN = REPOSITORY / "Tests/e2e/support/clients/authing-node-sdk.cjs"
NEEDS_NODE = pytest.mark.skipif(not shutil.which("node"), reason="node is not installed")
SECONDS = 60
# Options of Docker and of the emulator's own `--version` and `--help`.
OTHER_OPTIONS = {"--version", "--help", "--user", "--read-only", "--cap-drop", "--volumes"}


def sample(page, language, heading=""):
    """The code of a page's blocks in a language, below a heading, and what the blocks after them show."""
    text = (REPOSITORY / page).read_text("utf-8").split(heading, 1)[1] if heading else (REPOSITORY / page).read_text("utf-8")
    text = re.split(r"^#{2,3} ", text, maxsplit=1, flags=re.MULTILINE)[0]
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    code = "".join(content for name, content in blocks if name == language)
    # What a sample prints is in the block after it.
    shown = "".join(after for (name, _), (none, after) in zip(blocks, blocks[1:]) if name == language and not none)
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


def blocks(page, heading=""):
    """The blocks of code of a page below a heading, with their languages, in order."""
    text = (REPOSITORY / page).read_text("utf-8")
    text = text[text.index(heading):]
    return re.findall(r"^```(\w*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


@pytest.fixture
def shell(binary, tmp_path):
    """Runs a page's commands with the program on the PATH, on free ports, in a folder that has the fixtures."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/genauth-emulator").symlink_to(binary)
    (tmp_path / "fixtures").symlink_to(REPOSITORY / "fixtures")
    path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
    environment = clean_environment({"PATH": path, "GENAUTH_EMULATOR_PORT": "0"})

    def start(commands, **extra):
        return subprocess.Popen(
            ["bash", "-euc", commands], cwd=tmp_path, env=environment | extra, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )

    start.folder = tmp_path
    return start


def test_the_script_of_the_guide_to_running_shows_a_ready_file(shell):
    (_, commands), (_, shown) = blocks("docs/guides/running.md", "## In scripts and tests\n")[:2]
    with shell(f"{commands}\nkill %1\nwait") as script:
        printed, _ = script.communicate(timeout=SECONDS)
    assert script.returncode == 0
    assert re.sub(r"\d+", "N", printed) == re.sub(r"\d+", "N", shown)


def test_the_commands_of_the_guide_to_seeds_check_serve_and_export(shell):
    (_, check), (_, shown), (_, serve), (_, export) = blocks("docs/guides/seeds.md")
    with shell(check) as checking:
        assert checking.communicate(timeout=SECONDS)[0] == shown
    ready = shell.folder / "ready.json"
    with shell(f"exec {serve}", GENAUTH_EMULATOR_READY_FILE=str(ready)) as server:
        try:
            wait_until(lambda: ready.exists() and ready.stat().st_size, SECONDS, "the ready file")
            with shell(export) as exporting:
                assert exporting.wait(SECONDS) == 0
        finally:
            server.terminate()
    [pool] = json.loads((shell.folder / "company-now.json").read_text("utf-8"))["userPools"]
    assert shown.startswith(f"{pool['id']}: {len(pool['users'])} users")


def test_every_make_target_in_the_pages_is_there():
    targets = set(re.findall(r"^([a-z0-9-]+):", (REPOSITORY / "Makefile").read_text("utf-8"), re.MULTILINE))
    for page in ["README.md", "CONTRIBUTING.md", "SECURITY.md", *map(str, (REPOSITORY / "docs").rglob("*.md"))]:
        text = (REPOSITORY / page).read_text("utf-8")
        named = set(re.findall(r"(?:^|`)make ([a-z0-9-]+)", text, re.MULTILINE))
        assert named <= targets, page


def test_every_option_in_the_pages_is_there(binary):
    commands = re.findall(r"^  ([a-z-]+) ", run_to_exit("--help").stdout.split("SUBCOMMANDS:")[1], re.MULTILINE)
    assert "serve" in commands and len(commands) > 15
    known = {option for name in commands for option in re.findall(r"  (--[a-z-]+)", run_to_exit(name, "--help").stdout)}
    # What the changelog lists is gone, and a decision tells of other programs' options.
    for page in ["README.md", "SECURITY.md", *map(str, (REPOSITORY / "docs").glob("*.md")),
                 *map(str, (REPOSITORY / "docs/guides").glob("*.md"))]:
        named = set(re.findall(r"`(--[a-z-]+)[ `]", (REPOSITORY / page).read_text("utf-8")))
        assert named <= known | OTHER_OPTIONS, page


# The domain that the guides for engineers build; the tests of the management API run it.
GUIDES = ["adding-an-operation.md", "adding-a-domain.md"]
EXAMPLE = REPOSITORY / "Tests/ManagementAPITests/EventApps"


def swift_samples(page):
    """The Swift samples of a guide."""
    text = (REPOSITORY / "docs/guides" / page).read_text("utf-8")
    return re.findall(r"^ *```swift\n(.*?)^ *```$", text, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("page", GUIDES)
def test_the_swift_code_of_a_guide_is_that_of_the_sources(page):
    files = [*(REPOSITORY / "Sources").rglob("*.swift"), *EXAMPLE.rglob("*.swift")]
    sources = [" ".join(file.read_text("utf-8").split()) for file in files]
    # Declarations that a file has apart from each other are apart by an empty line here.
    pieces = [" ".join(piece.split()) for block in swift_samples(page) for piece in re.split(r"\n\n", block)]
    assert pieces and [piece for piece in pieces if not any(piece in source for source in sources)] == []


def test_the_guides_show_each_file_of_their_domain_and_it_has_four():
    files = [file for file in EXAMPLE.rglob("*.swift") if file.parent.name != "Generated"]
    assert len(files) == 4
    samples = [sample.split() for page in GUIDES for sample in swift_samples(page)]
    for file in files:
        code = re.sub(r"^.*\bimport .*$", "", file.read_text("utf-8"), flags=re.MULTILINE)
        assert code.split() in samples, file.name
