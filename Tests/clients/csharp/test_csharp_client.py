"""The client for C#, copied into a project as its page says, with Mono."""

import pathlib
import re

import pytest

from pages import beside_the_checkout, block, needs, run

HTTP = pathlib.Path("/usr/lib/mono/4.5/System.Net.Http.dll")
pytestmark = [needs("mcs", "mono"), pytest.mark.skipif(not HTTP.exists(), reason=f"not installed: {HTTP.name} of Mono")]

CONTROLS = """
using System;
using System.IO;
using System.Net.Http;
using System.Threading.Tasks;
using GenAuthEmulator;

static class Controls
{
    static void Check(bool holds, string what) { if (!holds) { throw new InvalidDataException(what); } }

    static async Task<int> Status(Func<Task> call)
    {
        try { await call(); } catch (ControlException refusal) { return refusal.Status; }
        return 0;
    }

    static async Task EveryCall(UserPool pool)
    {
        Check((await pool.Control("GET", "/export")).Contains("seeded"), "seed");
        await pool.Snapshot("a.b");
        await pool.Restore("a.b");
        var copy = await pool.Copy("quoted \\" \\\\ \\n " + new string('n', 200));
        Check((await copy.Control("GET", "/export")).Contains("seeded"), "copy");
        await copy.Remove();
        await pool.Reset();
        await pool.Freeze("2030-01-01T00:00:00Z");
        await pool.Advance(60);
        Check((await pool.Control("GET", "/clock")).Contains("2030-01-01T00:01:00"), "clock");
        await pool.Fault("{\\"operation\\":\\"list-groups\\",\\"when\\":{\\"first\\":1},\\"effect\\":{\\"http\\":503}}");
        Check(await Status(pool.VerifyFaults) == 409, "faults");
        Check(await Status(() => pool.Requests("operation=list-groups&wait=1ms")) == 408, "wait");
        Check(await pool.ExplainRefused() == "" && (await pool.Events()).Contains("[]"), "journal");
        await pool.Remove();
        Check(await Status(pool.Reset) == 404, "removal");
    }

    static async Task Misspelled(UserPool pool)
    {
        using (var client = new HttpClient())
        {
            client.DefaultRequestHeaders.Add("authorization", $"Bearer {await pool.Token()}");
            await client.GetAsync($"{pool.Host}/api/v3/get-grup");
            throw new Exception("it is misspelled");
        }
    }

    static void Main(string[] arguments)
    {
        var server = Server.Open();
        if (arguments.Length > 0) { System.Diagnostics.Process.GetCurrentProcess().Kill(); }
        using (server)
        {
            var seed = "{\\"id\\":\\"any\\",\\"name\\":\\"Seed\\",\\"groups\\":[{\\"code\\":\\"seeded\\",\\"name\\":\\"Seeded\\"}]}";
            server.WithUserPool(EveryCall, seed: seed).GetAwaiter().GetResult();
            try { server.WithUserPool(pool => throw new NotSupportedException()).GetAwaiter().GetResult(); }
            catch (NotSupportedException) { }
            server.WithUserPool(Misspelled).GetAwaiter().GetResult();
        }
    }
}
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project into which the client was copied, with the program of the page compiled."""
    folder = tmp_path_factory.mktemp("project")
    beside_the_checkout(folder)
    code, printed = run(block("csharp", "sh"), folder)
    assert code == 0, printed
    (folder / "Groups.cs").write_text(block("csharp", "csharp"), "utf-8")
    (folder / "Controls.cs").write_text(CONTROLS, "utf-8")
    code, printed = run("mcs -warnaserror -out:controls.exe -r:System.Net.Http.dll Controls.cs GenAuthEmulator.cs", folder)
    assert code == 0, printed
    return folder


def test_the_page_is_right_to_the_letter(project):
    assert run(block("csharp", "sh", 1), project) == (0, "passed\n")


def test_a_running_server_is_used_and_left_as_it_was(project, server):
    code, printed = run("mono controls.exe", project, GENAUTH_EMULATOR_URL=f"{server.url}/", GENAUTH_EMULATOR_BINARY="/none",
                        GENAUTH_EMULATOR_CONTROL_TOKEN="token")
    assert code == 1 and "it is misspelled" in printed, printed
    code, printed = run(f"curl -sf -H 'authorization: Bearer token' {server.url}/_emulator/user-pools", project)
    assert re.findall(r'"id":"([^"]+)","name"', printed) == ["59f86b4832eb28071bdd9214"]


def test_failures_are_explained_and_calls_do_what_they_say(project):
    code, printed = run("mono controls.exe", project)
    assert code == 1 and "it is misspelled" in printed, printed
    assert printed.count(" refused:\n") == 1
    assert '"nearestOperations":[{"method":"GET","path":"/api/v3/get-group"' in printed


def test_a_server_ends_when_its_starter_is_killed(project):
    code, printed = run("mono controls.exe killed", project)
    assert code == -9, printed


def test_a_program_that_cannot_start_is_explained(project):
    code, printed = run("mono controls.exe", project, GENAUTH_EMULATOR_BINARY="/none")
    assert code == 1 and "there is no program /none: set GENAUTH_EMULATOR_BINARY" in printed
    code, printed = run("mono controls.exe", project, GENAUTH_EMULATOR_LANG="xx")
    assert code == 1 and "genauth-emulator ended with 64" in printed and "GENAUTH_EMULATOR_LANG" in printed


def test_a_server_that_does_not_answer_is_named(project):
    code, printed = run("mono controls.exe", project, GENAUTH_EMULATOR_URL="http://127.0.0.1:1")
    assert code == 1 and "POST /user-pools: no answer from http://127.0.0.1:1" in printed, printed
