"""Requests about groups."""

from sequences.choices import GROUP_CODES, KEYWORDS, NAMES

CUSTOM_DATA = [{}, {"a": 1}, {"b": ["x"]}]
SHOWN = ["withCustomData", "withIdentities", "withDepartmentIds"]


def described(choose):
    code = choose.one([*GROUP_CODES, "组", "g4", "g5"])
    optional = {"description": ["", "About"], "type": ["static", ""]}
    return {"code": code, "name": choose.one(NAMES)} | choose.subset(optional)


def create_group(choose):
    return described(choose) | ({"customData": choose.one(CUSTOM_DATA)} if choose.chance(40) else {})


def create_groups_batch(choose):
    return {"list": [create_group(choose) for _ in range(choose.number(1, 3))]}


def create_or_update_group(choose):
    return described(choose)


def update_group(choose):
    optional = {"name": NAMES, "newCode": GROUP_CODES, "customData": CUSTOM_DATA}
    return {"code": choose.group_code()} | choose.subset(optional | {"description": ["", "New"]})


def delete_groups_batch(choose):
    return {"codeList": choose.some(["nothing", *GROUP_CODES], 2, 1)}


def members(choose):
    return {"code": choose.group_code(), "userIds": choose.user_ids()}


def add_group_members(choose):
    return members(choose)


def remove_group_members(choose):
    return members(choose)


def get_group(choose):
    return {"code": choose.group_code()} | choose.flags("withCustomData")


def list_groups(choose):
    keywords = {"keywords": choose.one(KEYWORDS)} if choose.chance(40) else {}
    return keywords | choose.pages() | choose.flags("withCustomData")


def get_all_groups(choose):
    return choose.flags("fetchMembers", "withCustomData")


def list_group_members(choose):
    return {"code": choose.group_code()} | choose.pages() | choose.flags(*SHOWN)


def get_user_groups(choose):
    return choose.user()


CHANGES = [create_group, create_groups_batch, create_or_update_group, update_group, delete_groups_batch]
CHANGES += [add_group_members, add_group_members, remove_group_members]
LOOKS = [get_group, list_groups, get_all_groups, list_group_members, get_user_groups]
