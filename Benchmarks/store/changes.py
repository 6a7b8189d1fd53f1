"""The changes: each request adds users to a group or department they are not in yet."""

import base64
import contextlib
import email.utils
import hashlib
import hmac
import itertools
import json
import pathlib

import load
import servers

USERS, PLACES = servers.USERS, servers.GROUPS

# Each request stands in the file for itself; a run goes through them once, or over and over.
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


def pairs(first, each):
    """The members of one place after another, `each` at a time, from the pair numbered `first` on."""
    for number in itertools.count(first, each):
        yield number // USERS % PLACES, [f"user-{(number + step) % USERS}" for step in range(each)]


class Additions:
    """A load of ready-made requests, none of them sent twice.

    The requests are made before the clock runs, so that the client's share of the machine is the same for
    all of them.
    """

    def __init__(self, emulator, folder, operation, body, signed=False, each=1, most=40_000):
        self.emulator, self.folder, self.each, self.most = emulator, pathlib.Path(folder), each, most
        self.path, self.body, self.signed = f"/api/v3/{operation}", body, signed
        self.token = servers.token(emulator)
        self.number = 0

    def run(self, seconds):
        count = self.most * seconds
        with self.requests(count) as file:
            self.number += count * self.each
            return replay(self.emulator.url + self.path, file, '"statusCode":200', seconds)

    def run_on_nginx(self, url, seconds):
        """Nothing is added there, so nginx may see a request twice."""
        with self.requests(self.most // 4) as file:
            return replay(url + self.path, file, '"status"', seconds, again=True)

    @contextlib.contextmanager
    def requests(self, count):
        """A file of the requests that come next, each behind its length."""
        file = self.folder / "requests"
        with open(file, "wb") as output:
            for place, users in itertools.islice(pairs(self.number, self.each), count):
                request = self.request(self.body(place, users))
                output.write(b"%8d" % len(request) + request)
        yield file
        file.unlink()

    def request(self, body):
        text = json.dumps(body, separators=(",", ":"))
        headers = self.signature(body) if self.signed else {"Authorization": f"Bearer {self.token}"}
        headers |= {"Host": "127.0.0.1", "Content-Type": "application/json", "Content-Length": str(len(text))}
        lines = [f"POST {self.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        return "\r\n".join([*lines, "", text]).encode()

    nonces = itertools.count()

    def signature(self, body):
        """The headers a Node SDK signs a request with: HMAC-SHA1 over the method, these headers and the members."""
        headers = {
            "date": email.utils.formatdate(usegmt=True),
            "x-authing-lang": "zh-CN",
            "x-authing-sdk-version": "authing-node-sdk:4.0.2",
            "x-authing-signature-method": "HMAC-SHA1",
            "x-authing-signature-nonce": f"{next(self.nonces):032x}",
            "x-authing-signature-version": "1.0",
        }
        members = {name: value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
                   for name, value in sorted(body.items())}
        resource = self.path + "?" + "&".join(f"{name}={value}" for name, value in members.items())
        text = "POST\n" + "".join(f"{name}:{value}\n" for name, value in headers.items()) + resource
        key = servers.KEY
        digest = hmac.new(key["accessKeySecret"].encode(), text.encode(), hashlib.sha1).digest()
        return headers | {"Authorization": f"authing {key['accessKeyId']}:{base64.b64encode(digest).decode()}"}


def replay(url, file, expected, seconds, again=False):
    wrk = load.Wrk(url, 64)
    wrk.script = REPLAY % {"file": file, "expected": expected, "again": str(again).lower()}
    return wrk.run(seconds)


def to_group(prefix):
    return lambda place, users: {"code": f"{prefix}-{place}", "userIds": users}


def to_department(place, users):
    return {"organizationCode": "o", "departmentId": f"department-{place}", "userIds": users}
