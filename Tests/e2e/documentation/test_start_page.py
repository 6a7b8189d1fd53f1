"""The first page for new users: its commands, run one after the other as they are written, print what it shows."""

import os
import re
import subprocess
import sys

from emulator import REPOSITORY, clean_environment
from sidecar import free_port

PAGE = (REPOSITORY / "docs/start.md").read_text("utf-8")
SECONDS = 60
# What a test of every page cannot do again: building the program, installing the SDK.
DONE = ["make build\n", 'export PATH="$PWD/.build/release:$PATH"\n', "pip install authing==5.1.0 websockets\n"]


def without_digits(text):
    """Times, ids and the number of a request differ."""
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID", re.sub(r"\d+-\d+-\d+T[\d:.]+Z", "TIME", text))


def test_the_commands_print_what_the_page_shows(binary, tmp_path):
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    [(_, sample)] = [block for block in blocks if block[0] == "python"]
    (tmp_path / "groups.py").write_text(sample, "utf-8")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/genauth-emulator").symlink_to(binary)
    commands = "".join(code for language, code in blocks if language == "sh")
    shown = "".join(code for language, code in blocks if not language)
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
    assert without_digits(result.stdout) == without_digits(shown)
