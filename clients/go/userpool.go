package genauthtest

import (
	"fmt"
	"net/url"
	"strings"
)

const mostExplained = 5

// UserPool has what a client needs to use it. Host and the access key are for an SDK; URL is for a client whose access key is
// fixed.
type UserPool struct {
	Server                       *Server
	ID, Name, URL, Host          string
	AccessKeyID, AccessKeySecret string
}

// Request is an entry of the journal. Status is that of HTTP, StatusCode that of the body; both are 0 if there was no answer.
type Request struct {
	Number                                   int
	RequestID, Time, Method, Path, Operation string
	Status, StatusCode, APICode              int
}

// UserPool makes a user pool; without options it begins as the first user pool began.
func (s *Server) UserPool(options ...Option) (*UserPool, error) {
	body := map[string]any{"id": "test-" + random()}
	for _, option := range options {
		option(body)
	}
	body["accessKey"] = map[string]any{"id": "key-" + body["id"].(string), "secret": random() + random()}
	var made struct {
		ID, Name, URL string
		AccessKeys    []struct{ ID, Secret string }
	}
	if err := s.Control("POST", "/user-pools", body, &made); err != nil {
		return nil, err
	}
	return &UserPool{s, made.ID, made.Name, made.URL, s.URL, made.AccessKeys[0].ID, made.AccessKeys[0].Secret}, nil
}

// Control makes a call of the control API; path is what follows /_emulator/user-pools/{userPoolId}.
func (p *UserPool) Control(method, path string, body, answer any) error {
	return p.Server.Control(method, "/user-pools/"+url.PathEscape(p.ID)+path, body, answer)
}

// Reset brings the user pool back to the state it began with.
func (p *UserPool) Reset() error {
	return p.Control("POST", "/reset", nil, nil)
}

// Snapshot keeps the present state under a name.
func (p *UserPool) Snapshot(name string) error {
	return p.Control("POST", "/snapshots", map[string]any{"name": name}, nil)
}

// Restore replaces the contents by those of a snapshot.
func (p *UserPool) Restore(name string) error {
	return p.Control("POST", "/snapshots/"+url.PathEscape(name)+"/restore", nil, nil)
}

// Freeze stops the clock at an RFC 3339 time.
func (p *UserPool) Freeze(now string) error {
	return p.Control("PUT", "/clock", map[string]any{"mode": "frozen", "now": now}, nil)
}

// Advance moves the clock forward.
func (p *UserPool) Advance(seconds int) error {
	return p.Control("POST", "/clock/advance", map[string]any{"seconds": seconds}, nil)
}

// Fault plans a fault; its members are those of the control API.
func (p *UserPool) Fault(plan map[string]any) error {
	return p.Control("POST", "/faults", plan, nil)
}

// VerifyFaults returns a ControlError if a planned fault was not applied.
func (p *UserPool) VerifyFaults() error {
	return p.Control("POST", "/faults/verify", nil, nil)
}

// Token makes a management token, which has expired already if expiresIn, in seconds, is negative.
func (p *UserPool) Token(expiresIn int) (string, error) {
	var made struct{ AccessToken string }
	err := p.Control("POST", "/tokens", map[string]any{"expiresIn": expiresIn}, &made)
	return made.AccessToken, err
}

// Requests lists the last requests, oldest first. Filters are pairs such as "operation", "get-group", "wait", "5s".
func (p *UserPool) Requests(filters ...string) ([]Request, error) {
	var found struct{ Requests []Request }
	err := p.Control("GET", "/requests"+query(filters), nil, &found)
	return found.Requests, err
}

// Events lists the last changes, oldest first. Filters are pairs such as "name", "group:created".
func (p *UserPool) Events(filters ...string) ([]map[string]any, error) {
	var found struct{ Events []map[string]any }
	err := p.Control("GET", "/events"+query(filters), nil, &found)
	return found.Events, err
}

// Explain reads a request, its response and how it was judged into answer.
func (p *UserPool) Explain(requestID string, answer any) error {
	return p.Control("GET", "/requests/"+url.PathEscape(requestID), nil, answer)
}

// ExplainRefused is a text on the last requests that were refused, empty if none was.
func (p *UserPool) ExplainRefused() (string, error) {
	requests, err := p.Requests()
	if err != nil {
		return "", err
	}
	texts := []string{}
	for index := len(requests) - 1; index >= 0 && len(texts) < mostExplained; index-- {
		if code := requests[index].StatusCode; code >= 200 && code < 400 {
			continue
		}
		var found explained
		if err := p.Explain(requests[index].RequestID, &found); err != nil {
			return "", err
		}
		texts = append([]string{found.String()}, texts...)
	}
	return strings.Join(texts, "\n"), nil
}

// Remove removes the user pool and its snapshots.
func (p *UserPool) Remove() error {
	return p.Control("DELETE", "", nil, nil)
}

func query(filters []string) string {
	if len(filters)%2 != 0 {
		panic(fmt.Sprintf("genauthtest: a filter without a value: %v", filters))
	}
	values := url.Values{}
	for index := 0; index < len(filters); index += 2 {
		values.Set(filters[index], filters[index+1])
	}
	if len(values) == 0 {
		return ""
	}
	return "?" + values.Encode()
}
