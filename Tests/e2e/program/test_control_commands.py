"""The commands that call the control API of a running server: what they do, print, and how they fail."""

import json
import re
import select
import socket
import subprocess
import threading
import time

import pytest

from caller import HOST
from control import Control
from emulator import assert_fails_with_one_line, run_to_exit
from envelope import accepted, succeeded
from receiver import Receiver, answer
from sample_seeds import ALICE, GROUP, KEY, OTHER_POOL_ID, POOL_ID, group, standard_seed


@pytest.fixture
def run(fresh):
    """What a command prints for a server."""

    def call(*arguments, **environment):
        result = run_to_exit(*arguments, "--url", fresh.url, environment=environment)
        assert (result.returncode, result.stderr) == (0, ""), result
        return result.stdout

    return call


@pytest.fixture
def fails(fresh):
    """A command that fails with an exit code and one line."""

    def call(code, named, *arguments):
        result = run_to_exit(*arguments, "--url", fresh.url)
        assert (result.returncode, result.stdout) == (code, ""), result
        assert_fails_with_one_line(result, named)

    return call


def table(text):
    """The rows of a table by the names of its columns."""
    head, *rows = text.splitlines()
    starts = [found.start() for found in re.finditer(r"\S+", head)]
    ends = [*starts[1:], None]
    names = head.split()
    return [dict(zip(names, (row[start:end].strip() for start, end in zip(starts, ends)), strict=True)) for row in rows]


def groups(emulator):
    return [item["code"] for item in accepted(emulator.client().list_groups())["list"]]


def create(emulator, code):
    accepted(emulator.caller().post("create-group", group(code)).envelope)


def test_pools_lists_the_user_pools_and_removes_one(run, fresh):
    assert {row["id"] for row in table(run("pools"))} == {POOL_ID, OTHER_POOL_ID}
    entries = json.loads(run("pools", "--json"))["userPools"]
    assert entries == Control(fresh).get("/user-pools")["userPools"]
    assert run("pools", "--delete", OTHER_POOL_ID) == f"removed {OTHER_POOL_ID}\n"
    assert [row["id"] for row in table(run("pools"))] == [POOL_ID]


def test_reset_brings_a_user_pool_back_to_its_seed(run, fresh):
    before = groups(fresh)
    create(fresh, "one")
    assert run("reset", "--pool", OTHER_POOL_ID) == f"reset {OTHER_POOL_ID}\n"
    assert groups(fresh) != before
    assert run("reset") == f"reset {POOL_ID}\n"
    assert groups(fresh) == before
    create(fresh, "one")
    assert run("reset", "--all", "--json") == ""
    assert groups(fresh) == before


def test_a_snapshot_is_taken_listed_restored_and_removed(run, fails, fresh):
    before = groups(fresh)
    assert run("snapshot", "before") == f"took the snapshot before of {POOL_ID}\n"
    create(fresh, "one")
    fails(65, "snapshot_exists", "snapshot", "before")
    assert run("restore", "before") == f"restored the snapshot before of {POOL_ID}\n"
    assert groups(fresh) == before
    create(fresh, "two")
    assert json.loads(run("snapshot", "before", "--replace", "--json"))["name"] == "before"
    run("reset")
    run("restore", "before")
    assert "two" in groups(fresh)
    assert [row["name"] for row in table(run("snapshot"))] == ["before", "seed"]
    run("snapshot", "before", "--delete")
    assert [row["name"] for row in table(run("snapshot"))] == ["seed"]
    fails(65, "snapshot_not_found", "restore", "before")


def test_fork_shows_how_to_use_the_copy(run, fresh):
    create(fresh, "one")
    run("snapshot", "with-one")
    run("reset")
    shown = run("fork", "with-one", "--id", "copy", "--name", "The copy")
    assert re.search(r"^id: copy$", shown, re.MULTILINE) and re.search(r"^name: The copy$", shown, re.MULTILINE)
    assert re.search(rf"^url: {fresh.url}/_pools/copy$", shown, re.MULTILINE)
    exported = json.loads(run("export", "--pool", "copy"))["userPools"][0]
    assert "one" in [item["code"] for item in exported["groups"]]
    present = json.loads(run("fork", "--json"))
    assert '"code": "one"' not in run("export", "--pool", present["id"])


