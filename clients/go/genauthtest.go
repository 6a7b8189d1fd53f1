// Package genauthtest gives each test a user pool of genauth-emulator. Copy this folder into your module.
package genauthtest

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"os"
	"testing"
)

// The server of this test program.
var shared *Server

// Run runs the tests of a package with one server, and returns the exit code; call it in TestMain. The server is the one at
// GENAUTH_EMULATOR_URL, or one that is started with more arguments of `genauth-emulator serve`.
func Run(m *testing.M, arguments ...string) int {
	server, err := Open(arguments...)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer server.Stop()
	shared = server
	return m.Run()
}

// NewPool makes a user pool for a test and removes it afterwards. If the test fails, its log says which requests were refused and
// why.
func NewPool(t testing.TB, options ...Option) *UserPool {
	t.Helper()
	if shared == nil {
		t.Fatal("genauthtest: call genauthtest.Run in TestMain")
	}
	pool, err := shared.UserPool(append([]Option{Name(t.Name())}, options...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		t.Helper()
		if t.Failed() {
			explain(t, pool)
		}
		if err := pool.Remove(); err != nil && !isStatus(err, 404) {
			t.Error(err)
		}
	})
	return pool
}

func explain(t testing.TB, pool *UserPool) {
	t.Helper()
	text, err := pool.ExplainRefused()
	if err != nil {
		text = "the requests cannot be read: " + err.Error()
	}
	if text != "" {
		t.Logf("requests that user pool %s refused:\n%s", pool.ID, text)
	}
}

// Option says what a user pool begins with.
type Option func(body map[string]any)

// Name is the name of the user pool.
func Name(name string) Option {
	if len(name) > 100 {
		name = name[:100]
	}
	return func(body map[string]any) { body["name"] = name }
}

// ID is the id of the user pool; without it, one is chosen at random.
func ID(id string) Option {
	return func(body map[string]any) { body["id"] = id }
}

// Seed is one user pool of the seed format, as JSON: a value to encode, or a json.RawMessage.
func Seed(seed any) Option {
	return func(body map[string]any) { body["seed"] = seed }
}

// CopyOf makes a copy of a user pool, or of one of its snapshots if its name is not empty.
func CopyOf(pool *UserPool, snapshot string) Option {
	from := map[string]any{"userPool": pool.ID}
	if snapshot != "" {
		from["snapshot"] = snapshot
	}
	return func(body map[string]any) { body["from"] = from }
}

func random() string {
	bytes := make([]byte, 8)
	if _, err := rand.Read(bytes); err != nil {
		panic(err)
	}
	return hex.EncodeToString(bytes)
}
