"""llms.txt follows from the index of documents, and what it says is so."""

import re
import subprocess
import sys

from caller import exchange
from emulator import BINARY, REPOSITORY, clean_environment
from sample_seeds import Key

sys.path.insert(0, str(REPOSITORY / "Tools/documents"))
from llms import llms  # noqa: E402

TEXT = (REPOSITORY / "llms.txt").read_text("utf-8")


def test_it_is_what_the_index_gives():
    assert TEXT == llms(), "make llms writes it anew"


def test_its_links_lead_to_files():
    links = re.findall(r"\]\(([^)]+)\)", TEXT)
    assert len(links) > 20
    assert [link for link in links if not (REPOSITORY / link).is_file()] == []


def test_exec_sets_the_variables_that_it_names():
    named = re.findall(r"\b(?:GENAUTH|AUTHING)_\w+", TEXT)
    assert len(named) == 6
    result = subprocess.run([BINARY, "exec", "--", "env"], env=clean_environment(), capture_output=True, text=True, timeout=30)
    assert {line.split("=")[0] for line in result.stdout.splitlines()} >= set(named)


def test_the_first_start_has_what_it_names(launch):
    key = Key(*re.search(r"access key `(\w+)` with secret\s+`(\w+)`", TEXT).groups())
    group, organization = re.search(r"group `(\w+)` and organization `(\w+)`", TEXT).groups()
    client = launch().client(key=key)
    assert client.get_group(code=group)["statusCode"] == 200
    assert client.get_organization(organization_code=organization)["statusCode"] == 200


def test_the_paths_that_it_names_answer(launch):
    port = launch().port
    for path in re.findall(r"`GET (/_emulator/[\w.-]+)`", TEXT):
        assert exchange(port, "GET", path).envelope, path
    made = exchange(port, "POST", "/_emulator/user-pools", body="{}").envelope
    assert made["accessKeys"][0]["secret"]
