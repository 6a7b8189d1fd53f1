"""The samples in examples: that of Python as it is, the others with stand-ins for their SDKs (examples/README.md)."""

import json
import os
import pathlib
import re
import shutil
import sys

import pytest

from emulator import BINARY, REPOSITORY
from pages import needs, run

EXAMPLES = REPOSITORY / "examples"
STAND_INS = pathlib.Path(__file__).parent / "stand_ins"
NODE_STAND_IN = REPOSITORY / "Tests/e2e/support/clients/authing-node-sdk.cjs"
[SHOWN] = re.findall(r"^```\n(.*?)^```$", (EXAMPLES / "README.md").read_text("utf-8"), re.DOTALL | re.MULTILINE)


@pytest.fixture
def example(tmp_path):
    """Copies an example; the result runs commands in its folder, with the program in the PATH."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/genauth-emulator").symlink_to(BINARY)
    path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"

    def copy(language):
        folder = tmp_path / language
        shutil.copytree(EXAMPLES / language, folder)
        return folder, lambda command, **extra: run(command, folder, PATH=path, GENAUTH_EMULATOR_BINARY=None, **extra)

    return copy


def last_line(folder):
    """The command that runs the samples, after those that install the SDK."""
    return (folder / "run").read_text("utf-8").splitlines()[-1]


def test_python(example):
    folder, call = example("python")
    # The environment of the tests has the same versions.
    needed = {line for line in (folder / "requirements.txt").read_text("utf-8").splitlines() if "==" in line}
    assert needed <= set((REPOSITORY / "Tests/e2e/requirements.txt").read_text("utf-8").splitlines())
    (folder / ".venv").symlink_to(sys.prefix)
    assert call("./run") == (0, SHOWN)


@needs("node")
def test_node(example):
    folder, call = example("node")
    package = folder / "node_modules/authing-node-sdk"
    package.mkdir(parents=True)
    shutil.copy(NODE_STAND_IN, package / "index.js")
    assert call(last_line(folder)) == (0, SHOWN)
    named = json.loads((folder / "package.json").read_text("utf-8"))["dependencies"]["authing-node-sdk"]
    assert f"version {named}" in NODE_STAND_IN.read_text("utf-8")


@needs("javac")
def test_java(example):
    folder, call = example("java")
    shutil.copytree(STAND_INS / "java/cn", folder / "src/main/java/cn")
    code, printed = call("javac -Xlint:all -Werror -d classes $(find src -name '*.java')")
    assert code == 0, printed
    assert call("genauth-emulator exec -- java -cp classes Samples") == (0, SHOWN)


@needs("go")
def test_go(example):
    folder, call = example("go")
    shutil.copytree(STAND_INS / "go", folder / "sdk")
    assert call("gofmt -l . && go mod edit -replace github.com/Authing/authing-golang-sdk/v3=./sdk") == (0, "")
    assert call(last_line(folder), GOPROXY="off", GOFLAGS="-mod=mod") == (0, SHOWN)


@needs("mcs", "mono")
def test_csharp(example):
    folder, call = example("csharp")
    shutil.copy(STAND_INS / "csharp/ManagementClient.cs", folder)
    code, printed = call("mcs -warnaserror -out:samples.exe -r:System.Net.Http.dll Samples.cs ManagementClient.cs")
    assert code == 0, printed
    assert call("genauth-emulator exec -- mono samples.exe") == (0, SHOWN)


@needs("php")
def test_php(example):
    folder, call = example("php")
    shutil.copytree(STAND_INS / "php", folder / "vendor")
    assert call(last_line(folder)) == (0, SHOWN)


@pytest.mark.parametrize("language", ["python", "node", "java", "go", "csharp", "php"])
def test_each_example_is_on_the_page_and_can_be_run(language):
    assert f"`examples/{language}/run`" in (EXAMPLES / "README.md").read_text("utf-8")
    assert os.access(EXAMPLES / language / "run", os.X_OK)
    assert "genauth-emulator exec -- " in last_line(EXAMPLES / language)
