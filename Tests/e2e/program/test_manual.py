"""The manual page and the completion scripts, which the argument parser's tools make from the program's description of itself."""

import json
import shutil
import subprocess

import pytest

from emulator import BINARY, REPOSITORY, clean_environment, run_to_exit

TOOL = REPOSITORY / ".build/debug/generate-manual"


def commands(command, *above):
    """A command and those below it, each with its whole name."""
    name = (*above, command["commandName"])
    yield " ".join(name), command
    for inner in command.get("subcommands", []):
        yield from commands(inner, *name)


@pytest.fixture(scope="module")
def described(binary):
    """All commands by name, but for the parser's own help."""
    shown = run_to_exit("--experimental-dump-help")
    assert (shown.returncode, shown.stderr) == (0, "")
    found = dict(commands(json.loads(shown.stdout)["command"]))
    return {name: command for name, command in found.items() if not name.endswith(" help")}


def test_each_command_option_and_argument_is_described_by_a_sentence(described):
    assert len(described) > 20
    for name, command in described.items():
        assert command["abstract"].endswith("."), name
        for argument in command.get("arguments", []):
            if argument.get("shouldDisplay", True):
                assert argument.get("abstract", "").endswith("."), (name, argument.get("valueName"))


@pytest.mark.skipif(not TOOL.exists(), reason="generate-manual is not built: swift build --product generate-manual")
def test_the_manual_page_has_every_command_and_option_and_no_warning(described, tmp_path):
    subprocess.run([TOOL, BINARY, "--output-directory", tmp_path, "--date", "2026-01-02"], check=True, env=clean_environment())
    page = tmp_path / "genauth-emulator.1"
    text = page.read_text("utf-8")
    assert ".Dd January 2, 2026" in text
    for name, command in described.items():
        assert name == "genauth-emulator" or f".It Em {name.split()[-1]}\n" in text
        for argument in command.get("arguments", []):
            for spelling in argument.get("names", []):
                if spelling["kind"] == "long":
                    assert f"-{spelling['name']}" in text, (name, spelling["name"])
    if shutil.which("groff"):
        shown = subprocess.run(["groff", "-mandoc", "-Tutf8", "-ww", page], capture_output=True, text=True, check=True)
        assert "genauth-emulator" in shown.stdout


@pytest.mark.parametrize(("shell", "check"), [("bash", ["bash", "-n"]), ("zsh", ["zsh", "-n"]), ("fish", ["fish", "-n"])])
def test_a_completion_script_is_read_by_its_shell_and_has_every_command(described, tmp_path, shell, check):
    script = tmp_path / "completion"
    script.write_text(run_to_exit("--generate-completion-script", shell).stdout, "utf-8")
    for name in described:
        assert name.split()[-1] in script.read_text("utf-8")
    if not shutil.which(check[0]):
        pytest.skip(f"{shell} is not installed")
    subprocess.run([*check, script], check=True)
