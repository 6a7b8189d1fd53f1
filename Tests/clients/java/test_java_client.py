"""The client for Java, copied into a project as its page says, with JUnit 5 of Debian."""

import pathlib
import re

import pytest

from pages import beside_the_checkout, block, needs, run

JUNIT = pathlib.Path("/usr/share/java/junit-platform-console.jar")
pytestmark = [needs("javac", "java"), pytest.mark.skipif(not JUNIT.exists(), reason="not installed: junit5")]

COMPILE_AND_RUN = block("java", "sh", 1)
RUN = re.sub("^javac.*\n", "", COMPILE_AND_RUN, flags=re.MULTILINE)

CONTROLS = """
import static org.junit.jupiter.api.Assertions.*;

import genauth.testing.*;
import java.net.URI;
import java.net.http.*;
import org.junit.jupiter.api.*;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(GenAuthEmulator.class)
@Seed("{\\"id\\":\\"any\\",\\"name\\":\\"Seed\\",\\"groups\\":[{\\"code\\":\\"of-class\\",\\"name\\":\\"Class\\"}]}")
class ControlsTest {
    @BeforeAll
    static void theServerIsAParameter(Server server) {
        assertTrue(server.control("GET", "/health", null).contains("ok"));
    }

    @Test
    void everyCall(UserPool pool, Server server) {
        assertSame(server, pool.server);
        assertTrue(pool.control("GET", "/export", null).contains("of-class"));
        pool.snapshot("a.b");
        pool.restore("a.b");
        UserPool copy = pool.copy("quoted \\" \\\\ \\n");
        assertTrue(copy.control("GET", "/export", null).contains("of-class"));
        copy.remove();
        pool.reset();
        pool.freeze("2030-01-01T00:00:00Z");
        pool.advance(60);
        assertTrue(pool.control("GET", "/clock", null).contains("2030-01-01T00:01:00"));
        pool.fault("{\\"operation\\":\\"list-groups\\",\\"when\\":{\\"first\\":1},\\"effect\\":{\\"http\\":503}}");
        ControlException refusal = assertThrows(ControlException.class, pool::verifyFaults);
        assertEquals(409, refusal.status);
        assertTrue(refusal.body.contains("faults_not_fired"));
        refusal = assertThrows(ControlException.class, () -> pool.requests("operation=list-groups&wait=1ms"));
        assertEquals(408, refusal.status);
        assertEquals("", pool.explainRefused());
        assertTrue(pool.events("").contains("[]"));
        pool.remove();
        assertEquals(404, assertThrows(ControlException.class, pool::reset).status);
    }

    @Test
    void misspelled(UserPool pool) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(pool.host + "/api/v3/get-grup"))
                .header("authorization", "Bearer " + pool.token(60)).build();
        assertEquals(200, HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
    }

    @Test
    void withoutARequest(UserPool pool) {
        fail();
    }
}
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project into which the client was copied, with the test of the page."""
    folder = tmp_path_factory.mktemp("project")
    beside_the_checkout(folder)
    code, printed = run(block("java", "sh"), folder)
    assert code == 0, printed
    (folder / "src/test/java/GroupsTest.java").write_text(block("java", "java"), "utf-8")
    return folder


@pytest.fixture(scope="module")
def compiled(project):
    return project, *run(COMPILE_AND_RUN, project)


def test_the_page_is_right_to_the_letter(compiled):
    _, code, printed = compiled
    assert code == 0 and re.search(r"\b2 tests successful", printed), printed


def test_a_running_server_is_used_and_left_as_it_was(compiled, server):
    code, printed = run(RUN, compiled[0], GENAUTH_EMULATOR_URL=f"{server.url}/",
                        GENAUTH_EMULATOR_BINARY="/none", GENAUTH_EMULATOR_CONTROL_TOKEN="token")
    assert code == 0, printed
    code, printed = run(f"curl -sf -H 'authorization: Bearer token' {server.url}/_emulator/user-pools", compiled[0])
    assert re.findall(r'"id":"([^"]+)","name"', printed) == ["59f86b4832eb28071bdd9214"]


def test_a_server_ends_when_its_starter_is_killed(compiled):
    folder = compiled[0]
    (folder / "Killed.java").write_text(
        "class Killed { public static void main(String[] none) {"
        " System.out.println(genauth.testing.Server.start().url); Runtime.getRuntime().halt(9); } }")
    code, printed = run("java -cp classes Killed.java", folder)
    assert code == 9 and "http://127.0.0.1:" in printed, printed


def test_a_program_that_cannot_start_is_explained(compiled):
    code, printed = run(RUN, compiled[0], GENAUTH_EMULATOR_BINARY="/none")
    assert code == 1 and "there is no program /none: set GENAUTH_EMULATOR_BINARY" in printed
    code, printed = run(RUN, compiled[0], GENAUTH_EMULATOR_LANG="xx")
    assert code == 1 and "genauth-emulator ended with 64" in printed and "GENAUTH_EMULATOR_LANG" in printed


def test_a_server_that_does_not_answer_is_named(compiled):
    code, printed = run(RUN, compiled[0], GENAUTH_EMULATOR_URL="http://127.0.0.1:1")
    assert code == 1 and "POST /user-pools: no answer from http://127.0.0.1:1" in printed, printed


def test_failures_are_explained_and_calls_do_what_they_say(project):
    more = project / "src/test/java/ControlsTest.java"
    more.write_text(CONTROLS, "utf-8")
    code, printed = run(COMPILE_AND_RUN.replace("javac ", "javac -Xlint:all,-path,-processing -Werror "), project)
    more.unlink()
    assert code == 1 and re.search(r"\b3 tests successful", printed) and re.search(r"\b2 tests failed", printed), printed
    assert printed.count(" refused:\n") == 1
    assert '"nearestOperations":[{"method":"GET","path":"/api/v3/get-group"' in printed
