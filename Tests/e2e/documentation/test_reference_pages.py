"""The pages of the reference are what `make reference` writes, and say what the program does."""

import re
import sys

import pytest

from emulator import BINARY, REPOSITORY, run_to_exit
from envelope import refused
from sample_seeds import standard_seed

sys.path.insert(0, str(REPOSITORY / "Tools/documents"))
import errors  # noqa: E402
import reference  # noqa: E402
import seeds  # noqa: E402
import tables  # noqa: E402

PROGRAM = REPOSITORY / "Sources/genauth-emulator"
CODES = dict(re.findall(r"^\| (\d+) \| (.*) \|$", (REPOSITORY / "docs/reference/exit-codes.md").read_text("utf-8"), re.MULTILINE))


def test_the_pages_are_up_to_date(binary):
    pages = reference.pages(BINARY)
    assert sorted(path.name for path in pages) == ["control-api.md", "errors.md", "exit-codes.md", "options.md", "seeds.md"]
    stale = [path.name for path, text in pages.items() if path.read_text("utf-8") != text]
    assert stale == [], "make reference writes them anew"


def test_the_page_of_options_has_those_of_the_help():
    shown = run_to_exit("serve", "--help").stdout
    named = set(re.findall(r"^  (--[a-z-]+)", shown, re.MULTILINE))
    page = (REPOSITORY / "docs/reference/options.md").read_text("utf-8")
    assert len(named) > 20
    assert named - set(re.findall(r"^\| `(--[a-z-]+)", page, re.MULTILINE)) <= {"--version", "--help"}


def test_only_the_table_below_a_heading_is_replaced():
    page = "## A\n\ntext\n\n| old |\n| --- |\n\nmore\n\n## B\n\n| b |\n"
    assert tables.with_table(page, "A", "| new |\n") == page.replace("| old |\n| --- |\n", "| new |\n")
    with pytest.raises(AssertionError):
        tables.with_table(page, "C", "")


def test_the_page_of_seeds_has_each_object_of_the_schema_once():
    page = seeds.page()
    headings = re.findall(r"^## (.*)$", page, re.MULTILINE)
    objects = {seeds.title(name) for name, one in seeds.Seeds().definitions.items() if "properties" in one}
    assert sorted(headings) == sorted({"The file", *objects})
    assert "| `code` | text of at most 64 characters, required | The key of the group; unique in the pool. |" in page


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
