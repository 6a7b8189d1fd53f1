"""The page of options says what the program's own help says."""

import re

from emulator import REPOSITORY, run_to_exit

PAGE = REPOSITORY / "docs/reference/options.md"


def described(text):
    """For each option of a help text in a group with a title: the group and the row of the page."""
    group, found = "", []
    for line in text.splitlines():
        if title := re.fullmatch(r"([A-Z ]+):", line):
            group = title[1]
        elif option := re.fullmatch(r"  (--[a-z-]+(?: <[a-z]+>)?)(?: +(.*))?", line):
            found.append([group, option[1], option[2] or ""])
        elif found and (more := re.fullmatch(r" {20,}(\S.*)", line)):
            found[-1][2] = f"{found[-1][2]} {more[1]}".strip()
    return [row(*option) for option in found if option[0] != "OPTIONS"]


def row(group, option, text):
    meaning, values, default = re.fullmatch(r"(.*?)(?: \((?:values: (.*); )?default: (.*)\))?", text).groups()
    meaning += f" Values: {values}." if values else ""
    name = option.split()[0]
    none = "none" if " " in option else "off"
    variable = "GENAUTH_EMULATOR_" + name.removeprefix("--").replace("-", "_").upper()
    return group, f"| `{option}` | `{variable}` | {f'`{default}`' if default else none} | {meaning} |"


def test_the_page_of_options_has_the_options_of_the_help_in_its_groups_and_order(binary):
    group, shown = "", []
    for line in PAGE.read_text("utf-8").splitlines():
        if line.startswith("## "):
            group = line.removeprefix("## ").upper()
        elif line.startswith("| `--"):
            shown.append((group, line))
    expected = described(run_to_exit("serve", "--help").stdout)
    assert len(expected) > 20
    assert shown == expected
