"""Clients that sign each request with the access key's secret."""

import secrets
import string

import signer
from clients.wire import Client, compact, encoded, text_of
from signer import AUTHING, GENAUTH


class NodeAuthing(Client):
    """authing-node-sdk 4.0.2 over axios: defaults are sent explicitly, a null of a GET is signed and not sent."""

    BRAND = AUTHING
    ALWAYS = {
        ("GET", "get-group"): {"withCustomData": None},
        ("GET", "get-user-batch"): {
            "withCustomData": False,
            "withIdentities": False,
            "withDepartmentIds": False,
            "flatCustomData": False,
        },
        ("GET", "list-users"): {"status": None, "updatedAtStart": None},
    }

    def query(self, parameters):
        return signer.axios_query(parameters)

    def headers(self, method, path, parameters):
        signed = signer.signed(self.BRAND, self.key, method, path, parameters)
        body = [("Content-Type", "application/json")] if method == "POST" else []
        return [
            ("Accept", "application/json, text/plain, */*"),
            *body,
            *signed.items(),
            ("User-Agent", "axios/0.27.2"),
            ("Connection", "close"),
        ]


class NodeGenauth(NodeAuthing):
    """genauth-node-sdk 1.0.0: the same with the other brand's names; departments through its `makeRequest`."""

    BRAND = GENAUTH


class OwnSigner(Client):
    """A client that signs the headers it makes itself, and its parameters as it writes them."""

    def signed_headers(self):
        """The headers under the signature."""
        raise NotImplementedError

    def resource(self, path, method, parameters):
        """The path and the parameters as they are signed."""
        items = [(name, self.signed_text(method, value)) for name, value in sorted(parameters.items())]
        return path + ("?" if items else "") + "&".join(
            name if text is None else f"{name}={text}" for name, text in items
        )

    def signed_text(self, method, value):
        """A value under the signature; None for a name alone."""
        if isinstance(value, str):
            return value
        return compact(value) if method == "POST" else text_of(value)

    def headers(self, method, path, parameters):
        headers = self.signed_headers()
        text = f"{method}\n{signer.canonical_headers(AUTHING, headers)}{self.resource(path, method, parameters)}"
        return [
            ("Authorization", signer.authorization(AUTHING, self.key, text)),
            *headers.items(),
            ("Content-Type", "application/json; charset=utf-8"),
        ]


class CSharp(OwnSigner):
    """authing-csharp-sdk 3.2.5: the time in `x-authing-date`, zeros for numbers that are not set, lists by comma.

    A null at the top of a body is signed as its name alone.
    """

    ALWAYS = {
        ("GET", "list-users"): {"updatedAtStart": 0, "updatedAtEnd": 0},
        ("POST", "create-user"): {"photo": None},
    }

    def signed_headers(self):
        letters = string.ascii_letters + string.digits
        return {
            "x-authing-date": signer.milliseconds(),
            "x-authing-sdk-version": "authing-csharp-sdk:3.2.5",
            "x-authing-signature-method": "HMAC-SHA1",
            "x-authing-signature-nonce": "".join(secrets.choice(letters) for _ in range(30)),
            "x-authing-signature-version": "1.0",
        }

    def signed_text(self, method, value):
        return None if value is None else super().signed_text(method, value)


class JavaOf2023(OwnSigner):
    """authing-java-sdk until January 2024: all of its own headers signed, `date` in milliseconds, lists as `[a, b]`."""

    def signed_headers(self):
        return {
            "date": signer.milliseconds(),
            "x-authing-lang": "zh-CN",
            "x-authing-sdk-version": "authing-java-sdk:3.0.4",
            "x-authing-signature-method": "HMAC-SHA1",
            "x-authing-signature-nonce": secrets.token_hex(16),
            "x-authing-signature-version": "1.0",
        }

    def query(self, parameters):
        return encoded((name, self.signed_text("GET", value)) for name, value in parameters.items())

    def signed_text(self, method, value):
        if method == "GET" and isinstance(value, list):
            return f"[{', '.join(value)}]"
        return super().signed_text(method, value)


class EventClient(OwnSigner):
    """A client of 2026 that signs without a nonce and without a language."""

    def signed_headers(self):
        return {
            "x-authing-date": signer.milliseconds(),
            "x-authing-signature-method": "HMAC-SHA1",
            "x-authing-signature-version": "1.0",
        }
