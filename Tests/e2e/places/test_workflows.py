"""The workflows of GitHub: their form by GitHub's schema, what they name by this repository. None was run by GitHub."""

import re
import subprocess
import sys

import pytest

import places
from emulator import REPOSITORY

NEEDS_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the package with actionlint is installed on Linux")
WORKFLOWS = [path for path in places.TRACKED if path.startswith(".github/workflows/")]


def jobs():
    """Each job with the workflow it is in."""
    for path in WORKFLOWS:
        for name, job in places.loaded(path)["jobs"].items():
            yield path, name, job


def scripts():
    """Each script of a step."""
    for path, _, job in jobs():
        for step in job.get("steps", []):
            if "run" in step:
                yield path, step["run"]


def test_there_is_a_workflow_for_checks_and_one_for_releases():
    assert sorted(WORKFLOWS) == [".github/workflows/ci.yml", ".github/workflows/release.yml"]


@pytest.mark.parametrize("path", WORKFLOWS)
def test_a_workflow_has_the_form_that_github_describes(path):
    assert places.complaints("github-workflows", path) == ""


def test_the_schema_refuses_a_workflow_with_a_misspelled_key(tmp_path):
    text = (REPOSITORY / WORKFLOWS[0]).read_text("utf-8")
    (tmp_path / "wrong.yml").write_text(text.replace("runs-on:", "run-on:"), "utf-8")
    assert "run-on" in places.complaints("github-workflows", tmp_path / "wrong.yml")


@NEEDS_LINUX
@pytest.mark.parametrize("path", [*WORKFLOWS, "examples/ci/github-actions.yml"])
def test_actionlint_has_no_complaint_about_a_workflow(path):
    assert places.lint_complaints(path) == ""


@NEEDS_LINUX
@pytest.mark.parametrize(("written", "wrong", "word"), [
    ("steps.version.outputs.version", "steps.versions.outputs.version", '"versions"'),
    ("actions/checkout@v5", "actions/checkout@v4", "node20"), ("if-no-files-found:", "if-none-found:", "if-none-found")])
def test_actionlint_refuses_an_unknown_step_an_action_of_an_old_runtime_and_an_unknown_input(tmp_path, written, wrong, word):
    text = (REPOSITORY / ".github/workflows/release.yml").read_text("utf-8")
    (tmp_path / "wrong.yml").write_text(text.replace(written, wrong), "utf-8")
    assert word in places.lint_complaints(tmp_path / "wrong.yml")


@pytest.mark.parametrize("path", places.YAML)
def test_a_yaml_file_has_the_style_of_the_repository(path):
    assert places.style_complaints(path) == ""


@pytest.mark.parametrize(("path", "script"), list(scripts()))
def test_a_step_is_a_script_that_bash_can_read_and_names_files_that_are_there(path, script):
    assert subprocess.run(["bash", "-n"], input=script, text=True, check=False).returncode == 0
    for file in re.findall(r"(?:^|\s)((?:Tools|Tests|\.ci)/[\w./-]+)", script):
        assert (REPOSITORY / file).exists(), file
    targets = set(re.findall(r"^([a-z0-9-]+):", (REPOSITORY / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"^make ([a-z-]+)", script, re.MULTILINE)) <= targets


@pytest.mark.parametrize("path", WORKFLOWS)
def test_an_expression_names_jobs_and_steps_that_are_there(path):
    workflow = places.loaded(path)
    for name, job in workflow["jobs"].items():
        needed = [job["needs"]] if isinstance(job.get("needs"), str) else job.get("needs", [])
        assert set(needed) <= set(workflow["jobs"]), name
        text = repr(job)
        for other, output in re.findall(r"needs\.(\w+)\.outputs\.(\w+)", text):
            assert other in needed and output in workflow["jobs"][other]["outputs"], (name, other)
        steps = {step.get("id") for step in job.get("steps", [])}
        assert set(re.findall(r"steps\.(\w+)\.outputs", text)) <= steps, name
        for step, output in re.findall(r"steps\.(\w+)\.outputs\.(\w+)", text):
            [script] = [one["run"] for one in job["steps"] if one.get("id") == step]
            assert f'echo "{output}=' in script, (name, output)
        keys = set(re.findall(r"matrix\.(\w+)", text))
        matrix = job.get("strategy", {}).get("matrix", {})
        assert keys <= set(matrix) | {key for entry in matrix.get("include", []) for key in entry}, name


def test_a_job_has_a_time_limit_and_no_more_rights_than_it_names():
    for path, name, job in jobs():
        assert "timeout-minutes" in job or "uses" in job, (path, name)
        assert places.loaded(path)["permissions"] == {"contents": "read"}, path


def test_the_image_of_the_containers_is_the_one_that_the_dockerfile_builds_in():
    [image] = re.findall(r"^FROM (.*) AS build$", (REPOSITORY / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    named = {job["container"] for _, _, job in jobs() if "container" in job}
    assert named == {image}
