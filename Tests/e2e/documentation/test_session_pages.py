"""Pages that are read as one session: their commands, run one after the other as they are written, print what the pages show."""

import os
import re
import subprocess
import sys

import pytest

from emulator import REPOSITORY, clean_environment
from sidecar import free_port

SECONDS = 60
# The file that a page's block in a language is.
FILES = {"docs/start.md": {"python": "groups.py"}, "docs/guides/local-backend.md": {"json": "backend.json"}}
# What a test of every page cannot do again: building the program, installing the SDK.
DONE = ["make build\n", 'export PATH="$PWD/.build/release:$PATH"\n', "python3 -m venv .venv && . .venv/bin/activate\n",
        "pip install authing==5.1.0 websockets\n"]


def without_digits(text):
    """Times, ids, the number of a request and the port differ."""
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID", re.sub(r"\d+-\d+-\d+T[\d:.]+Z", "TIME", text))
    return re.sub(r"localhost:\d+", "localhost:PORT", text)


@pytest.mark.parametrize("page", FILES)
def test_the_commands_print_what_the_page_shows(binary, tmp_path, page):
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", (REPOSITORY / page).read_text("utf-8"), re.DOTALL | re.MULTILINE)
    for language, name in FILES[page].items():
        [content] = [text for kind, text in blocks if kind == language]
        (tmp_path / name).write_text(content, "utf-8")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/genauth-emulator").symlink_to(binary)
    commands = "".join(code for language, code in blocks if language == "sh")
    shown = [without_digits(text) for language, text in blocks if not language]
    if page == "docs/start.md":
        for line in DONE:
            assert line in commands
            commands = commands.replace(line, "")
        # The SDK is installed for this interpreter, which is found by its own name.
        commands = commands.replace("python groups.py", f"'{sys.executable}' groups.py")
    environment = clean_environment({
        "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "GENAUTH_EMULATOR_PORT": str(free_port()), "NO_PROXY": "localhost,127.0.0.1",
    })
    script = f"trap 'kill $(jobs -p); wait' EXIT\n{commands}"
    result = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True,
        timeout=SECONDS, check=False)
    assert result.returncode == 0, result.stderr
    printed = without_digits(result.stdout)
    assert len(shown) > 2
    place = 0
    for text in shown:
        assert text in printed[place:], (text, printed)
        place = printed.index(text, place) + len(text)
