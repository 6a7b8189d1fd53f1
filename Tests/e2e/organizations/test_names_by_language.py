"""An organization and its root department are one: a name in other languages is shown as each of the two has it."""

import pytest

from envelope import accepted

NAMES = {"zh-CN": {"enabled": True, "value": "房子"}, "en-US": {"enabled": False, "value": ""}}
OTHERS = {"ja-JP": {"enabled": True, "value": "家"}}


@pytest.fixture
def house(fresh):
    caller = fresh.caller()
    fields = {"organizationName": "House", "organizationCode": "house", "i18n": {"organizationName": NAMES}}
    accepted(caller.post("create-organization", fields).envelope)
    return caller


def organization(caller):
    return accepted(caller.get("get-organization", "organizationCode=house").envelope)


def root(caller):
    return accepted(caller.get("get-department", "organizationCode=house&departmentId=root").envelope)


def test_names_of_an_organization_are_those_of_its_root(house):
    assert organization(house)["i18n"] == {"organizationName": NAMES}
    assert root(house)["i18n"] == {"name": NAMES}


def test_names_of_a_root_are_those_of_its_organization(house):
    changes = {"organizationCode": "house", "departmentId": "root", "i18n": {"name": OTHERS}}
    assert accepted(house.post("update-department", changes).envelope)["i18n"] == {"name": OTHERS}
    assert organization(house)["i18n"] == {"organizationName": OTHERS}
