"""Writes the pages of docs/reference that follow from the sources, the schema of seeds and the program.

    reference.py PROGRAM
"""

import sys

import control_calls
import errors
import exit_codes
import options
import seeds


def pages(program):
    """The text of each page, by its path."""
    found = {module.PAGE: module.page() for module in (errors, exit_codes, seeds)}
    return found | {module.PAGE: module.page(program) for module in (control_calls, options)}


if __name__ == "__main__":
    for path, text in pages(sys.argv[1]).items():
        path.write_text(text, "utf-8")
