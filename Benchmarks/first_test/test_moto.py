import boto3
import pytest
from moto.server import ThreadedMotoServer


@pytest.fixture(scope="session")
def server():
    server = ThreadedMotoServer(port=0)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


def test_a_user_joins_a_group(server):
    client = boto3.client(
        "cognito-idp", endpoint_url=server, region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="a"
    )
    pool = client.create_user_pool(PoolName="test")["UserPool"]["Id"]
    client.admin_create_user(UserPoolId=pool, Username="zhangsan")
    client.create_group(UserPoolId=pool, GroupName="developer")
    client.admin_add_user_to_group(UserPoolId=pool, Username="zhangsan", GroupName="developer")
    assert len(client.list_users_in_group(UserPoolId=pool, GroupName="developer")["Users"]) == 1