def test_diff_shows_what_was_added_changed_and_removed(run, fresh):
    assert run("diff", "seed") == "no differences\n"
    create(fresh, "one")
    run("snapshot", "with-one")
    accepted(fresh.caller().post("update-group", {"code": "one", "description": "new\u202e"}).envelope)
    succeeded(fresh.client().add_group_members([ALICE], GROUP))
    shown = run("diff", "seed")
    assert re.search(r'^groups\n  \+ .*code="one"', shown, re.MULTILINE)
    assert re.search(r"^groupMembers\n  \+ ", shown, re.MULTILINE)
    changed = run("diff", "with-one")
    assert re.search(r'^  ~ .*description=.*→"new\\u202e"', changed, re.MULTILINE)
    run("snapshot", "last")
    assert re.search(r'^  - .*code="one"', run("diff", "last", "seed"), re.MULTILINE)
    assert json.loads(run("diff", "seed", "--json"))["groups"]["added"][0]["code"] == "one"


def test_export_of_a_server_is_the_export_of_its_folder(launch, tmp_path):
    data = tmp_path / "data"
    emulator = launch(seed=standard_seed(), data=data)
    asked = run_to_exit("export", "--url", emulator.url, "--pool", OTHER_POOL_ID)
    read = run_to_exit("export", "--data", data, "--pool", OTHER_POOL_ID)
    assert asked.returncode == read.returncode == 0
    assert asked.stdout == read.stdout != ""


def test_requests_shows_the_journal(run, fails, fresh):
    create(fresh, "one")
    succeeded(fresh.client().add_group_members([ALICE], GROUP))
    rows = table(run("requests"))
    assert [row["path"] for row in rows][:2] == ["/api/v3/get-management-token", "/api/v3/create-group"]
    [row] = table(run("requests", "--operation", "create-group", "--status-code", "200", "--limit", "5"))
    shown = run("requests", row["requestId"])
    assert f"requestId: {row['requestId']}" in shown and "code: one" in shown
    assert KEY.secret not in shown
    assert json.loads(run("requests", row["requestId"], "--json"))["number"] == int(row["number"])
    assert run("requests", row["number"]) == shown
    fails(75, "timeout", "requests", "--since", rows[-1]["number"], "--wait", "10ms")
    fails(65, "request_not_found", "requests", "none")
    fails(65, "request_not_found", "requests", str(int(rows[-1]["number"]) + 1))
    assert run("requests", "--delete") == f"removed the requests of {POOL_ID}\n"
    assert table(run("requests")) == []


def lines_of(process, count):
    return [process.stdout.readline() for _ in range(count)]


@pytest.fixture
def following(binary, fresh):
    """Commands that show entries until they are ended."""
    running = []

    def start(*arguments):
        running.append(
            subprocess.Popen(
                [binary, *arguments, "--follow", "--url", fresh.url], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                text=True,
            )
        )
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.communicate()


def test_requests_are_followed_as_they_are_recorded(fresh, following):
    create(fresh, "old")
    process = following("requests", "--operation", "create-group", "--since", "0")
    assert "/api/v3/create-group" in lines_of(process, 1)[0]
    create(fresh, "one")
    create(fresh, "two")
    rows = [line.split() for line in lines_of(process, 2)]
    assert [row[2:5] for row in rows] == [["POST", "/api/v3/create-group", "200"]] * 2
    assert int(rows[0][0]) < int(rows[1][0])
    fresh.stop()
    # It waited for the next request, or was about to ask again.
    assert process.wait(10) in (65, 69) and len(process.stderr.read().splitlines()) == 1


