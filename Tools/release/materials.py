"""The bill of materials of the static program, as CycloneDX 1.6, and the licenses of everything that is linked into it."""

import datetime
import hashlib
import json
import pathlib
import re
import shutil
import subprocess
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[2]
# What a static link takes from Debian's packages: a pattern of the package's name, and the license of the linked part.
DEBIAN = {
    "libsqlite3-dev": "blessing",
    "libc6-dev": "LGPL-2.1-or-later",
    "libgcc-[0-9]*-dev": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "libstdc++-[0-9]*-dev": "GPL-3.0-or-later WITH GCC-exception-3.1",
}
SWIFT_LICENSE = "Apache-2.0 WITH Swift-exception"
PACKAGE_LICENSES = {"swift-argument-parser": SWIFT_LICENSE}


def swift_packages():
    """The pinned packages, in the order of their names."""
    return json.loads((ROOT / "Package.resolved").read_text("utf-8"))["pins"]


def swift_folder():
    return pathlib.Path(shutil.which("swift")).resolve().parents[1]


def debian_packages():
    """Name, version, architecture and license of each installed package that the program is linked with."""
    for pattern, license in DEBIAN.items():
        form = "${db:Status-Abbrev}\t${Package}\t${Version}\t${Architecture}\n"
        command = ["dpkg-query", "--show", f"--showformat={form}", pattern]
        lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
        for status, name, version, architecture in (line.split("\t") for line in lines):
            if status.startswith("ii"):
                yield name, version, architecture, license


def license_files(checkouts):
    """Where the license texts are, by the names that they get."""
    files = {"swift.txt": swift_folder() / "share/swift/LICENSE.txt"}
    for package in swift_packages():
        name = package["identity"]
        files[f"{name}.txt"] = checkouts / name / "LICENSE.txt"
        if (notice := checkouts / name / "NOTICE.txt").exists():
            files[f"{name}-notice.txt"] = notice
    for name, *_ in debian_packages():
        files[f"{name}.txt"] = pathlib.Path("/usr/share/doc") / name / "copyright"
    return files


def component(name, version, url, license):
    return {
        "type": "library", "bom-ref": url, "name": name, "version": version, "purl": url,
        "licenses": [{"expression": license}],
    }


def components():
    for package in swift_packages():
        name, version = package["identity"], package["state"]["version"]
        place = re.sub(r"^https://|\.git$", "", package["location"])
        yield component(name, version, f"pkg:swift/{place}@{version}", PACKAGE_LICENSES.get(name, "Apache-2.0"))
    version = subprocess.run(["swift", "--version"], capture_output=True, text=True, check=True).stdout
    version = re.search(r"Swift version ([\d.]+)", version)[1]
    yield component("swift", version, f"pkg:generic/swift@{version}", SWIFT_LICENSE)
    for name, version, architecture, license in debian_packages():
        url = f"pkg:deb/debian/{name.replace('+', '%2B')}@{version.replace('+', '%2B')}?arch={architecture}"
        yield component(name, version, url, license)


def bill(program, version, time):
    """The document as bytes; `time` is in seconds since 1970. It has the same bytes for the same program and packages."""
    digest = hashlib.sha256(program.read_bytes()).hexdigest()
    linked = list(components())
    ours = {
        "type": "application", "bom-ref": "genauth-emulator", "name": "genauth-emulator", "version": version,
        "hashes": [{"alg": "SHA-256", "content": digest}], "licenses": [{"expression": "MIT"}],
    }
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, digest)}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.datetime.fromtimestamp(time, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": ours,
        },
        "components": linked,
        "dependencies": [{"ref": "genauth-emulator", "dependsOn": [part["bom-ref"] for part in linked]}],
    }
    return (json.dumps(document, indent=2) + "\n").encode()
