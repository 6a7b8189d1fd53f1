"""The client for PHP, copied into a project as its page says."""

import re

import pytest

from pages import beside_the_checkout, block, needs, run

pytestmark = needs("php")

CONTROLS = """<?php
require 'GenAuthEmulator.php';

use GenAuthEmulator\\ControlException;
use GenAuthEmulator\\Server;
use GenAuthEmulator\\UserPool;

function check(bool $holds, string $what): void { $holds || exit("wrong: $what\\n"); }
function status(callable $call): int { try { $call(); } catch (ControlException $refusal) { return $refusal->getCode(); } return 0; }

$seed = ['id' => 'any', 'name' => 'Seed', 'groups' => [['code' => 'seeded', 'name' => 'Seeded']]];
$removed = Server::shared()->withUserPool(function (UserPool $pool): UserPool {
    $groups = fn (UserPool $pool): string => $pool->control('GET', '/export')['userPools'][0]['groups'][0]['code'];
    check($groups($pool) === 'seeded', 'seed');
    $pool->snapshot('a.b');
    $copy = $pool->server->userPool(name: str_repeat('界', 200), copyOf: $pool, snapshot: 'a.b');
    check($groups($copy) === 'seeded', 'copy');
    $copy->remove();
    $pool->restore('a.b');
    $pool->reset();
    $pool->freeze('2030-01-01T00:00:00Z');
    $pool->advance(60);
    check(str_starts_with($pool->control('GET', '/clock')['now'], '2030-01-01T00:01:00'), 'clock');
    $pool->fault(['operation' => 'list-groups', 'when' => ['first' => 1], 'effect' => ['http' => 503]]);
    check(status($pool->verifyFaults(...)) === 409, 'faults');
    check(status(fn () => $pool->requests(operation: 'list-groups', wait: '1ms')) === 408, 'wait');
    check([$pool->requests(), $pool->events(), $pool->explainRefused()] === [[], [], ''], 'journal');
    return $pool;
}, seed: $seed);
check(status($removed->reset(...)) === 404, 'removal');
try {
    Server::shared()->withUserPool(fn () => throw new LogicException('without a request'));
} catch (LogicException) {
}
Server::shared()->withUserPool(function (UserPool $pool): void {
    $options = ['header' => "authorization: Bearer {$pool->token()}", 'ignore_errors' => true];
    file_get_contents("$pool->host/api/v3/get-grup", false, stream_context_create(['http' => $options]));
    throw new LogicException('it is misspelled');
});
"""


@pytest.fixture
def project(tmp_path):
    """A project into which the client was copied."""
    beside_the_checkout(tmp_path)
    code, printed = run(block("php", "sh"), tmp_path)
    assert code == 0, printed
    (tmp_path / "GroupsTest.php").write_text(block("php", "php"), "utf-8")
    (tmp_path / "controls.php").write_text(CONTROLS, "utf-8")
    return tmp_path


@needs("phpunit")
def test_the_page_is_right_to_the_letter(project, server):
    code, printed = run(block("php", "sh", 1), project)
    assert code == 0 and "OK (2 tests, 2 assertions)" in printed, printed
    code, printed = run(block("php", "sh", 1), project, GENAUTH_EMULATOR_URL=f"{server.url}/",
                        GENAUTH_EMULATOR_BINARY="/none", GENAUTH_EMULATOR_CONTROL_TOKEN="token")
    assert code == 0 and "OK (2 tests, 2 assertions)" in printed, printed
    code, printed = run(f"curl -sf -H 'authorization: Bearer token' {server.url}/_emulator/user-pools", project)
    assert re.findall(r'"id":"([^"]+)","name"', printed) == ["59f86b4832eb28071bdd9214"]


def test_failures_are_explained_and_calls_do_what_they_say(project):
    code, printed = run("php -d error_reporting=-1 -d display_errors=stderr controls.php", project)
    assert code == 255 and "it is misspelled" in printed and "wrong: " not in printed, printed
    assert printed.count(" refused:\n") == 1 and "Warning" not in printed
    assert '"path": "/api/v3/get-group"' in printed


def test_a_server_ends_when_its_starter_is_killed(project):
    (project / "killed.php").write_text(
        "<?php require 'GenAuthEmulator.php'; echo GenAuthEmulator\\Server::start()->url; posix_kill(getmypid(), 9);")
    code, printed = run("php killed.php", project)
    assert code == -9 and "http://127.0.0.1:" in printed, printed


def test_a_program_that_cannot_start_is_explained(project):
    code, printed = run("php controls.php", project, GENAUTH_EMULATOR_BINARY="/none")
    assert code == 255 and "there is no program /none: set GENAUTH_EMULATOR_BINARY" in printed
    code, printed = run("php controls.php", project, GENAUTH_EMULATOR_LANG="xx")
    assert code == 255 and "genauth-emulator ended with 64" in printed and "GENAUTH_EMULATOR_LANG" in printed


def test_a_server_that_does_not_answer_is_named(project):
    code, printed = run("php controls.php", project, GENAUTH_EMULATOR_URL="http://127.0.0.1:1")
    assert code == 255 and "POST /user-pools: no answer from http://127.0.0.1:1" in printed, printed
