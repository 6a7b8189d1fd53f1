"""An independent signer of requests, after what the vendor's Node SDKs do.

    Authorization: <scheme> <access key id>:<base64(HMAC-SHA1(secret, string to sign))>
    string to sign = METHOD \\n  + one "name:value\\n" for each signed header, sorted  + resource
    resource       = path ?k=v&k=v of the top-level members, sorted by UTF-16 code units, not encoded

It shares nothing with the server: a mistake would have to be made twice, in two languages, to go unseen.
"""

import base64
import dataclasses
import email.utils
import hashlib
import hmac
import json
import re
import secrets
import time
import urllib.parse


@dataclasses.dataclass(frozen=True)
class Brand:
    """The names one of the two vendor brands uses on the wire."""

    scheme: str
    prefix: str
    sdk_version: str

    def header(self, name):
        return self.prefix + name


AUTHING = Brand("authing", "x-authing-", "authing-node-sdk:4.0.2")
GENAUTH = Brand("GenAuth", "x-genauth-", "gen-auth-node-sdk:1.0.0")


def gmt(seconds=None):
    """A date as the Node SDKs send it: RFC 1123 in GMT."""
    return email.utils.formatdate(seconds, usegmt=True)


def milliseconds(seconds=None):
    """A date as the C# SDK sends it: milliseconds since 1970."""
    return str(int((time.time() if seconds is None else seconds) * 1000))


def node_headers(brand):
    """The headers a Node SDK signs, with a date of now and a nonce never used before."""
    return {
        brand.header("lang"): "zh-CN",
        brand.header("sdk-version"): brand.sdk_version,
        brand.header("signature-method"): "HMAC-SHA1",
        brand.header("signature-version"): "1.0",
        brand.header("signature-nonce"): secrets.token_hex(16),
        "date": gmt(),
    }


def member_text(value):
    """What a value contributes to the resource: strings raw, everything else as compact JSON."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def canonical_headers(brand, headers):
    names = sorted(name for name in headers if name.startswith(brand.prefix) or name == "date")
    values = {name: re.sub(r"[\t\n\r\f]", " ", headers[name].strip()) for name in names}
    return "".join(f"{name}:{values[name]}\n" for name in names)


def canonical_resource(path, members):
    names = sorted(members, key=lambda name: name.encode("utf-16-be"))
    return path + ("?" if names else "") + "&".join(f"{name}={member_text(members[name])}" for name in names)


def string_to_sign(brand, method, path, members, headers):
    return f"{method}\n{canonical_headers(brand, headers)}{canonical_resource(path, members)}"


def signature(secret, text):
    return base64.b64encode(hmac.new(secret.encode(), text.encode(), hashlib.sha1).digest()).decode()


def authorization(brand, key, text):
    return f"{brand.scheme} {key.id}:{signature(key.secret, text)}"


def signed(brand, key, method, path, members, headers=None):
    """The headers of a signed request; `headers` are the ones to sign, by default a Node SDK's."""
    headers = node_headers(brand) if headers is None else headers
    text = string_to_sign(brand, method, path, members, headers)
    return headers | {"Authorization": authorization(brand, key, text)}


def axios_query(parameters):
    """The query string axios makes: arrays as `k[]`, null left out, a blank as `+`, some marks kept."""

    def encoded(text):
        quoted = urllib.parse.quote(text, safe="!'()*-._~")
        for escape, mark in {"%3A": ":", "%24": "$", "%2C": ",", "%20": "+", "%5B": "[", "%5D": "]"}.items():
            quoted = quoted.replace(escape, mark)
        return quoted

    pairs = []
    for name, value in parameters.items():
        if isinstance(value, list):
            pairs += [(f"{name}[]", member_text(item)) for item in value]
        elif value is not None:
            pairs.append((name, member_text(value)))
    return "&".join(f"{encoded(name)}={encoded(text)}" for name, text in pairs)
