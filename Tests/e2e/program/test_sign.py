"""The sign command: its signatures are those of an independent signer, and a server accepts them."""

import json
import re
import shlex
import shutil
import subprocess

import pytest

import signer
from caller import API, exchange
from emulator import BINARY, REPOSITORY, assert_fails_with_one_line, clean_environment, run_to_exit
from sample_seeds import KEY

FIXED = ["--date", "Mon, 06 May 2024 07:08:09 GMT", "--nonce", "0123456789abcdef"]
BODY = {"code": "developer", "userIds": ["a", "b"], "n": 1, "text": "張 é&=?", "nothing": None, "flag": True}


def sign(*flags, key=KEY, stdin=None, environment=None):
    own = {"GENAUTH_ACCESS_KEY_ID": key.id, "GENAUTH_ACCESS_KEY_SECRET": key.secret} if key else {}
    result = subprocess.run(
        [BINARY, "sign", *flags], input=stdin, capture_output=True, text=True, timeout=30,
        env=clean_environment(own | (environment or {})))
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


def parts(text):
    """The headers and the text of the output."""
    headers, signed = text.split("\n\n", 1)
    return dict(line.split(": ", 1) for line in headers.splitlines()), signed.removesuffix("\n")


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@pytest.mark.parametrize("brand", [signer.AUTHING, signer.GENAUTH], ids=["authing", "genauth"])
@pytest.mark.parametrize(("method", "target", "members", "body"), [
    ("POST", "/api/v3/add-group-members", BODY, compact(BODY)),
    ("POST", "/api/v3/create-group", {}, "{}"),
    ("GET", "/api/v3/get-group?withCustomData=true&code=a%20%26b", {"code": "a &b", "withCustomData": "true"}, None),
    ("GET", "/api/v3/list-groups", {}, None),
])
def test_the_text_and_the_signature_are_those_of_an_independent_signer(binary, brand, method, target, members, body):
    flags = ["--brand", brand.scheme.lower(), *FIXED] + (["--body", body] if body else [])
    headers, signed = parts(sign(method, target, *flags))
    authorization = headers.pop("authorization")
    expected = signer.string_to_sign(brand, method, target.split("?")[0], members, headers)
    assert signed == expected
    assert authorization == signer.authorization(brand, KEY, expected)
    assert headers["date"] == FIXED[1] and headers[brand.header("signature-nonce")] == FIXED[3]


def test_a_server_accepts_the_headers(fresh):
    body = compact({"code": "signed", "name": "Signed", "description": "x"})
    headers = dict(line.split(": ", 1) for line in sign(
        "POST", f"{fresh.url}/api/v3/create-group", "--headers", "--body", "-", stdin=body).splitlines())
    reply = exchange(fresh.port, "POST", API + "create-group", headers | {"Content-Type": "application/json"}, body.encode())
    assert reply.envelope["statusCode"] == 200


def test_each_call_has_a_nonce_of_its_own(binary):
    first, second = (parts(sign("GET", "/api/v3/list-groups"))[0] for _ in range(2))
    assert first["x-authing-signature-nonce"] != second["x-authing-signature-nonce"]


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_curl_reads_the_headers(fresh):
    command = f'{BINARY} sign GET "$URL" --headers | curl -s -H @- "$URL"'
    result = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True, env=clean_environment({
        "URL": f"{fresh.url}/api/v3/list-groups?page=1", "GENAUTH_ACCESS_KEY_ID": KEY.id, "AUTHING_ACCESS_KEY_SECRET": KEY.secret}))
    assert json.loads(result.stdout)["statusCode"] == 200


def test_options_replace_the_variables_of_the_key(binary):
    own = sign("GET", "/", *FIXED, "--access-key-id", "k", "--access-key-secret", "s")
    assert parts(own)[0]["authorization"].startswith("authing k:")
    assert own == sign("GET", "/", *FIXED, key=type(KEY)("k", "s"))


@pytest.mark.parametrize(("flags", "reason"), [
    (["GET"], "<target>"), (["get", "/"], "get"), (["GET", "list-groups"], "list-groups"), (["GET", "/a b"], "/a b"),
    (["POST", "/", "--body", "{"], ": the body is not valid JSON: "), (["GET", "/", "--body", "{}"], "a GET has no body"),
    (["GET", "/", "--date", "a\nb: c"], "--date"), (["GET", "/", "--nonce", ""], "--nonce"),
])
def test_what_cannot_be_signed_is_named_in_one_line(binary, flags, reason):
    result = run_to_exit("sign", *flags, environment={"GENAUTH_ACCESS_KEY_ID": "k", "GENAUTH_ACCESS_KEY_SECRET": "s"})
    assert result.returncode == 64
    assert_fails_with_one_line(result, reason, "(see genauth-emulator sign --help)")


def test_a_missing_key_names_option_and_variable(binary):
    result = run_to_exit("sign", "GET", "/")
    assert result.returncode == 64
    assert_fails_with_one_line(result, "--access-key-id", "GENAUTH_ACCESS_KEY_ID")


def test_the_guide_shows_what_the_command_writes(binary):
    page = (REPOSITORY / "docs/guides/signing-requests.md").read_text("utf-8")
    [(command, shown)] = re.findall(r"```sh\n(genauth-emulator sign .*?)```\n\n```\n(.*?)```", page, re.DOTALL)
    arguments = shlex.split(command.replace("\\\n", ""))[1:]
    assert run_to_exit(*arguments).stdout == shown
