from authing import ManagementClient


def test_a_user_joins_a_group(genauth_pool):
    client = ManagementClient(
        access_key_id=genauth_pool.access_key_id, access_key_secret=genauth_pool.access_key_secret, host=genauth_pool.host
    )
    client.add_group_members(code="developer", user_ids=["6229ffaxxxxxxxxcade3e3d9"])
    assert client.list_group_members(code="developer")["data"]["totalCount"] == 1
