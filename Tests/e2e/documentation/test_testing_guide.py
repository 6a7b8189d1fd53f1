"""The examples of the guide to testing: each runs as it is written, in three languages, and prints what the page shows."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys

import pytest

from emulator import REPOSITORY, clean_environment

PAGE = (REPOSITORY / "docs/guides/testing.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## ([^\n]*)\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE))
SETUP = "Setup"
COMMANDS = {"sh": ["bash", "-eu", "-o", "pipefail"], "python": [sys.executable], "js": ["node"]}
SUFFIXES = {"sh": "sh", "python": "py", "js": "mjs"}
SECONDS = 20


def blocks(section, language):
    """The blocks of a section in a language; without a language, what it shows."""
    found = re.findall(r"^```(\w*)\n(.*?)^```$", SECTIONS[section], re.DOTALL | re.MULTILINE)
    return [content for name, content in found if name == language]


@pytest.mark.parametrize("language", COMMANDS)
@pytest.mark.parametrize("section", SECTIONS)
def test_an_example_prints_what_the_page_shows(binary, tmp_path, section, language):
    if not shutil.which(COMMANDS[language][0]):
        pytest.skip(f"{COMMANDS[language][0]} is not installed")
    begin, end = blocks(SETUP, language)
    [shown] = blocks(SETUP, "")
    if section != SETUP:
        [example], [more] = blocks(section, language), blocks(section, "")
        begin, shown = begin + example, shown + more
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/genauth-emulator").symlink_to(binary)
    script = tmp_path / f"example.{SUFFIXES[language]}"
    script.write_text(begin + end, "utf-8")
    environment = clean_environment({"NO_PROXY": "127.0.0.1", "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"})
    with open(tmp_path / "printed", "w+", encoding="utf-8") as printed, open(tmp_path / "log", "w+", encoding="utf-8") as log:
        process = subprocess.Popen(
            [*COMMANDS[language], script.name], cwd=tmp_path, env=environment, stdout=printed, stderr=log,
            stdin=subprocess.DEVNULL, start_new_session=True)
        try:
            code = process.wait(SECONDS)
        finally:
            # The server of an example that failed is in the group of its process.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        printed.seek(0)
        log.seek(0)
        assert (code, printed.read()) == (0, shown), log.read()