def test_following_begins_with_the_next_request(fresh, following):
    create(fresh, "old")
    process = following("requests", "--json", "--operation", "create-group")
    events = following("events", "--json")
    seen = []
    while not seen:
        create(fresh, f"new-{time.monotonic_ns()}")
        if select.select([process.stdout], [], [], 0.2)[0] and select.select([events.stdout], [], [], 0.2)[0]:
            seen = [json.loads(process.stdout.readline()), json.loads(events.stdout.readline())]
    assert seen[0]["operation"] == "create-group" and seen[0]["number"] > 2
    assert seen[1]["name"] == "group:created" and seen[1]["subject"].startswith("new-")


def test_events_shows_the_changes(run, fails, fresh):
    create(fresh, "one")
    accepted(fresh.caller().post("update-group", {"code": "one", "name": "Two"}).envelope)
    [row] = table(run("events", "--event", "group:created", "--limit", "5"))
    assert (row["name"], row["subject"]) == ("group:created", "one")
    [row] = json.loads(run("events", "--since", row["number"], "--json"))["events"]
    assert row["name"] == "group:updated"
    fails(75, "timeout", "events", "--event", "user:created", "--wait", "10ms")


def test_unread_inputs_and_coverage_are_shown(run, fresh):
    accepted(fresh.caller().post("create-group", group("one") | {"odd": 1}).envelope)
    rows = table(run("unread-inputs"))
    assert {"count": "1", "operation": "create-group", "kind": "field", "name": "odd"} in rows
    rows = table(run("coverage"))
    assert {"calls": "1", "emulated": "true", "method": "POST", "path": "/api/v3/create-group"} in rows
    assert any(row["emulated"] == "false" for row in rows)


def test_webhooks_are_added_tried_listed_and_removed(run, fails):
    receiver = Receiver(answer(500))
    try:
        added = json.loads(run("webhooks", json.dumps({"url": receiver.url, "events": ["group:created"]}), "--json"))
        webhook = added["webhookId"]
        [row] = table(run("webhooks"))
        assert (row["webhookId"], row["url"], row["enabled"]) == (webhook, receiver.url, "true")
        assert run("webhooks", "--test", webhook) == f"sent the event test to the webhook {webhook}\n"
        [row] = table(run("deliveries", "--state", "dead", "--event", "test", "--webhook", webhook, "--wait", "10s"))
        assert "500" in row["errorMessage"]
        assert "eventName: test" in run("deliveries", row["number"])
        run("deliveries", row["number"], "--redeliver")
        [row] = table(run("deliveries", "--state", "delivered", "--since", "0", "--limit", "1", "--wait", "10s"))
        assert receiver.next().json == receiver.next().json
        assert run("webhooks", "--delete", webhook) == f"removed the webhook {webhook}\n"
        assert table(run("webhooks")) == []
        fails(65, "webhook_not_found", "webhooks", "--test", webhook)
        fails(65, "delivery_not_dead", "deliveries", row["number"], "--redeliver")
        fails(65, "invalid_request", "deliveries", "--state", "lost")
    finally:
        receiver.close()


def test_faults_adds_lists_verifies_and_removes_plans(run, fails, fresh):
    plan = {"name": "slow", "operation": "list-groups", "when": {"first": 1}, "effect": {"http": 503}}
    added = json.loads(run("faults", json.dumps(plan), "--json"))
    assert f"- id: {added['id']}" in run("faults").splitlines()[1]
    fails(65, "slow", "faults", "--verify")
    assert fresh.caller().get("list-groups").status == 503
    assert "fired: 1" in run("faults", "--verify")
    assert run("faults", "--delete", added["id"]) == f"removed the fault plan {added['id']}\n"
    assert added["id"] not in run("faults")
    fails(65, "fault", "faults", "--delete", added["id"])
    fails(65, "invalid", "faults", "{")


def test_clock_shows_and_sets_the_clock(run, fails):
    assert "mode: real\n" in run("clock")
    frozen = run("clock", "--mode", "frozen", "--now", "2030-01-01T12:00:00.000Z")
    assert frozen == "mode: frozen\nnow: 2030-01-01T12:00:00.000Z\nrate: 0\n"
    assert json.loads(run("clock", "--advance", "90.5", "--json"))["now"] == "2030-01-01T12:01:30.500Z"
    assert "rate: 60\n" in run("clock", "--mode", "scaled", "--rate", "60")
    assert "mode: real\n" in run("clock", "--pool", OTHER_POOL_ID)
    fails(65, "invalid_request", "clock", "--mode", "sideways")


