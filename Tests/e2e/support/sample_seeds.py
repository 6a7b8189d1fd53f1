"""Seeds for tests: a standard one with known ids, and functions that build others."""

import dataclasses
import json


@dataclasses.dataclass(frozen=True)
class Key:
    """An access key of a user pool."""

    id: str
    secret: str


KEY = Key("key-of-the-pool", "secret-of-the-pool")
OTHER_KEY = Key("key-of-the-other-pool", "secret-of-the-other-pool")
QUICKSTART_KEY = Key("GEN_AUTH_ACCESS_KEY_ID", "GEN_AUTH_ACCESS_KEY_SECRET")
DISABLED_KEY = Key("GEN_AUTH_DISABLED_ACCESS_KEY_ID", "GEN_AUTH_DISABLED_ACCESS_KEY_SECRET")
OTHER_POOL_KEY = Key("GEN_AUTH_OTHER_POOL_ACCESS_KEY_ID", "GEN_AUTH_OTHER_POOL_ACCESS_KEY_SECRET")

POOL_ID = "65a0c0ffee0000000000a001"
OTHER_POOL_ID = "65a0c0ffee0000000000a002"

USER_IDS = [f"user-{number:03}" for number in range(60)]
ALICE = "65a0c0ffee0000000000b001"

GROUP = "developers"
LONGEST_CODE = "c" * 64
CROWD = "crowd"
CROWD_IDS = USER_IDS[:25]

ORGANIZATION = "acme"
ROOT = "acme-root"
PLATFORM = "dep-platform"
OTHER_ORGANIZATION = "branch"
OTHER_DEPARTMENT = "dep-branch-sales"
TENANT = "tenant-one"
TENANT_ORGANIZATION = "shop"

PLATFORM_BY_TYPE = {
    "department_id": PLATFORM,
    "open_department_id": "open-platform",
    "sync_relation": "lark:od_platform",
    "custom_field": "custom-platform",
    "code": "PLATFORM",
}


def user(user_id, **fields):
    """A user with a fixed id and a username derived from it."""
    return {"userId": user_id, "username": user_id.replace("-", "_"), "name": f"Name of {user_id}"} | fields


def group(code, members=(), **fields):
    """A static group."""
    described = {"code": code, "name": f"Name of {code}", "description": f"About {code}", "type": "static"}
    return described | {"members": list(members)} | fields


def department(department_id, **fields):
    """A department with a pinned id."""
    return {"departmentId": department_id, "name": f"Name of {department_id}"} | fields


def organization(code, root, **fields):
    """An organization whose root department has a pinned id."""
    return {"organizationCode": code, "organizationName": f"Name of {code}", "departmentId": root} | fields


def pool(pool_id=POOL_ID, key=KEY, **contents):
    """A user pool with one access key."""
    return {"id": pool_id, "name": "Test pool", "accessKeys": [{"id": key.id, "secret": key.secret}]} | contents


def seed(*pools):
    """A seed file's content."""
    return {"userPools": list(pools)}


def write_seed(directory, content, name="seed.json"):
    """Writes a seed and returns its path; text is written as it is."""
    path = directory / name
    path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False), "utf-8")
    return path


def platform():
    """The department that has an id of every type."""
    return department(
        PLATFORM,
        code="PLATFORM",
        openDepartmentId="open-platform",
        syncRelations=[{"provider": "lark", "userIdInIdp": "od_platform"}],
        customId="custom-platform",
        description="Builds the platform",
        leaderUserIds=["user-050"],
        members=["user-050"],
        children=[department("dep-storage", code="STORAGE", members=["user-051", "user-052"])],
    )


def standard_seed():
    """Two pools; the first has groups, three levels of departments, and organizations of a tenant."""
    alice = user(
        ALICE,
        username="alice",
        email="Alice@Example.com",
        phone="13800000001",
        phoneCountryCode="+86",
        externalId="external-alice",
        name="爱丽丝",
        nickname="Al",
        gender="F",
        customData={"school": "home"},
    )
    acme = organization(
        ORGANIZATION,
        ROOT,
        departments=[
            department(
                "dep-engineering", code="ENGINEERING", description="Builds", members=["user-053"], children=[platform()]
            ),
            department("dep-sales", code="SALES"),
            department("dep-support", code="SUPPORT"),
        ],
    )
    return seed(
        pool(
            users=[alice] + [user(user_id) for user_id in USER_IDS],
            groups=[
                group(GROUP),
                group(CROWD, CROWD_IDS),
                group(LONGEST_CODE),
                group("分组1", ["alice"], name="第一组"),
                group("auditors", [], name="Those who read developers' work"),
            ],
            organizations=[
                acme,
                organization(OTHER_ORGANIZATION, "branch-root", departments=[department(OTHER_DEPARTMENT)]),
                organization(TENANT_ORGANIZATION, "shop-root", tenantId=TENANT, departments=[department("dep-till")]),
                organization(ORGANIZATION, "tenant-acme-root", tenantId=TENANT),
            ],
        ),
        pool(
            OTHER_POOL_ID,
            OTHER_KEY,
            users=[user("stranger")],
            groups=[group("strangers-only"), group(GROUP, ["stranger"])],
            organizations=[organization("elsewhere", "elsewhere-root")],
        ),
    )
