"""Requests about access keys."""

from model.answers import text

USER_IDS = ["", "u1", "u2", "nobody"]
TENANTS = ["", "t1", "t2"]
TYPES = ["userpool", "tenant"]
STATES = [["activated"], ["revoked"], ["revoked", "activated"], ["staging"]]


def key_id(choose):
    known = [text(key.id) for key in choose.state.access_keys]
    return "nothing" if choose.chance(6) else choose.one(known)


def create_access_key(choose):
    return {"type": choose.one(TYPES)} | choose.subset({"userId": USER_IDS, "tenantId": TENANTS})


def update_access_key(choose):
    return {"accessKeyId": key_id(choose), "enable": choose.chance(50)}


def delete_access_key(choose):
    return {"accessKeyId": key_id(choose)}


def get_access_key(choose):
    known = [key.user for key in choose.state.access_keys]
    return {"userId": choose.one(USER_IDS + known), "accessKeyId": key_id(choose)}


def list_access_key(choose):
    return choose.subset({"userId": USER_IDS, "tenantId": TENANTS, "type": TYPES, "status": STATES})


CHANGES = [create_access_key, create_access_key, update_access_key, delete_access_key]
LOOKS = [get_access_key, list_access_key]
