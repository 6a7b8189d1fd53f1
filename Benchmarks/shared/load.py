"""The load: wrk with one thread, and what it reports."""

import dataclasses
import re
import subprocess
import tempfile

UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0}

PIPELINE = """
init = function(args)
  local one = {}
  for i = 1, %d do one[i] = wrk.format("GET") end
  batch = table.concat(one)
end
request = function() return batch end
"""

# The file has each request after its length; a run sends them once, or again and again.
REPLAY = """
local file = io.open("%(file)s", "rb")
request = function()
  local length = file:read(8)
  if not length and %(again)s then file:seek("set") length = file:read(8) end
  if not length then print("REFUSED: the run has used up its requests") wrk.thread:stop() return "" end
  return file:read(tonumber(length))
end
response = function(status, headers, body)
  if not string.find(body, '%(expected)s', 1, true) then print("REFUSED " .. body) end
end
"""


@dataclasses.dataclass
class Result:
    """Requests a second, and how long they took in seconds."""

    rate: float
    p50: float
    p99: float


class Wrk:
    def __init__(self, url, connections, script="", headers=()):
        self.url, self.connections, self.script, self.headers = url, connections, script, headers

    @classmethod
    def pipelined(cls, url, connections, each):
        """Many requests at a time on each connection."""
        return cls(url, connections, PIPELINE % each)

    @classmethod
    def replaying(cls, url, connections, file, expected, again=False):
        """Prepared requests, whose responses must contain a text."""
        return cls(url, connections, REPLAY % {"file": file, "expected": expected, "again": str(again).lower()})

    def run(self, seconds):
        with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
            script.write(self.script)
            script.flush()
            command = ["wrk", "-t1", f"-c{self.connections}", f"-d{seconds}s", "--latency", "-s", script.name]
            command += ["--timeout", "10s", *(word for header in self.headers for word in ("-H", header))]
            shown = subprocess.run([*command, self.url], capture_output=True, text=True, check=True).stdout
        assert "REFUSED" not in shown and "Non-2xx" not in shown and "Socket errors" not in shown, shown[:2000]
        found = {key: re.search(rf"\s{key}\s+([\d.]+)(us|ms|s|m)\n", shown) for key in ("50%", "99%")}
        assert all(found.values()), f"nothing was answered in {seconds} s\n{shown[:2000]}"
        half, most = (float(match[1]) * UNITS[match[2]] for match in found.values())
        return Result(float(re.search(r"Requests/sec:\s+([\d.]+)", shown)[1]), half, most)
