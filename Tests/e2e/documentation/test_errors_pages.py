"""The pages of errors and exit codes say what the sources and the program do."""

import re
import sys

import pytest

from emulator import REPOSITORY, run_to_exit
from envelope import refused
from sample_seeds import standard_seed

sys.path.insert(0, str(REPOSITORY / "Tools/documents"))
import errors  # noqa: E402

PROGRAM = REPOSITORY / "Sources/genauth-emulator"
CODES = dict(re.findall(r"^\| (\d+) \| (.*) \|$", (REPOSITORY / "docs/reference/exit-codes.md").read_text("utf-8"), re.MULTILINE))


def test_the_page_of_errors_is_what_the_sources_give():
    assert errors.PAGE.read_text("utf-8") == errors.page(), "make errors writes it anew"


@pytest.mark.parametrize(("text", "shown"), [
    ('"a b"', "a b"), (r'"a \(b("c)")) d"', "a … d"), (r'"a \"b\""', 'a "b"'), ('"", c', ""),
])
def test_a_literal_of_swift_is_read_to_its_end(text, shown):
    assert errors.literal(text, 0)[0] == shown


def test_the_page_of_errors_has_what_a_server_replies(launch):
    emulator = launch(seed=standard_seed())
    message = refused(emulator.client().get_group("missing"), 404)
    assert f"| 404 |  | 200 | {message} |" in errors.page()
    message = refused(emulator.client().get_user("missing"), 404, api_code=2004)
    assert f"| 404 | 2004 | 200 | {message} |" in errors.page()


def test_the_page_of_exit_codes_has_those_of_the_sources():
    """The constants of sysexits.h are between 64 and 78, 126 and 127 are those of shells."""
    text = "".join(path.read_text("utf-8") for path in PROGRAM.rglob("*.swift"))
    used = {number for number in re.findall(r"(?:[:=?]|_exit\()\s*(\d{2,3})\b", text) if 64 <= int(number) <= 78 or int(number) in (126, 127)}
    assert used == set(CODES) - {"0"}


@pytest.mark.parametrize(("code", "arguments"), [
    ("64", ["serve", "--prot", "1"]), ("65", ["seed", "check", "wrong.json"]), ("66", ["serve", "--seed", "missing.json"]),
    ("69", ["health", "--port", "1"]), ("73", ["serve", "--port", "0", "--in-memory", "--ready-file", "wrong.json"]),
    ("127", ["exec", "--", "no-such-command"]), ("126", ["exec", "--", "./wrong.json"]), ("0", ["--version"]),
])
def test_a_command_ends_with_the_code_of_the_page(tmp_path, code, arguments):
    (tmp_path / "wrong.json").write_text("{", "utf-8")
    assert run_to_exit(*arguments, directory=tmp_path).returncode == int(code)
    assert code in CODES
