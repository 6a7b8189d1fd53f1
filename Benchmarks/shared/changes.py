"""The changes: each request adds users to a group or department they are not in yet."""

import base64
import email.utils
import hashlib
import hmac
import itertools
import json
import tempfile

import load
import servers

USERS, PLACES = servers.USERS, servers.GROUPS


def pairs(each):
    """The members of one place after another, `each` at a time."""
    for number in itertools.count(0, each):
        yield number // USERS % PLACES, [f"user-{(number + step) % USERS}" for step in range(each)]


def stored(requests):
    """Requests in a temporary file, each after its length; the file is removed when it is no longer used."""
    file = tempfile.NamedTemporaryFile()
    for request in requests:
        file.write(b"%8d" % len(request) + request)
    file.flush()
    return file


def post(path, headers, body):
    headers |= {"Host": "127.0.0.1", "Content-Length": str(len(body))}
    lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", body]).encode()


class Additions:
    """A load of ready-made requests, of which a server sees none twice.

    The requests are made before the clock runs, so that the client's share of the machine is the same for
    all of them, and for those who answer the same in another way. Every run has a server of its own and starts
    from the same data.
    """

    def __init__(self, data, operation, body, signed=False, each=1, most=80_000):
        self.data, self.each, self.most = data, each, most
        self.path, self.body, self.signed = f"/api/v3/{operation}", body, signed
        self.file = None

    def run(self, seconds):
        with servers.emulator(self.data) as server:
            return self.run_at(server.url, seconds)

    def run_at(self, url, seconds):
        """On the emulator that listens there; it must not have seen the requests before."""
        return load.Wrk.replaying(url + self.path, 64, self.requests(seconds), '"statusCode":200').run(seconds)

    def run_on_peer(self, url, seconds):
        """The same client's work for whom a request may come twice."""
        return load.Wrk.replaying(url + self.path, 64, self.requests(seconds), '"status', again=True).run(seconds)

    def requests(self, seconds):
        """The file's name; `most` is how many requests a second may take."""
        if not self.file:
            chosen = itertools.islice(pairs(self.each), self.most * seconds)
            self.file = stored(self.request(self.body(place, users)) for place, users in chosen)
        return self.file.name

    def request(self, body):
        headers = self.signature(body) if self.signed else {"Authorization": f"Bearer {self.data.token}"}
        text = json.dumps(body, separators=(",", ":"))
        return post(self.path, headers | {"Content-Type": "application/json"}, text)

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


def to_group(place, users):
    return {"code": f"group-{place}", "userIds": users}


def to_department(place, users):
    return {"organizationCode": "o", "departmentId": f"department-{place}", "userIds": users}


def member(data):
    """add-group-members with one user a request, as every table has it."""
    return Additions(data, "add-group-members", to_group)
