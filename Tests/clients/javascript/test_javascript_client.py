"""The client for JavaScript, installed by npm from its folder as its page says."""

import re
import shutil

import pytest

from pages import CLIENTS, beside_the_checkout, block, needs, run

pytestmark = needs("node")

FAILING = """
import assert from "node:assert";
import { test } from "node:test";
import { userPools } from "genauth-emulator-testing/node-test";
const withPool = userPools();

test("misspelled", withPool(async (pool) => {
  const answer = await fetch(`${pool.host}/api/v3/get-grup`, { headers: { authorization: `Bearer ${await pool.token()}` } });
  assert.equal(answer.status, 200);
}));

test("no request", withPool(() => assert.fail("nothing was sent")));
"""

CONTROLS = """
import assert from "node:assert";
import { test } from "node:test";
import { ControlError } from "genauth-emulator-testing";
import { userPools } from "genauth-emulator-testing/node-test";

let prepared = 0;
const withPool = userPools({
  arguments: ["--journal-size", "7"],
  seed: new URL("./beside.json", import.meta.url),
  prepare: async (pool) => { prepared += 1; assert.equal((await groups(pool))[0].code, "from-file"); },
});
const groups = async (pool) => (await pool.control("GET", "/export")).userPools[0].groups;

for (const name of ["first", "second"]) {
  test(name, withPool(async (pool, context) => {
    assert.equal(prepared, 1);
    assert.equal(pool.name, name);
    assert.equal(context.name, name);
    assert.equal((await groups(pool))[0].code, "from-file");
  }));
}

test("every call", withPool(async (pool) => {
  await pool.snapshot("a.b");
  await pool.restore("a.b");
  await pool.reset();
  await pool.freeze("2030-01-01T00:00:00Z");
  await pool.advance(60);
  assert.match((await pool.control("GET", "/clock")).now, /^2030-01-01T00:01:00/);
  await pool.fault("list-groups", { http: 503 }, { first: 1 });
  const isRefused = (status) => (error) => error instanceof ControlError && error.status === status;
  await assert.rejects(pool.verifyFaults(), isRefused(409));
  await assert.rejects(pool.requests({ operation: "list-groups", wait: "1ms" }), isRefused(408));
  assert.deepEqual([await pool.requests(), await pool.events(), await pool.explainRefused()], [[], [], ""]);
  await pool.remove();
  const { userPools } = await pool.server.control("GET", "/user-pools");
  assert.ok(!userPools.some(({ id }) => id === pool.id));
}));

"""

TYPES = """
import { ControlError, RecordedRequest, Server, UserPool } from "genauth-emulator-testing";
import { userPools } from "genauth-emulator-testing/jest";
import { userPools as others } from "genauth-emulator-testing/vitest";

const withPool = userPools({ seed: { id: "any", name: "Any", groups: [] }, prepare: (pool: UserPool) => pool.reset() });
export const test: () => Promise<unknown> = withPool(async (pool) => {
  const found: RecordedRequest[] = await pool.requests({ operation: "get-group", wait: "5s" });
  const status: number = found[0].statusCode;
  const server: Server = await Server.start({ arguments: ["--strict-input"] });
  const other: UserPool = await server.userPool({ copyOf: pool.id });
  await other.advance(status);
  // @ts-expect-error
  await other.advance("1");
  // @ts-expect-error
  others({ unknown: 1 });
  if (found instanceof ControlError) throw found;
});
"""

JEST = """
const { userPools } = require("genauth-emulator-testing/jest");
const withPool = userPools();

test("a pool has a token", withPool(async (pool) => {
  const headers = { authorization: `Bearer ${await pool.token()}` };
  const answer = await fetch(`${pool.host}/api/v3/get-group?code=developer`, { headers });
  expect((await answer.json()).statusCode).toBe(200);
}));
"""

# Debian's jest finds its packages by settings that only Debian's own node has.
DEBIAN_SETTINGS = """
const config = structuredClone(process.config);
config.variables = { node_relative_path: "share/nodejs:lib/nodejs", node_prefix: "/usr", ...config.variables };
Object.defineProperty(process, "config", { value: config });
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder in which the page's first command has run, or what it does was done by hand where npm is missing."""
    folder = tmp_path_factory.mktemp("package")
    (folder / "package.json").write_text("{}")
    if not shutil.which("npm"):
        shutil.copytree(CLIENTS / "javascript", folder / "node_modules/genauth-emulator-testing")
        return folder
    beside_the_checkout(folder)
    code, printed = run(block("javascript", "sh"), folder, npm_config_offline="true")
    assert code == 0, printed
    return folder


def test_the_page_is_right_to_the_letter(installed):
    (installed / "groups.test.mjs").write_text(block("javascript", "js"), "utf-8")
    code, printed = run(block("javascript", "sh", 1), installed)
    assert code == 0 and re.search(r"^(#|ℹ) pass 2$", printed, re.MULTILINE), printed


