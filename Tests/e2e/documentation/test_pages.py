"""The sample flows of the two public API pages, on a server started without any seed.

"Add group members" and "Add department members" show calls with sample ids; the only change made to them
is `host`.
"""

import authing
import genauth
import pytest

from envelope import accepted, assert_is_envelope, succeeded

GROUP_USER = "6229ffaxxxxxxxxcade3e3d9"
DEPARTMENTS = {
    "60b49eb83fd80adb96f26e68": "623c20b2a062aaaaf41b17da",
    "60b49eb8xxxxxxdb96f26e68": "623c20b2xxxxxxaaf41b17da",
}
BRANDS = pytest.mark.parametrize("sdk", [authing, genauth], ids=["authing", "genauth"])


@pytest.fixture
def quickstart(launch):
    return launch()


def sample_client(sdk, emulator):
    return sdk.ManagementClient(
        access_key_id="GEN_AUTH_ACCESS_KEY_ID",
        access_key_secret="GEN_AUTH_ACCESS_KEY_SECRET",
        host=emulator.url,
    )


def assert_shows(envelope, message):
    """What the page shows, and a requestId."""
    assert_is_envelope(envelope)
    request_id = envelope.pop("requestId")
    assert request_id
    assert envelope == {"statusCode": 200, "message": message, "data": {"success": True}}


@BRANDS
def test_the_page_about_group_members(quickstart, sdk):
    client = sample_client(sdk, quickstart)
    assert accepted(client.list_group_members("developer")) == {"totalCount": 0, "list": []}
    data = client.add_group_members(user_ids=[GROUP_USER], code="developer")
    assert_shows(data, "Success")
    [member] = accepted(client.list_group_members("developer"))["list"]
    assert member["userId"] == GROUP_USER
    [group] = accepted(client.get_user_groups(GROUP_USER))["list"]
    assert group["code"] == "developer"


@pytest.mark.parametrize("id_type", [None, "department_id"])
@pytest.mark.parametrize(("department_id", "user_id"), DEPARTMENTS.items())
def test_the_page_about_department_members(quickstart, department_id, user_id, id_type):
    client = sample_client(authing, quickstart)
    data = client.add_department_members(
        user_ids=[user_id],
        organization_code="steamory",
        department_id=department_id,
        department_id_type=id_type,
    )
    assert_shows(data, "Operation successful")
    assert accepted(client.list_department_member_ids("steamory", department_id)) == [user_id]
    assert accepted(client.is_user_in_department(user_id, "steamory", department_id)) == {"inDepartment": True}
    assert accepted(client.get_user(user_id))["mainDepartmentId"] == department_id


def test_both_pages_one_after_the_other(quickstart):
    client = sample_client(authing, quickstart)
    for user_id in (GROUP_USER, *DEPARTMENTS.values()):
        succeeded(client.add_group_members(user_ids=[user_id], code="developer"))
        for department_id in DEPARTMENTS:
            succeeded(client.add_department_members([user_id], "steamory", department_id))
    assert accepted(client.list_group_members("developer"))["totalCount"] == 3
    for department_id in DEPARTMENTS:
        assert accepted(client.get_department("steamory", department_id))["membersCount"] == 3


def test_the_samples_are_still_true_after_a_restart(launch, tmp_path):
    data = tmp_path / "data"
    emulator = launch(data=data)
    succeeded(sample_client(authing, emulator).add_group_members([GROUP_USER], "developer"))
    emulator.stop()
    again = sample_client(genauth, launch(data=data))
    assert accepted(again.list_group_members("developer"))["list"][0]["userId"] == GROUP_USER


@pytest.mark.parametrize(("department_id", "user_id"), DEPARTMENTS.items())
def test_the_sample_of_the_other_sdk_works_through_its_generic_call(quickstart, department_id, user_id):
    """The GenAuth SDK has no method for departments; its HTTP client carries the call all the same."""
    client = sample_client(genauth, quickstart)
    body = {"userIds": [user_id], "organizationCode": "steamory", "departmentId": department_id}
    envelope = client.http_client.request(method="POST", url="/api/v3/add-department-members", json=body)
    assert_shows(envelope, "Operation successful")
