"""The client for Go, copied into a module as its page says."""

import re

import pytest

from pages import beside_the_checkout, block, needs, run

pytestmark = needs("go")

FAILING = """
package example

import (
	"net/http"
	"testing"

	"example/genauthtest"
)

func TestMisspelled(t *testing.T) {
	pool := genauthtest.NewPool(t)
	token, _ := pool.Token(3600)
	request, _ := http.NewRequest("GET", pool.Host+"/api/v3/get-grup", nil)
	request.Header.Set("authorization", "Bearer "+token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	t.Error("it is misspelled")
}

func TestWithoutARequest(t *testing.T) {
	genauthtest.NewPool(t)
	t.Error("nothing was sent")
}
"""

CONTROLS = """
package example

import (
	"errors"
	"strings"
	"testing"

	"example/genauthtest"
)

func isRefused(err error, status int) bool {
	var refusal *genauthtest.ControlError
	return errors.As(err, &refusal) && refusal.Status == status
}

func TestEveryCall(t *testing.T) {
	pool := genauthtest.NewPool(t)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(pool.Snapshot("a.b"))
	copied := genauthtest.NewPool(t, genauthtest.CopyOf(pool, "a.b"), genauthtest.ID("copy"), genauthtest.Name("Copy"))
	if copied.ID != "copy" || copied.Name != "Copy" || pool.Name != "TestEveryCall" {
		t.Error(copied.ID, copied.Name, pool.Name)
	}
	must(pool.Restore("a.b"))
	must(pool.Reset())
	must(pool.Freeze("2030-01-01T00:00:00Z"))
	must(pool.Advance(60))
	var clock struct{ Now string }
	must(pool.Control("GET", "/clock", nil, &clock))
	if !strings.HasPrefix(clock.Now, "2030-01-01T00:01:00") {
		t.Error(clock.Now)
	}
	must(pool.Fault(map[string]any{"operation": "list-groups", "when": map[string]int{"first": 1}, "effect": map[string]int{"http": 503}}))
	if err := pool.VerifyFaults(); !isRefused(err, 409) || !strings.Contains(err.Error(), "faults_not_fired") {
		t.Error(err)
	}
	if _, err := pool.Requests("operation", "list-groups", "wait", "1ms"); !isRefused(err, 408) {
		t.Error(err)
	}
	requests, err := pool.Requests()
	must(err)
	events, err := pool.Events()
	must(err)
	text, err := pool.ExplainRefused()
	must(err)
	if len(requests) != 0 || len(events) != 0 || text != "" {
		t.Error(requests, events, text)
	}
	must(pool.Remove())
	if err := pool.Reset(); !isRefused(err, 404) {
		t.Error(err)
	}
}
"""


@pytest.fixture
def module(tmp_path):
    """A module into which the client was copied, with the test of the page."""
    beside_the_checkout(tmp_path)
    (tmp_path / "go.mod").write_text("module example\n\ngo 1.18\n", "utf-8")
    (tmp_path / "groups_test.go").write_text(block("go", "go"), "utf-8")
    code, printed = run(block("go", "sh"), tmp_path)
    assert code == 0, printed
    return tmp_path


def go_test(module, files, command=block("go", "sh", 1), **extra):
    for name, content in files.items():
        (module / name).write_text(content, "utf-8")
    return run(f"export GOFLAGS=-mod=mod GOPROXY=off; {command}", module, **extra)


def test_the_page_is_right_to_the_letter(module):
    code, printed = go_test(module, {})
    assert code == 0 and re.search(r"^ok +\texample\t", printed, re.MULTILINE), printed


def test_the_sources_are_formatted_and_vetted(module):
    code, printed = run("cd genauthtest && gofmt -l . && go vet .", module, GOPROXY="off")
    assert (code, printed) == (0, "")
    code, printed = run("gofmt -l groups_test.go", module)
    assert (code, printed) == (0, "")


def test_a_running_server_is_used_and_left_as_it_was(module, server):
    code, printed = go_test(module, {}, GENAUTH_EMULATOR_URL=f"{server.url}/", GENAUTH_EMULATOR_BINARY="/none",
                            GENAUTH_EMULATOR_CONTROL_TOKEN="token")
    assert code == 0, printed
    code, printed = run(f"curl -sf -H 'authorization: Bearer token' {server.url}/_emulator/user-pools", module)
    assert re.findall(r'"id":"([^"]+)","name"', printed) == ["59f86b4832eb28071bdd9214"]


def test_failures_are_explained_and_calls_do_what_they_say(module):
    code, printed = go_test(module, {"failing_test.go": FAILING, "controls_test.go": CONTROLS}, "go test -v ./...")
    assert code == 1 and "--- PASS: TestEveryCall" in printed, printed
    misspelled = re.split("^=== RUN", printed.split("TestMisspelled", 1)[1], flags=re.MULTILINE)[0]
    assert re.search(r"broken rule: path\n +nearest operations: GET /api/v3/get-group", misspelled)
    assert printed.count(" refused:\n") == 1


def test_a_server_ends_when_its_starter_is_killed(module):
    (module / "killed").mkdir()
    (module / "killed/main.go").write_text(
        'package main\n\nimport (\n\t"fmt"\n\t"os"\n\t"syscall"\n\n\t"example/genauthtest"\n)\n\nfunc main() {\n'
        "\tserver, err := genauthtest.Start()\n\tfmt.Println(server.URL, err)\n\tsyscall.Kill(os.Getpid(), syscall.SIGKILL)\n}\n")
    code, printed = run("go build -o k ./killed && ./k", module, GOFLAGS="-mod=mod", GOPROXY="off")
    assert code == -9 and "http://127.0.0.1:" in printed, printed


def test_a_program_that_cannot_start_is_explained(module):
    code, printed = go_test(module, {}, GENAUTH_EMULATOR_BINARY="/none")
    assert code == 1 and "there is no program /none: set GENAUTH_EMULATOR_BINARY" in printed
    code, printed = go_test(module, {}, GENAUTH_EMULATOR_LANG="xx")
    assert code == 1 and "genauth-emulator ended with 64" in printed and "GENAUTH_EMULATOR_LANG" in printed
