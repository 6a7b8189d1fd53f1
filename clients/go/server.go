package genauthtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

const (
	startTime = 60 * time.Second
	stopTime  = 15 * time.Second
	callTime  = 60 * time.Second
)

// A proxy of the environment is for other hosts.
var client = http.Client{Timeout: callTime, Transport: &http.Transport{}}

// Server is a process of its own, or a server that runs already.
type Server struct {
	URL     string
	process *exec.Cmd
	ended   chan error
	folder  string
}

// ControlError is a refused call; Status is that of HTTP, Code is for programs.
type ControlError struct {
	Method, Path  string
	Status        int
	Code, Message string
}

func (e *ControlError) Error() string {
	return fmt.Sprintf("%s %s: %s (%d %s)", e.Method, e.Path, e.Message, e.Status, e.Code)
}

func isStatus(err error, status int) bool {
	var refusal *ControlError
	return errors.As(err, &refusal) && refusal.Status == status
}

// Open uses the server at GENAUTH_EMULATOR_URL, or starts one.
func Open(arguments ...string) (*Server, error) {
	if url := os.Getenv("GENAUTH_EMULATOR_URL"); url != "" {
		return &Server{URL: strings.TrimRight(url, "/")}, nil
	}
	return Start(arguments...)
}

// Start starts the program of GENAUTH_EMULATOR_BINARY, or the one in PATH, on a free port with the state in memory.
func Start(arguments ...string) (*Server, error) {
	name := os.Getenv("GENAUTH_EMULATOR_BINARY")
	if name == "" {
		name = "genauth-emulator"
	}
	program, err := exec.LookPath(name)
	if err != nil {
		return nil, fmt.Errorf("there is no program %s: set GENAUTH_EMULATOR_BINARY to its path, "+
			"or GENAUTH_EMULATOR_URL to a running server", name)
	}
	if program, err = filepath.Abs(program); err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "genauth-emulator-")
	if err != nil {
		return nil, err
	}
	server := &Server{folder: folder, ended: make(chan error, 1)}
	if err := server.launch(program, arguments); err != nil {
		os.RemoveAll(folder)
		return nil, err
	}
	if err := server.wait(); err != nil {
		server.process.Process.Kill()
		os.RemoveAll(folder)
		return nil, err
	}
	return server, nil
}

func (s *Server) launch(program string, arguments []string) error {
	options := []string{"serve", "--host", "127.0.0.1", "--port", "0", "--in-memory",
		"--exit-with-parent", "--ready-file", "ready.json"}
	log, err := os.Create(filepath.Join(s.folder, "log"))
	if err != nil {
		return err
	}
	defer log.Close()
	s.process = exec.Command(program, append(options, arguments...)...)
	s.process.Dir, s.process.Stdout, s.process.Stderr = s.folder, log, log
	for _, variable := range os.Environ() {
		// These are for the clients; the program does not know them.
		if !strings.HasPrefix(variable, "GENAUTH_EMULATOR_BINARY=") && !strings.HasPrefix(variable, "GENAUTH_EMULATOR_URL=") {
			s.process.Env = append(s.process.Env, variable)
		}
	}
	if err := s.process.Start(); err != nil {
		return err
	}
	go func() { s.ended <- s.process.Wait() }()
	return nil
}

// Waits for the ready file, which has the URL.
func (s *Server) wait() error {
	deadline := time.Now().Add(startTime)
	for time.Now().Before(deadline) {
		text, _ := os.ReadFile(filepath.Join(s.folder, "ready.json"))
		var ready struct{ URL string }
		if json.Unmarshal(text, &ready) == nil {
			s.URL = ready.URL
			return nil
		}
		select {
		case <-s.ended:
			return fmt.Errorf("genauth-emulator ended with %d:\n%s", s.process.ProcessState.ExitCode(), s.log())
		case <-time.After(5 * time.Millisecond):
		}
	}
	return fmt.Errorf("genauth-emulator was not ready within %s:\n%s", startTime, s.log())
}

func (s *Server) log() string {
	text, _ := os.ReadFile(filepath.Join(s.folder, "log"))
	return string(text)
}

// Stop ends the process that Start started; a server that ran already is left alone.
func (s *Server) Stop() {
	if s.process == nil {
		return
	}
	s.process.Process.Signal(os.Interrupt)
	select {
	case <-s.ended:
	case <-time.After(stopTime):
		s.process.Process.Kill()
		<-s.ended
	}
	os.RemoveAll(s.folder)
	s.process = nil
}

// Control makes a call of the control API. path is what follows /_emulator; body is sent, and the answer read, as JSON, unless
// they are nil.
func (s *Server) Control(method, path string, body, answer any) error {
	content := []byte{}
	if body != nil {
		var err error
		if content, err = json.Marshal(body); err != nil {
			return err
		}
	}
	request, err := http.NewRequest(method, s.URL+"/_emulator"+path, bytes.NewReader(content))
	if err != nil {
		return err
	}
	if body != nil {
		request.Header.Set("content-type", "application/json")
	}
	if token := os.Getenv("GENAUTH_EMULATOR_CONTROL_TOKEN"); token != "" {
		request.Header.Set("authorization", "Bearer "+token)
	}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode >= 400 {
		var refusal struct {
			Error struct{ Code, Message string }
		}
		if json.Unmarshal(text, &refusal) != nil {
			refusal.Error.Message = string(text)
		}
		return &ControlError{method, path, response.StatusCode, refusal.Error.Code, refusal.Error.Message}
	}
	if answer == nil {
		return nil
	}
	return json.Unmarshal(text, answer)
}
