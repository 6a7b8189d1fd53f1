"""Adds a user to a group, and a user to a department."""

import os

from authing import ManagementClient

client = ManagementClient(
    access_key_id=os.environ["AUTHING_ACCESS_KEY_ID"],
    access_key_secret=os.environ["AUTHING_ACCESS_KEY_SECRET"],
    host=os.environ["AUTHING_HOST"],
)

answer = client.add_group_members(user_ids=["6229ffaxxxxxxxxcade3e3d9"], code="developer")
print("add-group-members:", answer["statusCode"], answer["message"])

answer = client.add_department_members(
    user_ids=["623c20b2xxxxxxaaf41b17da"],
    organization_code="steamory",
    department_id="60b49eb8xxxxxxdb96f26e68",
    department_id_type="department_id",
    tenant_id=None,
)
print("add-department-members:", answer["statusCode"], answer["message"])
