"""Packs the static program into an archive that has the same bytes whenever it is packed from the same program.

    python3 Tools/release/dist.py PROGRAM MANUAL CHECKOUTS FOLDER

MANUAL is the program generate-manual. CHECKOUTS is the folder of the Swift packages that PROGRAM was built from. FOLDER gets the
archive, the bill of materials and SHA256SUMS. All times are that of the commit, or SOURCE_DATE_EPOCH.
"""

import datetime
import gzip
import hashlib
import io
import os
import pathlib
import platform
import subprocess
import sys
import tarfile
import tempfile

import materials

ROOT = pathlib.Path(__file__).resolve().parents[2]
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64", "arm64": "arm64"}
PAGES = ["README.md", "CHANGELOG.md", "SECURITY.md", "LICENSE", "fixtures/seed.schema.json"]
MANUAL_PAGE = "genauth-emulator.1"
COMPLETIONS = {"bash": "genauth-emulator.bash", "zsh": "_genauth-emulator", "fish": "genauth-emulator.fish"}


def output(*command):
    return subprocess.run([*map(str, command)], capture_output=True, check=True, cwd=ROOT).stdout


def commit_time():
    return int(os.environ.get("SOURCE_DATE_EPOCH") or output("git", "log", "-1", "--format=%ct"))


def manual_page(program, manual, time):
    """The manual page, with the day of the commit."""
    day = datetime.datetime.fromtimestamp(time, datetime.timezone.utc).strftime("%Y-%m-%d")
    with tempfile.TemporaryDirectory() as folder:
        output(manual, program, "--output-directory", folder, "--date", day)
        return (pathlib.Path(folder) / MANUAL_PAGE).read_bytes()


def contents(program, manual, checkouts, bill, time):
    """The files of the archive: for each name the bytes and the mode."""
    files = {"genauth-emulator": (program.read_bytes(), 0o755), "sbom.cdx.json": (bill, 0o644)}
    for page in PAGES:
        files[pathlib.Path(page).name] = ((ROOT / page).read_bytes(), 0o644)
    for shell, name in COMPLETIONS.items():
        files[f"completions/{name}"] = (output(program, "--generate-completion-script", shell), 0o644)
    files[f"man/{MANUAL_PAGE}"] = (manual_page(program, manual, time), 0o644)
    for name, path in materials.license_files(checkouts).items():
        files[f"licenses/{name}"] = (path.read_bytes(), 0o644)
    return files


def packed(folder, files, time):
    """A tar.gz of the files below a folder, in the order of their names."""
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, (data, mode) in sorted(files.items()):
            entry = tarfile.TarInfo(f"{folder}/{name}")
            entry.size, entry.mode, entry.mtime = len(data), mode, time
            archive.addfile(entry, io.BytesIO(data))
    return gzip.compress(tar.getvalue(), 9, mtime=0)


def main(program, manual, checkouts, folder):
    program, manual, folder = pathlib.Path(program).resolve(), pathlib.Path(manual).resolve(), pathlib.Path(folder)
    version = output(program, "--version").decode().strip()
    name = f"genauth-emulator-{version}-linux-{ARCHITECTURES[platform.machine()]}"
    time = commit_time()
    bill = materials.bill(program, version, time)
    folder.mkdir(parents=True, exist_ok=True)
    archive = packed(name, contents(program, manual, pathlib.Path(checkouts), bill, time), time)
    written = {f"{name}.tar.gz": archive, f"{name}.cdx.json": bill}
    for file, data in written.items():
        (folder / file).write_bytes(data)
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {file}\n" for file, data in sorted(written.items()))
    (folder / "SHA256SUMS").write_text(sums, "utf-8")
    print(sums, end="")


if __name__ == "__main__":
    main(*sys.argv[1:])
