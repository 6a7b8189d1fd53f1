import pytest
import requests
from oidc_provider_mock import User, run_server_in_thread


@pytest.fixture(scope="session")
def server():
    users = [User(sub="zhangsan", claims={"groups": ["developer"]})]
    with run_server_in_thread(user_claims=users) as server:
        yield f"http://localhost:{server.server_port}"


def test_a_user_is_in_a_group(server):
    client = {"client_id": "test", "redirect_uri": "http://localhost/done"}
    query = client | {"response_type": "code", "scope": "openid", "state": "s"}
    answer = requests.post(f"{server}/oauth2/authorize", params=query, data={"sub": "zhangsan"}, allow_redirects=False)
    code = answer.headers["location"].split("code=")[1].split("&")[0]
    form = client | {"grant_type": "authorization_code", "code": code, "client_secret": "test"}
    token = requests.post(f"{server}/oauth2/token", data=form).json()["access_token"]
    claims = requests.get(f"{server}/userinfo", headers={"authorization": f"Bearer {token}"}).json()
    assert claims["groups"] == ["developer"]
