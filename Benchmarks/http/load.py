"""The load: wrk with one thread, and what it reports."""

import dataclasses
import itertools
import re
import subprocess
import tempfile

import servers

UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0}

PIPELINE = """
init = function(args)
  local one = {}
  for i = 1, %d do one[i] = wrk.format("GET") end
  batch = table.concat(one)
end
request = function() return batch end
"""

# Each request adds a user to a group who is not in it yet; a run goes on where the last one stopped.
MEMBERS = """
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer %(token)s"
local number = %(first)d
request = function()
  local body = string.format('{"code":"group-%%d","userIds":["user-%%d"]}',
    math.floor(number / %(users)d) %% %(groups)d, number %% %(users)d)
  number = number + 1
  return wrk.format(nil, nil, nil, body)
end
response = function(status, headers, body)
  if not string.find(body, '"statusCode":200', 1, true) then print("REFUSED " .. body) end
end
"""


@dataclasses.dataclass
class Result:
    """Requests a second, and how long they took in seconds."""

    rate: float
    p50: float
    p99: float


class Wrk:
    def __init__(self, url, connections, pipeline=None, headers=()):
        self.url, self.connections, self.headers = url, connections, headers
        self.script = PIPELINE % pipeline if pipeline else ""

    def run(self, seconds):
        with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
            script.write(self.script)
            script.flush()
            command = ["wrk", "-t1", f"-c{self.connections}", f"-d{seconds}s", "--latency", "-s", script.name]
            command += [word for header in self.headers for word in ("-H", header)]
            shown = subprocess.run([*command, self.url], capture_output=True, text=True, check=True).stdout
        assert "REFUSED" not in shown and "Non-2xx" not in shown and "Socket errors" not in shown, shown[:2000]
        found = {key: re.search(rf"\s{key}\s+([\d.]+)(us|ms|s|m)\n", shown) for key in ("50%", "99%")}
        half, most = (float(match[1]) * UNITS[match[2]] for match in found.values())
        return Result(float(re.search(r"Requests/sec:\s+([\d.]+)", shown)[1]), half, most)


class Members:
    """add-group-members, one new member a request."""

    def __init__(self, emulator):
        self.emulator = emulator
        self.token = servers.token(emulator)
        self.first = itertools.count(0, servers.GROUPS * servers.USERS // 10)

    def run(self, seconds):
        wrk = Wrk(self.emulator.url + "/api/v3/add-group-members", 64)
        wrk.script = MEMBERS % {
            "token": self.token, "first": next(self.first), "users": servers.USERS, "groups": servers.GROUPS,
        }
        return wrk.run(seconds)
