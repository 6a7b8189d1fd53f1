"""The tools of a release: the same bytes from the same program, a bill of materials, and the tags of the image."""

import hashlib
import io
import json
import pathlib
import shutil
import subprocess
import sys
import tarfile

import pytest

import places
from emulator import REPOSITORY, clean_environment

sys.path.append(str(REPOSITORY / "Tools/release"))
import version  # noqa: E402

# The folder of packages of any build will do; the licenses are the same.
CHECKOUTS = [path for path in REPOSITORY.glob(".build*/checkouts") if (path / "swift-log").exists()]
MANUAL = REPOSITORY / ".build/debug/generate-manual"
NEEDS_DEBIAN = pytest.mark.skipif(
    not (CHECKOUTS and MANUAL.exists() and shutil.which("dpkg-query") and shutil.which("swift")),
    reason="the archive is packed where the program is built, on Debian")


def pack(binary, folder):
    command = [sys.executable, REPOSITORY / "Tools/release/dist.py", binary, MANUAL, CHECKOUTS[0], folder]
    environment = clean_environment({"SOURCE_DATE_EPOCH": "1700000000"})
    printed = subprocess.run(list(map(str, command)), env=environment, capture_output=True, text=True, check=True).stdout
    files = {path.name: path.read_bytes() for path in pathlib.Path(folder).iterdir()}
    assert printed == files["SHA256SUMS"].decode()
    return files


def one(files, ending):
    [name] = [name for name in files if name.endswith(ending)]
    return name


@pytest.fixture(scope="module")
def packed(binary, tmp_path_factory):
    return pack(binary, tmp_path_factory.mktemp("dist"))


@NEEDS_DEBIAN
def test_packing_the_same_program_twice_gives_the_same_bytes(binary, packed, tmp_path):
    assert pack(binary, tmp_path / "again") == packed


@NEEDS_DEBIAN
def test_the_checksums_are_those_of_the_archive_and_the_bill(packed):
    sums = dict(reversed(line.split("  ")) for line in packed["SHA256SUMS"].decode().splitlines())
    assert sums == {name: hashlib.sha256(packed[name]).hexdigest() for name in packed if name != "SHA256SUMS"}
    assert len(sums) == 2


@NEEDS_DEBIAN
def test_the_program_from_the_archive_runs_and_its_files_belong_to_root(binary, packed, tmp_path):
    name = one(packed, ".tar.gz")
    (tmp_path / name).write_bytes(packed[name])
    with tarfile.open(tmp_path / name) as archive:
        entries = archive.getmembers()
    subprocess.run(["tar", "-xzf", name], cwd=tmp_path, check=True)
    assert {(entry.uid, entry.gid, entry.mtime) for entry in entries} == {(0, 0, 1700000000)}
    folder = tmp_path / name.removesuffix(".tar.gz")
    printed = subprocess.run([folder / "genauth-emulator", "--version"], capture_output=True, text=True, check=True)
    assert f"-{printed.stdout.strip()}-linux-" in name
    assert (folder / "genauth-emulator").read_bytes() == binary.read_bytes()
    assert (folder / "sbom.cdx.json").read_bytes() == packed[one(packed, ".cdx.json")]


@NEEDS_DEBIAN
def test_the_archive_has_program_pages_manual_completions_and_the_license_of_each_part(packed):
    name = one(packed, ".tar.gz")
    with tarfile.open(fileobj=io.BytesIO(packed[name])) as archive:
        modes = {entry.name.removeprefix(name.removesuffix(".tar.gz") + "/"): entry.mode for entry in archive.getmembers()}
        page = archive.extractfile(f"{name.removesuffix('.tar.gz')}/man/genauth-emulator.1").read()
    licenses = {file for file in modes if file.startswith("licenses/")}
    assert set(modes) - licenses == {
        "genauth-emulator", "README.md", "CHANGELOG.md", "SECURITY.md", "LICENSE", "seed.schema.json", "sbom.cdx.json",
        "man/genauth-emulator.1", "completions/genauth-emulator.bash", "completions/_genauth-emulator",
        "completions/genauth-emulator.fish"}
    assert {file for file, mode in modes.items() if mode == 0o755} == {"genauth-emulator"}
    parts = json.loads(packed[one(packed, ".cdx.json")])["components"]
    assert {f"licenses/{part['name']}.txt" for part in parts} == {file for file in licenses if "-notice" not in file}
    assert page.startswith(b".\\") and b".Dd November 14, 2023" in page


@NEEDS_DEBIAN
def test_the_bill_of_materials_names_every_package_with_its_license_and_follows_the_schema(binary, packed):
    bill = json.loads(packed[one(packed, ".cdx.json")])
    assert places.bill_complaints(bill) == []
    pins = json.loads((REPOSITORY / "Package.resolved").read_text("utf-8"))["pins"]
    named = {part["name"]: part["version"] for part in bill["components"]}
    assert {pin["identity"]: pin["state"]["version"] for pin in pins}.items() <= named.items()
    assert {"swift", "libsqlite3-dev", "libc6-dev"} <= set(named) and len(named) >= len(pins) + 5
    assert bill["metadata"]["component"]["hashes"][0]["content"] == hashlib.sha256(binary.read_bytes()).hexdigest()
    assert bill["metadata"]["timestamp"] == "2023-11-14T22:13:20Z"


@NEEDS_DEBIAN
def test_the_schema_refuses_a_bill_with_an_unknown_kind_of_component(packed):
    bill = json.loads(packed[one(packed, ".cdx.json")])
    bill["components"][0]["type"] = "brick"
    assert places.bill_complaints(bill) != []


@NEEDS_DEBIAN
def test_the_image_names_the_licenses_of_the_bill(packed):
    bill = json.loads(packed[one(packed, ".cdx.json")])
    label = (REPOSITORY / "Dockerfile").read_text("utf-8").split("image.licenses=")[1]
    for part in bill["components"]:
        assert part["licenses"][0]["expression"] in label, part["name"]


@pytest.mark.parametrize(("tag", "expected"), [
    ("v0.1.0", ["0.1.0", "0.1", "latest"]), ("v1.2.3", ["1.2.3", "1.2", "1", "latest"]),
    ("v1.2.3-rc.1", ["1.2.3-rc.1"]), ("v10.0.0", ["10.0.0", "10.0", "10", "latest"]),
])
def test_the_tags_of_an_image_follow_from_the_tag_of_the_release(tag, expected):
    assert version.images(tag) == expected


@pytest.mark.parametrize("tag", ["1.2.3", "v1.2", "v1.2.3.4", "v1.2.3 ", "latest", ""])
def test_a_tag_that_is_no_version_is_refused(tag):
    with pytest.raises(SystemExit, match="not a tag of a version"):
        version.images(tag)


def test_a_release_needs_its_version_in_program_dockerfile_and_changelog():
    assert version.check("v0.1.0") == []
    assert len(version.check("v9.9.9")) == 3


def test_the_notes_of_a_release_are_its_section_of_the_changelog():
    changelog = "# Changelog\n\n## Unreleased\n\nnew\n\n## 1.2.3\n\n### Added\n\n- old\n\n## 1.2.2\n\nolder\n"
    assert version.notes("v1.2.3", changelog) == "### Added\n\n- old"
    assert version.notes("v1.2.4", changelog) is None
