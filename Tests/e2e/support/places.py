"""Files for other programs, checked by the schemas of those programs, which Python packages carry."""

import functools
import json
import pathlib
import subprocess
import sys

import cyclonedx.schema
import referencing
import referencing.jsonschema
import yaml
from jsonschema import Draft7Validator

from emulator import REPOSITORY

TRACKED = subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
    cwd=REPOSITORY, capture_output=True, text=True, check=True,
).stdout.split()
YAML = [path for path in TRACKED if path.endswith((".yaml", ".yml"))]


def complaints(schema, *files):
    """What a schema of the package check-jsonschema says about files."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *map(str, files)]
    result = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    return "" if result.returncode == 0 else result.stdout + result.stderr


def lint_complaints(*files):
    """What actionlint says about workflows."""
    program = pathlib.Path(sys.executable).with_name("actionlint")
    # Not with programs for scripts that happen to be installed.
    command = [program, "-shellcheck=", "-pyflakes=", "-no-color", *map(str, files)]
    result = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    return "" if result.returncode == 0 else result.stdout + result.stderr


def style_complaints(*files):
    """What yamllint says about files."""
    command = [sys.executable, "-m", "yamllint", "--strict", *map(str, files)]
    result = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    return "" if result.returncode == 0 else result.stdout + result.stderr


def bill_complaints(document):
    """What the schema of CycloneDX says about a bill of materials."""
    folder = pathlib.Path(cyclonedx.schema.__file__).parent / "_res"
    schemas = {path.name: json.loads(path.read_text("utf-8")) for path in folder.glob("*.schema.json")}
    resources = [
        (schema.get("$id", name), referencing.Resource.from_contents(schema, referencing.jsonschema.DRAFT7))
        for name, schema in schemas.items()
    ]
    validator = Draft7Validator(
        schemas["bom-1.6.SNAPSHOT.schema.json"], registry=referencing.Registry().with_resources(resources))
    return [error.message for error in validator.iter_errors(document)]


@functools.cache
def loaded(path):
    """A YAML file; the key `on` is read as a text."""
    text = (REPOSITORY / path).read_text("utf-8")
    return {"on" if key is True else key: value for key, value in yaml.safe_load(text).items()}
