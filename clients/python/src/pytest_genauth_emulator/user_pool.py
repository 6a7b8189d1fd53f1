"""A user pool: what a client needs to use it, and the calls of the control API about it."""

import urllib.parse

from .explanation import describe

MOST_EXPLAINED = 5


class UserPool:
    """`host`, `access_key_id` and `access_key_secret` are for an SDK; `url` is for a client whose access key is fixed."""

    def __init__(self, server, made):
        self.server = server
        self.id, self.name, self.url = made["id"], made["name"], made["url"]
        self.host = server.url
        self.access_key_id, self.access_key_secret = made["accessKeys"][0]["id"], made["accessKeys"][0]["secret"]

    def control(self, method, path="", body=None):
        """A call of the control API; `path` is what follows /_emulator/user-pools/{userPoolId}."""
        return self.server.control(method, f"/user-pools/{quoted(self.id)}{path}", body)

    def reset(self):
        """Brings the user pool back to the state it began with."""
        self.control("POST", "/reset")

    def snapshot(self, name):
        """Keeps the present state under a name."""
        self.control("POST", "/snapshots", {"name": name})

    def restore(self, name):
        """Replaces the contents by those of a snapshot."""
        self.control("POST", f"/snapshots/{quoted(name)}/restore")

    def freeze(self, now):
        """Stops the clock at an RFC 3339 time."""
        self.control("PUT", "/clock", {"mode": "frozen", "now": now})

    def advance(self, seconds):
        """Moves the clock forward."""
        self.control("POST", "/clock/advance", {"seconds": seconds})

    def fault(self, operation, effect, when=None):
        """Plans a fault; `effect` and `when` are as in the control API. Returns the plan."""
        return self.control("POST", "/faults", {"operation": operation, "effect": effect} | ({"when": when} if when else {}))

    def verify_faults(self):
        """Raises ControlError if a planned fault was not applied."""
        self.control("POST", "/faults/verify")

    def token(self, expires_in=3600):
        """A management token, which has expired already if `expires_in`, in seconds, is negative."""
        return self.control("POST", "/tokens", {"expiresIn": expires_in})["accessToken"]

    def requests(self, **filters):
        """The last requests, oldest first. Filters are `operation`, `statusCode`, `since`, and `wait` such as "5s"."""
        return self.control("GET", f"/requests{query(filters)}")["requests"]

    def events(self, **filters):
        """The last changes, oldest first. Filters are `name`, `since` and `wait`."""
        return self.control("GET", f"/events{query(filters)}")["events"]

    def explain(self, request_id):
        """A request, its response and how it was judged; `request_id` is the `requestId` of a response."""
        return self.control("GET", f"/requests/{quoted(request_id)}")

    def explain_refused(self):
        """A text on the last requests that were refused, empty if none was."""
        refused = [entry for entry in self.requests() if not 200 <= entry["statusCode"] < 400]
        return "\n".join(describe(self.explain(entry["requestId"])) for entry in refused[-MOST_EXPLAINED:])

    def remove(self):
        """Removes the user pool and its snapshots."""
        self.control("DELETE")


def quoted(text):
    return urllib.parse.quote(text, safe="")


def query(filters):
    return f"?{urllib.parse.urlencode(filters)}" if filters else ""
