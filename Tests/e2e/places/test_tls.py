"""TLS by nginx in front of the emulator, with the configuration and the certificate of the guide."""

import contextlib
import http.client
import json
import shutil
import ssl
import subprocess

import pytest
import urllib3

import places
import sidecar
import signer
from caller import API
from emulator import CLIENTS, REPOSITORY, clean_environment
from envelope import accepted
from sample_seeds import GROUP, KEY, USER_IDS, standard_seed

NEEDS_NGINX = pytest.mark.skipif(not sidecar.program(), reason="nginx is not installed; make test-e2e unpacks Debian's")
NEEDS_NODE = pytest.mark.skipif(not shutil.which("node"), reason="node is not installed")


@pytest.fixture
def emulator(launch):
    return launch(seed=standard_seed())


@pytest.fixture
def tls(emulator, tmp_path):
    started = sidecar.Sidecar(tmp_path, emulator)
    yield started
    started.stop()


def send(tls, method, path, body=None, headers=()):
    """The status and the bytes of a response, over a connection that trusts the certificate."""
    context = ssl.create_default_context(cafile=str(tls.certificate))
    with contextlib.closing(http.client.HTTPSConnection("localhost", tls.port, timeout=20, context=context)) as connection:
        connection.request(method, path, body, {"content-type": "application/json"} | dict(headers))
        response = connection.getresponse()
        return response.status, response.read()


@NEEDS_NGINX
@pytest.mark.parametrize("brand", CLIENTS)
def test_the_python_sdks_work_when_they_trust_the_certificate(tls, monkeypatch, brand):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tls.certificate))
    client = CLIENTS[brand](access_key_id=KEY.id, access_key_secret=KEY.secret, host=tls.url)
    # The SDKs check the certificate of the request for a token only.
    with pytest.warns(urllib3.exceptions.InsecureRequestWarning):
        assert accepted(client.get_group(GROUP))["code"] == GROUP


@NEEDS_NGINX
def test_curl_refuses_the_certificate_until_it_is_told_to_trust_it(tls):
    command = ["curl", "--silent", "--fail", f"{tls.url}/_emulator/health"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 60
    trusting = [*command, "--cacert", tls.certificate]
    assert b'"ok"' in subprocess.run(trusting, capture_output=True, check=True).stdout
    environment = clean_environment({"CURL_CA_BUNDLE": str(tls.certificate)})
    assert subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 0


@NEEDS_NGINX
@NEEDS_NODE
def test_node_trusts_the_certificate_by_its_variable(tls):
    script = f"const reply = await fetch('{tls.url}/_emulator/health'); console.log(reply.status);"
    environment = clean_environment({"NODE_EXTRA_CA_CERTS": str(tls.certificate)})
    command = ["node", "--input-type=module", "--eval", script]
    assert subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout == "200\n"
    assert subprocess.run(command, env=clean_environment(), capture_output=True, check=False).returncode != 0


@NEEDS_NGINX
@pytest.mark.parametrize("brand", [signer.AUTHING, signer.GENAUTH], ids=["authing", "genauth"])
def test_a_signed_request_is_accepted(tls, brand):
    members = {"code": GROUP, "userIds": USER_IDS[:2]}
    headers = signer.signed(brand, KEY, "POST", API + "add-group-members", members)
    _, reply = send(tls, "POST", API + "add-group-members", signer.member_text(members).encode(), headers)
    assert json.loads(reply)["statusCode"] == 200


@NEEDS_NGINX
def test_a_path_with_a_user_pool_and_encoded_characters_arrives_as_it_was_sent(tls):
    made = json.loads(send(tls, "POST", "/_emulator/user-pools", '{"id":"a/b"}')[1])
    assert made["id"] == "a/b"
    key = {"accessKeyId": made["accessKeys"][0]["id"], "accessKeySecret": made["accessKeys"][0]["secret"]}
    _, reply = send(tls, "POST", f"/_pools/a%2Fb{API}get-management-token", json.dumps(key))
    assert json.loads(reply)["statusCode"] == 200


@NEEDS_NGINX
def test_a_body_above_the_usual_limit_of_nginx_gets_the_reply_of_the_emulator(tls):
    status, reply = send(tls, "POST", API + "create-group", b" " * 1_500_000)
    assert status == 413 and b"max-body-bytes" in reply


@NEEDS_NGINX
def test_an_event_is_streamed_at_once(tls):
    [pool] = json.loads(send(tls, "GET", "/_emulator/user-pools")[1])["userPools"][:1]
    command = ["curl", "--silent", "--no-buffer", "--max-time", "20", "--cacert", tls.certificate,
               f"{tls.url}/_emulator/user-pools/{pool['id']}/requests/stream?since=0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as stream:
        try:
            send(tls, "GET", API + "get-group?code=x")
            assert next(line for line in stream.stdout if line.startswith(b"data:"))
        finally:
            stream.kill()


def test_the_compose_file_has_the_form_that_compose_describes_and_names_files_that_are_there():
    assert places.complaints("compose-spec", "examples/tls/compose.yaml") == ""
    services = places.loaded("examples/tls/compose.yaml")["services"]
    text = (sidecar.FOLDER / "nginx.conf").read_text("utf-8")
    assert "server genauth:8930;" in text and "genauth" in services
    assert services["genauth-tls"]["ports"] == ["127.0.0.1:8943:8943"] and "listen 8943 ssl;" in text
    for volume in services["genauth-tls"]["volumes"]:
        source, target, _ = volume.split(":")
        assert target.startswith("/certificates") or (sidecar.FOLDER / source).is_file()


def test_the_change_of_the_configuration_that_the_guide_names_reaches_every_place():
    guide = (REPOSITORY / "docs/guides/tls.md").read_text("utf-8")
    text = (sidecar.FOLDER / "nginx.conf").read_text("utf-8")
    for pattern in ("genauth:8930", "/certificates"):
        assert f"#{pattern}#" in guide and pattern in text
