package genauthtest

import (
	"fmt"
	"strings"
)

// What is shown of the explanation of a request.
type explained struct {
	Request
	Response struct {
		Body struct{ Message string }
	}
	Explanation struct {
		Reason            string
		Rules             []struct{ Rule, Outcome string }
		NearestOperations []struct{ Method, Path string }
		Unread            []struct{ Kind, Name string }
		Signature         *struct {
			IsValid      bool
			StringToSign string
			Client       *struct {
				StringToSign string
				Mistakes     []string
			}
		}
	}
}

// The request and its answer on one line, and below it what the explanation says.
func (e explained) String() string {
	message := e.Response.Body.Message
	if message == "" {
		message = "no answer"
	}
	lines := []string{fmt.Sprintf("%d %s %s: %s", e.StatusCode, e.Method, e.Path, message)}
	add := func(format string, values ...any) { lines = append(lines, fmt.Sprintf(format, values...)) }
	if e.Explanation.Reason != "" {
		add("reason: %s", e.Explanation.Reason)
	}
	for _, rule := range e.Explanation.Rules {
		if rule.Outcome == "broken" {
			add("broken rule: %s", rule.Rule)
		}
	}
	near := []string{}
	for _, operation := range e.Explanation.NearestOperations {
		near = append(near, operation.Method+" "+operation.Path)
	}
	if len(near) > 0 {
		add("nearest operations: %s", strings.Join(near, ", "))
	}
	for _, item := range e.Explanation.Unread {
		add("unread %s: %s", item.Kind, item.Name)
	}
	if signature := e.Explanation.Signature; signature != nil && !signature.IsValid {
		add("string to sign: %q", signature.StringToSign)
		if signature.Client != nil {
			add("signed instead: %q", signature.Client.StringToSign)
			add("mistakes: %s", strings.Join(signature.Client.Mistakes, ", "))
		}
	}
	add("request id: %s", e.RequestID)
	return strings.Join(lines, "\n    ")
}