def test_a_user_pool_that_is_unknown_is_named(fails):
    fails(65, "user_pool_not_found", "reset", "--pool", "none/of them")


def test_the_variables_of_url_and_user_pool_count_and_serve_knows_them(fresh, launch):
    variables = {"GENAUTH_EMULATOR_URL": fresh.url, "GENAUTH_EMULATOR_POOL": OTHER_POOL_ID}
    result = run_to_exit("reset", environment=variables)
    assert (result.returncode, result.stdout) == (0, f"reset {OTHER_POOL_ID}\n"), result
    assert run_to_exit("reset", "--pool", POOL_ID, environment=variables).stdout == f"reset {POOL_ID}\n"
    assert "ignored an unknown" not in launch(environment=variables).log()


def test_without_a_url_the_address_of_serve_is_asked(fresh):
    result = run_to_exit("reset", environment={"GENAUTH_EMULATOR_PORT": str(fresh.port)})
    assert (result.returncode, result.stdout) == (0, f"reset {POOL_ID}\n"), result


def test_the_control_token_is_sent(launch):
    emulator = launch("--control-token", "s3cret", seed=standard_seed())
    flags = ["reset", "--url", emulator.url]
    refused = run_to_exit(*flags)
    assert refused.returncode == 77
    assert_fails_with_one_line(refused, "unauthorized")
    assert run_to_exit(*flags, "--token", "s3cret").returncode == 0
    assert run_to_exit(*flags, environment={"GENAUTH_EMULATOR_CONTROL_TOKEN": "s3cret"}).returncode == 0
    exported = run_to_exit("export", "--url", emulator.url, "--token", "s3cret", "--pool", POOL_ID)
    assert json.loads(exported.stdout)["userPools"][0]["id"] == POOL_ID


@pytest.mark.parametrize("url", ["https://127.0.0.1:8930", "http://example.org:8930", "http://127.0.0.1:x", "127.0.0.1", "http://"])
def test_a_url_that_cannot_be_used_is_named(binary, url):
    result = run_to_exit("reset", "--url", url)
    assert result.returncode == 64
    assert_fails_with_one_line(result, url)


@pytest.mark.parametrize("flags", [
    ["clock", "--now", "2030-01-01T00:00:00Z"], ["clock", "--mode", "real", "--advance", "1"], ["snapshot", "--replace"],
    ["snapshot", "a", "--replace", "--delete"], ["reset", "--all", "--pool", "x"], ["restore"], ["diff"],
    ["faults", "{}", "--verify"], ["requests", "--follow", "--limit", "1"], ["requests", "x", "--follow"],
    ["events", "--follow", "--wait", "1s"], ["webhooks", "{}", "--delete", "x"], ["deliveries", "--redeliver"],
])
def test_options_that_do_not_belong_together_are_refused(binary, flags):
    result = run_to_exit(*flags)
    assert result.returncode == 64
    assert_fails_with_one_line(result, f"(see genauth-emulator {flags[0]} --help)")


def test_no_server_is_named_with_its_address(binary):
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        url = f"http://{HOST}:{probe.getsockname()[1]}"
        result = run_to_exit("reset", "--url", url)
    assert result.returncode == 69
    assert_fails_with_one_line(result, url, "Connection refused")


@pytest.mark.parametrize("reply", [
    b"", b"SSH-2.0-x\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{}", b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n{",
    b"HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]",
])
def test_a_reply_of_another_program_is_an_error(binary, reply):
    with socket.create_server((HOST, 0)) as server:
        threading.Thread(target=answer_once, args=(server, reply), daemon=True).start()
        result = run_to_exit("pools", "--url", f"http://{HOST}:{server.getsockname()[1]}")
    assert result.returncode == 69
    assert_fails_with_one_line(result, "the reply is not one of the control API")


def answer_once(server, reply):
    connection, _ = server.accept()
    with connection:
        connection.recv(65536)
        connection.sendall(reply)