def test_a_running_server_is_used_and_left_as_it_was(installed, server):
    (installed / "groups.test.mjs").write_text(block("javascript", "js"), "utf-8")
    code, printed = run("node --test groups.test.mjs", installed, GENAUTH_EMULATOR_URL=f"{server.url}/",
                        GENAUTH_EMULATOR_BINARY="/none", GENAUTH_EMULATOR_CONTROL_TOKEN="token")
    assert code == 0 and re.search(r"^(#|ℹ) pass 2$", printed, re.MULTILINE), printed
    code, printed = run(f"curl -sf -H 'authorization: Bearer token' {server.url}/_emulator/user-pools", installed)
    assert re.findall(r'"id":"([^"]+)","name"', printed) == ["59f86b4832eb28071bdd9214"]


def test_a_failure_is_explained(installed):
    (installed / "failing.test.mjs").write_text(FAILING, "utf-8")
    code, printed = run("node failing.test.mjs", installed)
    assert code == 1 and re.search(r"^(#|ℹ) fail 2$", printed, re.MULTILINE), printed
    assert printed.count(" refused:\n") == 1
    assert "broken rule: path\n    nearest operations: GET /api/v3/get-group" in printed


def test_options_and_calls_do_what_they_say(installed):
    (installed / "beside.json").write_text(
        '{"userPools": [{"id": "any", "name": "File", "groups": [{"code": "from-file", "name": "File"}]}]}', "utf-8")
    (installed / "controls.test.mjs").write_text(CONTROLS, "utf-8")
    code, printed = run("node controls.test.mjs", installed)
    assert code == 0 and re.search(r"^(#|ℹ) pass 3$", printed, re.MULTILINE), printed


def test_a_server_ends_when_its_starter_is_killed(installed):
    (installed / "killed.mjs").write_text(
        'import { Server } from "genauth-emulator-testing";\nconsole.log((await Server.start()).url);\n'
        'setTimeout(() => process.kill(process.pid, "SIGKILL"), 10);\n')
    code, printed = run("node killed.mjs", installed)
    assert code == -9 and "http://127.0.0.1:" in printed, printed


def test_a_missing_program_is_named(installed):
    (installed / "groups.test.mjs").write_text(block("javascript", "js"), "utf-8")
    code, printed = run("node --test groups.test.mjs", installed, GENAUTH_EMULATOR_BINARY="/none")
    assert code == 1 and "there is no program /none: set GENAUTH_EMULATOR_BINARY" in printed


def test_a_server_that_does_not_answer_is_named(installed):
    (installed / "groups.test.mjs").write_text(block("javascript", "js"), "utf-8")
    # Port 1 is refused by fetch itself.
    code, printed = run("node --test groups.test.mjs", installed, GENAUTH_EMULATOR_URL="http://127.0.0.1:2")
    assert code == 1 and "POST /user-pools: no answer from http://127.0.0.1:2: ECONNREFUSED" in printed, printed


def test_a_program_that_cannot_start_shows_its_log(installed):
    (installed / "groups.test.mjs").write_text(block("javascript", "js"), "utf-8")
    code, printed = run("node --test groups.test.mjs", installed, GENAUTH_EMULATOR_LANG="xx")
    assert code == 1 and "genauth-emulator ended with 64" in printed and "GENAUTH_EMULATOR_LANG" in printed


@needs("tsc")
def test_the_declarations_are_those_of_the_code(installed):
    (installed / "types.mts").write_text(TYPES, "utf-8")
    options = "--noEmit --strict --module node16 --moduleResolution node16 --target es2022 --lib es2022,dom"
    code, printed = run(f"tsc {options} types.mts", installed)
    assert code == 0, printed


@needs("jest")
def test_jest_runs_a_test_with_a_user_pool(installed):
    (installed / "pool.test.js").write_text(JEST, "utf-8")
    (installed / "settings.cjs").write_text(DEBIAN_SETTINGS, "utf-8")
    code, printed = run("jest --ci pool.test.js", installed, NODE_PATH="/usr/share/nodejs:/usr/lib/nodejs",
                        NODE_OPTIONS=f"--require {installed}/settings.cjs")
    assert code == 0 and "1 passed" in printed, printed


# Vitest is in no package of Debian; its part of this test is a stand-in with the hook that is used.
def test_vitest_is_given_a_hook_after_all_tests(installed):
    package = installed / "node_modules/vitest"
    package.mkdir()
    (package / "package.json").write_text('{"name":"vitest","type":"module","exports":"./index.mjs"}')
    (package / "index.mjs").write_text("export const ends = [];\nexport const afterAll = (end) => ends.push(end);\n")
    (installed / "stand-in.mjs").write_text(
        'import { ends } from "vitest";\nimport { userPools } from "genauth-emulator-testing/vitest";\n'
        "await userPools()(async (pool) => console.log(typeof (await pool.token())))({ task: {} });\nfor (const end of ends) await end();\n")
    code, printed = run("node stand-in.mjs", installed)
    shutil.rmtree(package)
    assert (code, printed) == (0, "string\n")


def test_no_file_of_the_package_is_left_out():
    names = {path.suffix for path in (CLIENTS / "javascript").iterdir()} - {".json", ".md"}
    assert names == {".cjs", ".mjs", ".ts"}
