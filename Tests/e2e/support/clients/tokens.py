"""Clients that request a management token first and send it with each call."""

import base64
import json
import secrets
import urllib.parse

import signer
from caller import API, exchange_bytes
from clients.wire import Client, compact, encoded, pairs_by_comma, request_bytes, text_of

TOKEN = API + "get-management-token"


class TokenClient(Client):
    """A client with a token; a subclass has its headers of token requests and of calls."""

    TOKEN_HEADERS = [("Content-Type", "application/json")]

    def __init__(self, port, key):
        super().__init__(port, key)
        self.token = self.ask_for_token()

    def ask_for_token(self):
        body = self.body({"accessKeyId": self.key.id, "accessKeySecret": self.key.secret})
        answer = exchange_bytes(self.port, request_bytes(self.port, "POST", TOKEN, self.token_headers(), body))
        assert answer.envelope["statusCode"] == 200, answer.envelope
        return answer.envelope["data"]["access_token"]

    def token_headers(self):
        return self.TOKEN_HEADERS

    @property
    def scoped_userpool_id(self):
        """What the SDKs read from the token's middle part, with the standard alphabet of base64."""
        claims = self.token.split(".")[1]
        return json.loads(base64.b64decode(claims + "=" * (-len(claims) % 4)))["scoped_userpool_id"]


class Java(TokenClient):
    """authing-java-sdk of 2025: the token alone, and beside it the headers of the signature it made before 2024."""

    TOKEN_HEADERS = [
        ("Content-Type", "application/json;charset=UTF-8"),
        ("x-authing-sdk-version", "authing-java-sdk:3.1.19"),
    ]

    def body(self, parameters):
        # A method without an argument writes a null reference.
        return compact(parameters or None).encode("utf-8")

    def headers(self, method, path, parameters):
        return [
            ("Authorization", self.token),
            ("x-authing-userpool-id", self.scoped_userpool_id),
            ("x-authing-sdk-version", "authing-java-sdk:3.1.19"),
            ("x-authing-lang", "zh-CN"),
            ("x-authing-signature-method", "HMAC-SHA1"),
            ("x-authing-signature-nonce", secrets.token_hex(16)),
            ("x-authing-signature-version", "1.0"),
            ("date", signer.milliseconds()),
            ("Content-Type", "application/json;charset=UTF-8"),
        ]


class Go(TokenClient):
    """authing-golang-sdk 3.0.15: lists as `[a b]`, a list without a value as null, objects that are always there.

    A large number of a query has an exponent: `1.6e+12`.
    """

    ALWAYS = {
        ("GET", "list-users"): {"updatedAtStart": 1.6e12},
        ("POST", "list-users"): {"advancedFilter": None, "options": {"pagination": {}}},
        ("POST", "create-user"): {
            "tenantIds": None,
            "otp": {"secret": ""},
            "departmentIds": None,
            "identities": None,
            "options": {"sendNotification": {}},
        },
    }

    def token_headers(self):
        return self.common_headers()

    def common_headers(self):
        return [
            ("User-Agent", "fasthttp"),
            ("Content-Type", "application/json;charset=UTF-8"),
            ("x-authing-app-tenant-id", ""),
            ("x-authing-sdk-version", "go-sdk:3.0.15"),
            ("x-authing-lang", ""),
        ]

    def query(self, parameters):
        return encoded((name, self.text(value)) for name, value in parameters.items())

    @staticmethod
    def text(value):
        """A value as `%v` formats it."""
        if isinstance(value, list):
            return f"[{' '.join(map(text_of, value))}]"
        return f"{value:g}" if isinstance(value, float) else text_of(value)

    def body(self, parameters):
        # encoding/json escapes what would be dangerous inside HTML.
        text = compact(parameters)
        for mark in "<>&":
            text = text.replace(mark, f"\\u{ord(mark):04x}")
        return text.encode("utf-8")

    def headers(self, method, path, parameters):
        return [
            ("Authorization", f"Bearer {self.token}"),
            ("x-authing-userpool-id", self.scoped_userpool_id),
            *self.common_headers(),
        ]


