"""The tables of docs/reference/options.md, from the help of the program."""

import re
import subprocess

from tables import REFERENCE, table, with_table

PAGE = REFERENCE / "options.md"


def groups(text):
    """The options of a help text, by the title of their group: each with its value's name, and its text."""
    title, found = "", {}
    for line in text.splitlines():
        if head := re.fullmatch(r"([A-Z ]+):", line):
            title = head[1].capitalize()
        elif option := re.fullmatch(r"  (--[a-z-]+(?: <[a-z]+>)?)(?: +(.*))?", line):
            found.setdefault(title, []).append([option[1], option[2] or ""])
        elif title in found and (more := re.fullmatch(r" {20,}(\S.*)", line)):
            found[title][-1][1] = f"{found[title][-1][1]} {more[1]}".strip()
    return {title: options for title, options in found.items() if title != "Options"}


def row(option, text):
    meaning, values, default = re.fullmatch(r"(.*?)(?: \((?:values: (.*); )?default: (.*)\))?", text).groups()
    meaning += f" Values: {values}." if values else ""
    name = option.split()[0]
    none = "none" if " " in option else "off"
    variable = "GENAUTH_EMULATOR_" + name.removeprefix("--").replace("-", "_").upper()
    return f"`{option}`", f"`{variable}`", f"`{default}`" if default else none, meaning


def page(program):
    text = PAGE.read_text("utf-8")
    shown = subprocess.run([program, "serve", "--help"], capture_output=True, text=True, check=True, timeout=30).stdout
    for title, options in groups(shown).items():
        title = re.sub(r"\bapi\b", "API", title, flags=re.IGNORECASE)
        rows = [row(*option) for option in options]
        text = with_table(text, title, table(["option", "variable", "default", "meaning"], rows))
    return text
