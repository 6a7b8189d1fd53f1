import socket
import subprocess
import time

import pytest
import requests


@pytest.fixture(scope="session")
def server():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(["scim2-server", "--port", str(port)])
    url = f"http://127.0.0.1:{port}"
    while True:
        try:
            requests.get(f"{url}/ServiceProviderConfig")
            break
        except requests.ConnectionError:
            time.sleep(0.01)
    yield url
    process.terminate()
    process.wait()


def test_a_user_joins_a_group(server):
    user = {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "zhangsan"}
    member = {"value": requests.post(f"{server}/Users", json=user).json()["id"]}
    group = {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "developer", "members": [member]}
    made = requests.post(f"{server}/Groups", json=group).json()
    assert len(requests.get(f"{server}/Groups/{made['id']}").json()["members"]) == 1
