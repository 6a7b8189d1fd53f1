"""The image of a release: one name for two architectures, made of the programs in the archives."""

import hashlib
import io
import json
import os
import subprocess
import tarfile

from engine import SOURCE

def write_archive(folder, architecture, program):
    name = f"genauth-emulator-1.2.3-linux-{architecture}"
    with tarfile.open(folder / f"{name}.tar.gz", "w:gz") as archive:
        entry = tarfile.TarInfo(f"{name}/genauth-emulator")
        entry.size, entry.mode = len(program), 0o755
        archive.addfile(entry, io.BytesIO(program))


def make_index(folder, destination):
    """Makes and pushes the image; returns its digest."""
    result = subprocess.run(
        [SOURCE / "Tools/release/index.sh", folder, "1.2.3", f"dir:{destination}"], check=False, text=True,
        capture_output=True, env=os.environ | {"SOURCE_DATE_EPOCH": "1700000000", "REVISION": "0123abc"})
    assert result.returncode == 0, result.stderr
    return (folder / "digest").read_text()


def manifests(pushed):
    """The manifest of each architecture."""
    for entry in json.loads((pushed / "manifest.json").read_bytes())["manifests"]:
        manifest = json.loads((pushed / f"{entry['digest'].removeprefix('sha256:')}.manifest.json").read_bytes())
        yield entry["platform"]["architecture"], manifest


def read(folder, digest):
    """A manifest or another part of what was pushed to a folder, as JSON."""
    return json.loads((folder / digest.removeprefix("sha256:")).read_bytes())


def test_the_image_for_two_architectures_is_made_of_the_released_programs_and_has_the_same_layers_again(tmp_path):
    programs = {"amd64": b"the program for amd64", "arm64": b"the program for arm64"}
    for architecture, program in programs.items():
        write_archive(tmp_path, architecture, program)
    pushed, again = tmp_path / "pushed", tmp_path / "again"
    digest = make_index(tmp_path, pushed)
    assert digest == "sha256:" + hashlib.sha256((pushed / "manifest.json").read_bytes()).hexdigest()
    found = {}
    for architecture, manifest in manifests(pushed):
        config = read(pushed, manifest["config"]["digest"])
        assert config["architecture"] == architecture and config["config"]["Healthcheck"]
        assert config["config"]["Labels"]["org.opencontainers.image.version"] == "1.2.3"
        assert config["config"]["Labels"]["org.opencontainers.image.revision"] == "0123abc"
        for layer in manifest["layers"]:
            with tarfile.open(pushed / layer["digest"].removeprefix("sha256:")) as files:
                if "genauth-emulator" in files.getnames():
                    found[architecture] = files.extractfile("genauth-emulator").read()
    assert found == programs
    make_index(tmp_path, again)
    layers = [[manifest["layers"] for _, manifest in manifests(folder)] for folder in (pushed, again)]
    assert layers[0] == layers[1]
