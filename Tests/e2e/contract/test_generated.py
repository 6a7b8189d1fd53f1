"""What is made from contract/ is current: a failure says to run `make contract`."""

import re
import subprocess
import sys

from contract import ROOT, entry_points, known_operations, load

TOOLS = ROOT / "Tools" / "contract"
PAGE = ROOT / "docs" / "SUPPORTED.md"


def assert_succeeds(*command):
    run = subprocess.run([sys.executable, *command], capture_output=True, text=True, cwd=ROOT)
    assert run.returncode == 0, run.stderr


def known_calls():
    calls = [*known_operations("management"), *known_operations("authentication"), *entry_points()]
    return {" ".join(call) for call in calls}


def test_every_generated_source_is_current():
    assert_succeeds(TOOLS / "generate.py", "--check")


def test_the_page_of_supported_operations_is_current(binary):
    assert_succeeds(TOOLS / "supported.py", binary, "--check")


def test_the_page_of_supported_operations_names_every_known_operation_once():
    named = re.findall(r"^\| `([A-Z]+ /\S+)` \|", PAGE.read_text("utf-8"), re.MULTILINE)
    assert len(named) == len(set(named))
    assert set(named) == known_calls()


def test_each_emulated_operation_says_how_to_set_up_its_data():
    for line in PAGE.read_text("utf-8").splitlines():
        if line.startswith("| `") and "| 501" not in line:
            assert not line.endswith("| – |"), line


def test_each_way_to_set_up_data_is_of_a_known_domain_or_operation():
    ways = load("setup")
    domains = {path.stem for path in (ROOT / "contract/management").glob("*.json")}
    assert set(ways["domains"]) <= domains
    assert set(ways["operations"]) <= known_calls()