class PHP(TokenClient):
    """authing-php-sdk of October 2022: nothing in a query is encoded, the access key's id as user pool id.

    Its methods were made before groups had a type and a required description.
    """

    NEVER = {("POST", "create-group"): {"type", "description"}}

    def common_headers(self, token):
        return [
            ("Accept", "*/*"),
            ("Authorization", f"Bearer {token}"),
            ("x-authing-userpool-id", self.key.id),
            ("x-authing-request-from", "php-sdk"),
            ("Content-Type", "application/json"),
        ]

    def token_headers(self):
        return self.common_headers("")

    def query(self, parameters):
        pairs = []
        for name, value in parameters.items():
            pairs += [(name, self.text(item)) for item in (value if isinstance(value, list) else [value])]
        return "&".join(f"{name}={text}" for name, text in pairs)

    @staticmethod
    def text(value):
        """A value as PHP casts it: true is 1, false and null are empty."""
        if isinstance(value, bool) or value is None:
            return "1" if value else ""
        return str(value)

    def body(self, parameters):
        # json_encode escapes slashes and everything beyond ASCII; without parameters there is no body.
        if not parameters:
            return b""
        return json.dumps(parameters, separators=(",", ":")).replace("/", "\\/").encode("ascii")

    def headers(self, method, path, parameters):
        return self.common_headers(self.token)


class PHPBuildQuery(PHP):
    """A program in PHP that has http_build_query write its queries: `k[0]=a&k[1]=b`, and truth values as 1 and 0."""

    NEVER = {}

    def query(self, parameters):
        pairs = []
        for name, value in parameters.items():
            if isinstance(value, list):
                pairs += [(f"{name}[{index}]", self.text(item)) for index, item in enumerate(value)]
            elif value is not None:
                pairs.append((name, "0" if value is False else self.text(value)))
        return encoded(pairs)


class N8n(TokenClient):
    """n8n-nodes-authing-admin: the token alone, the access key's id as user pool id, lists as axios writes them."""

    TOKEN_HEADERS = [("accept", "application/json"), ("content-type", "application/json")]

    def query(self, parameters):
        return signer.axios_query(parameters)

    def headers(self, method, path, parameters):
        body = [("content-type", "application/json")] if method == "POST" else []
        return [
            ("accept", "application/json"),
            *body,
            ("authorization", self.token),
            ("x-authing-userpool-id", self.key.id),
            ("user-agent", "axios/1.7.4"),
        ]


class Terraform(TokenClient):
    """A Terraform provider: `Bearer`, a header for a tenant that may be empty, lists repeated by name."""

    def query(self, parameters):
        return urllib.parse.urlencode(
            [
                (name, text_of(item))
                for name, value in parameters.items()
                for item in (value if isinstance(value, list) else [value])
            ]
        )

    def headers(self, method, path, parameters):
        return [
            ("User-Agent", "Go-http-client/1.1"),
            ("Accept", "application/json"),
            ("Authorization", f"Bearer {self.token}"),
            ("Content-Type", "application/json"),
            ("X-Authing-App-Tenant-Id", ""),
            ("X-Authing-Userpool-Id", self.scoped_userpool_id),
        ]


class CommandLine(TokenClient):
    """The vendor's command line of 2026: `Bearer`, a request id of its own."""

    def headers(self, method, path, parameters):
        return [
            ("authorization", f"Bearer {self.token}"),
            ("x-authing-userpool-id", self.scoped_userpool_id),
            ("x-request-id", secrets.token_hex(8)),
            ("content-type", "application/json"),
        ]


class JSONLists(CommandLine):
    """A service in production that writes lists of a query as JSON texts."""

    def query(self, parameters):
        return encoded(
            (name, compact(value) if isinstance(value, list) else text_of(value))
            for name, value in parameters.items()
            if value is not None
        )
