"""Queries whose bytes over 0x7F are not percent-encoded, as curl and clients in PHP send them."""

import urllib.parse

import pytest

import signer
from caller import API, exchange_bytes
from envelope import accepted, refused
from sample_seeds import KEY, group, organization, pool, seed

NAMES = ["蒸汽记忆", "Crème brûlée", "😀 party"]


@pytest.fixture(scope="module")
def named(binary, tmp_path_factory):
    from launcher import Launcher

    launcher = Launcher(tmp_path_factory.mktemp("named"))
    organizations = [
        organization(f"org-{number}", f"root-{number}", organizationName=name) for number, name in enumerate(NAMES)
    ]
    groups = [group(f"code-{number}", name=name) for number, name in enumerate(NAMES)]
    yield launcher(seed=seed(pool(organizations=organizations, groups=groups)))
    launcher.stop_all()


def get(emulator, target):
    """Sends a target of bytes as they are."""
    head = b"GET " + target + b" HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
    return exchange_bytes(emulator.port, head + emulator.caller().token.encode() + b"\r\n\r\n")


@pytest.mark.parametrize("name", NAMES)
def test_a_query_in_utf_8_means_the_same_as_its_encoded_form(named, name):
    word = name.split()[0]
    for keywords in [word.encode(), urllib.parse.quote(word).encode()]:
        answer = get(named, f"{API}search-organizations?keywords=".encode() + keywords)
        assert [found["organizationName"] for found in accepted(answer.envelope)["list"]] == [name]
        answer = get(named, f"{API}list-groups?page=1&keywords=".encode() + keywords + b"&limit=10")
        assert [found["name"] for found in accepted(answer.envelope)["list"]] == [name]


def test_a_signed_query_in_utf_8_is_verified(named):
    headers = signer.signed(signer.AUTHING, KEY, "GET", f"{API}search-organizations", {"keywords": "蒸汽"})
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    target = f"{API}search-organizations?keywords=蒸汽"
    answer = exchange_bytes(named.port, f"GET {target} HTTP/1.1\r\nHost: localhost\r\n{lines}\r\n".encode())
    assert accepted(answer.envelope)["totalCount"] == 1


@pytest.mark.parametrize("query", [b"\xff", "é".encode("latin-1"), b"\xe8\x92", b"\xc0\x80", b"\xed\xa0\x80"])
def test_a_query_that_is_not_utf_8_is_refused_with_the_reason(named, query):
    answer = get(named, f"{API}search-organizations?keywords=".encode() + query)
    assert answer.status == 400
    assert "query must be UTF-8" in refused(answer.envelope, 400)


@pytest.mark.parametrize("path", ["é".encode(), b"\xff", "é?a=b".encode()])
def test_a_path_with_such_bytes_is_refused_with_the_reason(named, path):
    answer = get(named, API.encode() + path)
    assert answer.status == 400
    assert "path must be percent-encoded" in refused(answer.envelope, 400)
