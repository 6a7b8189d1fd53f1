"""Files generated from contract/ are current; if this fails, run `make contract`."""

import json
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


NEW_DOMAIN = """
import json, pathlib, generate, openapi
bindings = json.loads(pathlib.Path("bindings.json").read_text("utf-8"))
domains = {folder.name: domain for folder, domain in generate.emulated_domains(bindings).items()}
document = openapi.Document(bindings)
for operation in domains["EventApps"].operations:
    document.add("eventApps", operation)
print(json.dumps({"paths": document.paths, "schemas": document.replies.types}))
"""


def test_the_document_of_a_new_domain_has_its_operations_and_replies():
    """The domain of the guides, which is not part of the program."""
    run = subprocess.run(
        [sys.executable, "-c", NEW_DOMAIN], cwd=TOOLS, capture_output=True, check=True, text=True
    )
    document = json.loads(run.stdout)
    assert document["paths"]["/api/v3/create-event-app"]["post"]["operationId"] == "createEventApp"
    assert list(document["schemas"]["EventAppDto"]["properties"])
    assert set(document["paths"]) == {"/api/v3/create-event-app", "/api/v3/list-event-apps"}


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
