"""The examples for CI and Kubernetes: their form by the schemas of those programs, and what they ask of a real server.

Those for Compose and testcontainers are run by the tests of the image.
"""

import json
import os
import re
import subprocess

import kubernetes_validate
import pytest
import yaml

import places
from emulator import REPOSITORY, clean_environment
from envelope import accepted
from sample_seeds import Key

FOLDER = REPOSITORY / "examples/ci"
GUIDE = REPOSITORY / "docs/guides/ci.md"
SCHEMAS = {"github-actions.yml": "github-workflows", "gitlab-ci.yml": "gitlab-ci"} | {
    path.name: "compose-spec" for path in FOLDER.glob("compose.*.yaml")
}
KUBERNETES = list(yaml.safe_load_all((FOLDER / "kubernetes.yaml").read_text("utf-8")))
GITHUB = places.loaded("examples/ci/github-actions.yml")["jobs"]["tests"]
GITLAB = places.loaded("examples/ci/gitlab-ci.yml")["tests"]


def resource(kind):
    [found] = [one for one in KUBERNETES if one["kind"] == kind]
    return found


def container():
    [found] = resource("Deployment")["spec"]["template"]["spec"]["containers"]
    return found


def environments():
    """The variables that an example gives to the emulator, by the name of its file."""
    yield "github-actions.yml", GITHUB["services"]["genauth"]["env"]
    yield "gitlab-ci.yml", GITLAB["services"][0]["variables"]
    yield "kubernetes.yaml", {one["name"]: one["value"] for one in container()["env"]}
    for file in FOLDER.glob("compose.*.yaml"):
        yield file.name, places.loaded(f"examples/ci/{file.name}")["services"]["genauth"]["environment"]


@pytest.mark.parametrize("name", SCHEMAS)
def test_an_example_has_the_form_that_its_program_describes(name):
    assert places.complaints(SCHEMAS[name], FOLDER / name) == ""


@pytest.mark.parametrize(("name", "right", "wrong"), [
    ("github-actions.yml", "runs-on:", "run-on:"), ("gitlab-ci.yml", "script:\n", "scripts: 1\n"),
    ("compose.tests.yaml", "depends_on:", "depend_on:"),
])
def test_a_schema_refuses_an_example_with_a_misspelled_key(tmp_path, name, right, wrong):
    (tmp_path / name).write_text((FOLDER / name).read_text("utf-8").replace(right, wrong), "utf-8")
    assert places.complaints(SCHEMAS[name], tmp_path / name) != ""


@pytest.mark.parametrize("kind", ["ConfigMap", "Deployment", "Service"])
def test_a_resource_has_the_form_that_kubernetes_describes(kind):
    kubernetes_validate.validate(resource(kind), kubernetes_validate.latest_version(), strict=True)


def test_the_schema_refuses_a_resource_with_a_misspelled_key():
    wrong = json.loads(json.dumps(resource("Service")).replace("targetPort", "targetport"))
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, kubernetes_validate.latest_version(), strict=True)


def test_the_resources_fit_each_other():
    pod = resource("Deployment")["spec"]["template"]
    assert resource("Service")["spec"]["selector"].items() <= pod["metadata"]["labels"].items()
    [volume] = pod["spec"]["volumes"]
    assert volume["configMap"]["name"] == resource("ConfigMap")["metadata"]["name"]
    [mount] = container()["volumeMounts"]
    [file] = resource("ConfigMap")["data"]
    assert {"name": "GENAUTH_EMULATOR_SEED", "value": f"{mount['mountPath']}/{file}"} in container()["env"]
    assert [port["containerPort"] for port in container()["ports"]] == [resource("Service")["spec"]["ports"][0]["port"]]


def test_the_seed_of_the_cluster_is_applied_and_its_probes_are_answered(launch):
    emulator = launch(seed=json.loads(resource("ConfigMap")["data"]["seed.json"]))
    client = emulator.client(key=Key("CLUSTER_ACCESS_KEY_ID", "CLUSTER_ACCESS_KEY_SECRET"))
    assert accepted(client.get_group("developer"))["name"] == "Developers"
    for probe in ("startupProbe", "readinessProbe"):
        path = container()[probe]["httpGet"]["path"]
        assert subprocess.run(["curl", "-sf", emulator.url + path], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(("name", "variables"), list(environments()))
def test_the_variables_of_an_example_are_options_of_the_server(launch, name, variables):
    kept = {name: value for name, value in variables.items() if name != "GENAUTH_EMULATOR_SEED"}
    assert "GENAUTH_EMULATOR_" not in launch(environment=kept).log()


def test_the_seed_in_a_variable_has_the_access_key_of_the_tests(launch):
    emulator = launch(environment=GITHUB["services"]["genauth"]["env"])
    key = Key(GITHUB["env"]["GENAUTH_ACCESS_KEY_ID"], GITHUB["env"]["GENAUTH_ACCESS_KEY_SECRET"])
    assert accepted(emulator.client(key=key).get_group("developer"))["name"] == "Developers"


def test_the_script_that_sends_a_seed_makes_its_user_pool(launch):
    emulator = launch(environment=GITLAB["services"][0]["variables"])
    environment = clean_environment({"GENAUTH_HOST": emulator.url, "NO_PROXY": "127.0.0.1", "PATH": os.environ["PATH"]})
    result = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", GITLAB["before_script"][1]], cwd=REPOSITORY, env=environment, capture_output=True,
        text=True, check=False)
    assert result.returncode == 0, result.stderr
    client = emulator.client(key=Key("qingqiao-ci", "qingqiao-ci-secret"))
    assert accepted(client.list_groups())["totalCount"] > 0


def test_the_guide_names_every_example_and_shows_them_as_they_are():
    text = GUIDE.read_text("utf-8")
    for file in FOLDER.iterdir():
        if file.is_file():
            assert f"../../examples/ci/{file.name})" in text, file.name
    files = [file.read_text("utf-8") for file in FOLDER.rglob("*") if file.is_file()]
    for block in re.findall(r"^```(?:yaml|python|nginx)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        lines = [line.strip() for line in block.splitlines() if line.strip() not in {"", "…"}]
        assert any(set(lines) <= {line.strip() for line in file.splitlines()} for file in files), block
