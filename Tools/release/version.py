"""What follows from the tag of a release.

    python3 Tools/release/version.py check TAG    fails unless program, Dockerfile and changelog have the tag's version
    python3 Tools/release/version.py images TAG   prints the tags of the image, one a line
    python3 Tools/release/version.py notes TAG    prints the version's section of the changelog
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Where the version is written, besides the changelog.
PLACES = {
    "Sources/genauth-emulator/GenAuthEmulator.swift": r'static let current = "(.+)"',
    "Dockerfile": r"^ARG VERSION=(.+)$",
}
FORM = re.compile(r"v(\d+)\.(\d+)\.(\d+)(-[0-9A-Za-z.-]+)?")


def number(tag):
    """The version of a tag such as v1.2.3 or v1.2.3-rc.1."""
    if not FORM.fullmatch(tag):
        sys.exit(f"{tag} is not a tag of a version, such as v1.2.3")
    return tag[1:]


def images(tag):
    """A prerelease has its own tag only. Versions below 1.0 may change incompatibly in the minor number, so that 0 is no tag."""
    version = number(tag)
    major, minor, _, prerelease = FORM.fullmatch(tag).groups()
    if prerelease:
        return [version]
    return [version, f"{major}.{minor}", *([major] if major != "0" else []), "latest"]


def notes(tag, changelog):
    """The text below the heading of the version, or None."""
    found = re.search(rf"^## {re.escape(number(tag))}$\n(.*?)(?=^## |\Z)", changelog, re.DOTALL | re.MULTILINE)
    return found and found[1].strip()


def check(tag, root=ROOT):
    """What contradicts the tag, as sentences."""
    faults = []
    for place, pattern in PLACES.items():
        written = re.search(pattern, (root / place).read_text("utf-8"), re.MULTILINE)[1]
        if written != number(tag):
            faults.append(f"{place} has version {written}, the tag is {tag}")
    if notes(tag, (root / "CHANGELOG.md").read_text("utf-8")) is None:
        faults.append(f"CHANGELOG.md has no section for {number(tag)}")
    return faults


def main(command, tag):
    if command == "check":
        sys.exit("\n".join(check(tag)) or None)
    elif command == "images":
        print("\n".join(images(tag)))
    elif command == "notes":
        print(notes(tag, (ROOT / "CHANGELOG.md").read_text("utf-8")))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(*sys.argv[1:])
