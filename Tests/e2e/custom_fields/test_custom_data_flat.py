"""flatCustomData: custom fields among the fields of their owner."""

import pytest

from envelope import accepted
from sample_seeds import GROUP, ORGANIZATION, department, group, organization, pool, seed, user

CUSTOM = {"school": "PKU", "marks": [1.50, None], "name": "not the name", "status": 7}
FLAT = {"school": "PKU", "marks": [1.5, None]}


@pytest.fixture
def emulator(launch):
    team = department("team", customData=CUSTOM)
    acme = organization(ORGANIZATION, "acme-root", departments=[team])
    groups = [group(GROUP, ["ann"], customData=CUSTOM | {"code": "x"})]
    return launch(seed=seed(pool(users=[user("ann", customData=CUSTOM)], groups=groups, organizations=[acme])))


def check(plain, flat, both):
    """The fields follow the owner's own, which keep their values; the object is there if requested."""
    own = set(plain)
    assert {name: value for name, value in flat.items() if name not in own} == {
        name: value for name, value in FLAT.items() if name not in own
    }
    assert list(flat)[: len(plain)] == list(plain) and list(flat.values())[: len(plain)] == list(plain.values())
    assert "customData" not in flat
    assert both["customData"]["school"] == "PKU" and both["school"] == "PKU"


def test_flat_custom_data_of_a_user(emulator):
    client = emulator.client()
    get = client.get_user
    check(accepted(get("ann")), accepted(get("ann", flat_custom_data=True)), accepted(get("ann", None, True, True)))
    batch = client.get_user_batch
    check(
        accepted(batch(["ann"]))[0],
        accepted(batch(["ann"], flat_custom_data=True))[0],
        accepted(batch(["ann"], with_custom_data=True, flat_custom_data=True))[0],
    )


def test_flat_custom_data_of_listed_users(emulator):
    client, caller = emulator.client(), emulator.caller()

    def listed(**options):
        return accepted(client.list_users(options=options))["list"][0]

    check(listed(), listed(flatCustomData=True), listed(flatCustomData=True, withCustomData=True))

    def members(query):
        return accepted(caller.get("list-group-members", f"code={GROUP}{query}").envelope)["list"][0]

    check(members(""), members("&flatCustomData=true"), members("&flatCustomData=true&withCustomData=true"))


def test_flat_custom_data_of_a_group(emulator):
    def listed(**options):
        return accepted(emulator.client().list_groups(**options))["list"][0]

    flat = listed(flat_custom_data=True)
    assert (flat["school"], flat["status"], flat["code"], flat["name"]) == ("PKU", 7, GROUP, f"Name of {GROUP}")
    assert "customData" not in flat
    assert listed(flat_custom_data=True, with_custom_data=True)["customData"]["school"] == "PKU"
    assert listed(with_metadata=True) == listed()


def test_flat_custom_data_of_a_department(emulator):
    def get(**options):
        return accepted(emulator.client().get_department(ORGANIZATION, "team", **options))

    check(get(), get(flat_custom_data=True), get(flat_custom_data=True, with_custom_data=True))


def test_without_custom_fields_nothing_is_added(fresh):
    client = fresh.client()
    plain = accepted(client.get_user("user-001"))
    assert accepted(client.get_user("user-001", flat_custom_data=True)) == plain
