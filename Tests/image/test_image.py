"""The image itself: what is in it and what it says of itself."""

import io
import json
import re
import subprocess
import tarfile

import pytest

from engine import IMAGE, docker


@pytest.fixture(scope="module")
def image():
    [image] = json.loads(docker("image", "inspect", IMAGE).stdout)
    return image


@pytest.fixture(scope="module")
def entries():
    """The entries of the file system, by name."""
    name = docker("create", IMAGE).stdout.strip()
    archive = subprocess.run(["docker", "export", name], capture_output=True, check=True).stdout
    docker("rm", "--volumes", name)
    return {entry.name: entry for entry in tarfile.open(fileobj=io.BytesIO(archive))}


# What the engine puts into every container.
ENGINES_OWN = re.compile(r"(dev|etc|proc|sys)(/.*)?|\.dockerenv")


def test_the_image_has_at_most_25_megabytes(image):
    assert image["Size"] <= 25_000_000


def test_the_image_has_only_the_program_and_the_data_folder(entries):
    assert {name for name in entries if not ENGINES_OWN.fullmatch(name)} == {"genauth-emulator", "data"}


def test_the_data_folder_lets_any_user_write_but_not_remove_what_others_wrote(entries):
    data = entries["data"]
    assert (data.uid, data.gid, data.mode & 0o7777) == (65532, 0, 0o1777)


def test_the_user_is_a_number_that_is_not_root(image):
    assert re.fullmatch("[1-9][0-9]*:[0-9]+", image["Config"]["User"])


def test_the_health_check_needs_no_shell_starts_at_once_and_waits_for_a_seed(image):
    second = 1_000_000_000
    check = image["Config"]["Healthcheck"]
    assert check["Test"] == ["CMD", "/genauth-emulator", "health"]
    assert check["Interval"] <= second
    assert check["StartPeriod"] >= 300 * second


def test_requests_in_work_have_less_time_than_docker_stop(image):
    environment = dict(pair.split("=", 1) for pair in image["Config"]["Env"])
    assert 1 <= int(environment["GENAUTH_EMULATOR_STOP_TIMEOUT"]) < 8


def test_the_labels_describe_the_image_and_its_source(image):
    prefix = "org.opencontainers.image."
    labels = {name.removeprefix(prefix): value for name, value in image["Config"]["Labels"].items()}
    assert labels["title"] == "genauth-emulator"
    assert labels["description"]
    # run.sh gives these two.
    assert labels["revision"] == "0123abc"
    assert labels["source"] == "https://example.com/genauth-emulator"
    assert "LGPL-2.1-or-later" in labels["licenses"].split(" AND ")


def test_the_version_label_is_the_version_of_the_program(image):
    version = docker("run", "--rm", IMAGE, "--version").stdout.strip()
    assert image["Config"]["Labels"]["org.opencontainers.image.version"] == version
