"""Requests about organizations."""

from model.answers import text
from sequences.choices import KEYWORDS, OPEN_IDS, ORGANIZATION_CODES
from sequences.pools import TENANT

CODES = [*ORGANIZATION_CODES, "OU=x,DC=y", "额！ ", " "]
NAMES = ["Name of o1", "Branch", "D"]


def tenant(choose):
    return {"tenantId": choose.one([TENANT, "t2", ""])} if choose.chance(25) else {}


def create_organization(choose):
    fields = {"organizationCode": choose.one(CODES), "organizationName": choose.one(NAMES)} | tenant(choose)
    return fields | choose.subset({"description": ["", "About"], "openDepartmentId": OPEN_IDS})


def update_organization(choose):
    place, _ = choose.organization()
    if place["organizationCode"] == "":
        place["organizationCode"] = "nothing"
    fields = choose.subset(
        {
            "description": ["", "New"],
            "openDepartmentId": OPEN_IDS,
            "organizationNewCode": CODES,
            "organizationName": NAMES,
        }
    )
    return place | fields | ({"leaderUserIds": choose.user_ids(0)} if choose.chance(25) else {})


def named(choose):
    place, _ = choose.organization()
    return place | ({"organizationCode": "nothing"} if place["organizationCode"] == "" else {})


def delete_organization(choose):
    return named(choose)


def update_organization_status(choose):
    roots = [text(root.id) for root in choose.state.organizations]
    node = choose.one(["nothing", "platform", *roots])
    return {"rootNodeId": node} | ({"status": choose.one(["true", "false"])} if choose.chance(80) else {})


def get_organization(choose):
    return named(choose) | choose.flags("withCustomData", "withPost")


def get_organization_batch(choose):
    codes = choose.some(["nothing", *ORGANIZATION_CODES], 3, 1)
    return {"organizationCodeList": codes} | tenant(choose) | choose.flags("withCustomData", "withPost")


def list_organizations(choose):
    status = {"status": choose.one([True, False])} if choose.chance(25) else {}
    return status | tenant(choose) | choose.pages() | choose.flags("withCustomData", "withPost", "fetchAll")


def search_organizations(choose):
    return {"keywords": choose.one(KEYWORDS)} | tenant(choose) | choose.pages() | choose.flags("withCustomData")


CHANGES = [create_organization, update_organization, update_organization, delete_organization, update_organization_status]
LOOKS = [get_organization, get_organization_batch, list_organizations, search_organizations]
