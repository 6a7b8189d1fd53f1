"""Definitions of custom fields: creating, changing, listing and deleting them through the API."""

import pytest

from envelope import accepted, refused_parameters, succeeded
from sample_seeds import GROUP, PLATFORM, USER_IDS, pool, seed, user

# A user without custom data.
PLAIN = USER_IDS[2]

MEMBERS = [
    "targetType", "createdAt", "dataType", "key", "label", "description", "encrypted", "isUnique", "userEditable",
    "visibleInAdminConsole", "visibleInUserCenter", "i18n", "options",
]
OPTIONS = [{"value": "s", "label": "Small"}, {"value": "l", "label": "Large"}]
# As the live tests of the Node SDK define them before they run.
SIX = [
    {"targetType": "USER", "key": "text", "label": "Text", "dataType": "STRING"},
    {"targetType": "USER", "key": "choice", "label": "Choice", "dataType": "SELECT", "options": OPTIONS},
    {"targetType": "USER", "key": "number", "label": "Number", "dataType": "NUMBER"},
    {"targetType": "USER", "key": "truth", "label": "Truth", "dataType": "BOOLEAN"},
    {"targetType": "USER", "key": "time", "label": "Time", "dataType": "DATETIME"},
    {"targetType": "USER", "key": "secret", "label": "Secret", "dataType": "STRING", "encrypted": True},
]
VALUES = {"text": "t", "choice": "s", "number": 7, "truth": True, "time": "2022-07-03", "secret": "x"}


def keys(client, target="USER"):
    return [field["key"] for field in accepted(client.get_custom_fields(target))]


def test_definitions_are_answered_in_the_order_of_the_request(fresh):
    client = fresh.client()
    made = accepted(client.set_custom_fields(SIX))
    assert [field["key"] for field in made] == [field["key"] for field in SIX]
    assert all(list(field) == MEMBERS for field in made)
    assert made[1]["dataType"] == "ENUM" and made[1]["options"] == OPTIONS
    assert made[5]["encrypted"] is True and made[0]["encrypted"] is False
    assert accepted(client.get_custom_fields("USER")) == made
    assert accepted(client.set_custom_fields(SIX)) == made
    user = accepted(client.create_user(username="bob", custom_data=VALUES))
    assert user["customData"] == VALUES


def test_a_definition_needs_its_target_and_its_key_only(fresh):
    made = accepted(fresh.client().set_custom_fields([{"targetType": "GROUP", "key": "floor"}]))[0]
    shown = {name: made[name] for name in ["dataType", "label", "description", "options", "i18n"]}
    assert shown == {"dataType": "STRING", "label": "floor", "description": None, "options": [], "i18n": None}
    assert (made["visibleInAdminConsole"], made["visibleInUserCenter"], made["userEditable"]) == (True, True, False)


def test_only_named_members_of_a_definition_change(fresh):
    client = fresh.client()
    names = {"label": {"en-US": {"enabled": True, "value": "Floor"}}}
    field = {"targetType": "DEPARTMENT", "key": "floor", "dataType": "NUMBER", "label": "F", "i18n": names}
    accepted(client.set_custom_fields([field]))
    changed = accepted(client.set_custom_fields([{"targetType": "DEPARTMENT", "key": "floor", "description": "D"}]))[0]
    assert (changed["dataType"], changed["label"], changed["description"]) == ("NUMBER", "F", "D")
    assert changed["i18n"] == names


@pytest.mark.parametrize(
    "field",
    [
        {"targetType": "USER", "key": "text", "dataType": "NUMBER"},
        {"targetType": "USER", "key": "text", "encrypted": True},
        {"targetType": "USER", "key": "nickname"},
        {"targetType": "USER", "key": "new", "dataType": "BOOLEAN", "isUnique": True},
        {"targetType": "USER", "key": "new", "dataType": "ENUM", "options": OPTIONS + OPTIONS[:1]},
        {"targetType": "USER", "key": ""},
        {"targetType": "POST", "key": "new"},
    ],
    ids=str,
)
def test_an_invalid_definition_is_refused_with_the_whole_call(fresh, field):
    client = fresh.client(lang="zh-CN")
    accepted(client.set_custom_fields(SIX[:1]))
    refused_parameters(client.set_custom_fields([{"targetType": "USER", "key": "other"}, field]), ["list"])
    assert keys(client) == ["text"]


def test_a_call_has_1_to_50_definitions(fresh):
    client = fresh.client(lang="zh-CN")
    many = [{"targetType": "USER", "key": f"k{number}"} for number in range(51)]
    refused_parameters(client.set_custom_fields([]), ["list"])
    refused_parameters(client.set_custom_fields(many), ["list"])
    accepted(client.set_custom_fields(many[:50]))
    refused_parameters(client.delete_custom_fields("", many), ["list"])


def test_the_first_definition_of_a_target_refuses_other_names(fresh):
    client = fresh.client(lang="zh-CN")
    accepted(client.update_user(PLAIN, custom_data={"any": 1}))
    accepted(client.set_custom_fields(SIX[:1]))
    refused_parameters(client.update_user(PLAIN, custom_data={"other": 1}), ["customData"])
    refused_parameters(client.set_custom_data([{"key": "other", "value": "1"}], PLAIN, "USER"), ["list"])
    accepted(client.update_user(PLAIN, custom_data={"text": "1"}))
    accepted(client.update_group("", GROUP, custom_data={"any": 1}))


def test_definitions_of_tenants_and_unique_fields_of_groups_are_not_emulated(fresh):
    caller = fresh.caller()
    unique = {"targetType": "GROUP", "key": "k", "isUnique": True}
    assert caller.post("set-custom-fields", {"list": [unique]}).status == 501
    assert caller.post("set-custom-fields", {"list": SIX, "tenantId": "t"}).status == 501
    assert caller.get("get-custom-fields", "targetType=USER&tenantId=t").status == 501
    accepted(caller.get("get-custom-fields", "targetType=USER&tenantId=").envelope)


def test_a_list_counts_what_matches(fresh):
    client = fresh.client()
    hidden = {"targetType": "USER", "key": "hidden", "visibleInUserCenter": False}
    accepted(client.set_custom_fields(SIX + [hidden]))
    caller = fresh.caller()

    def listed(query):
        return accepted(caller.get("list-custom-fields", query).envelope)

    page = listed("targetType=USER&page=2&limit=3")
    assert page["count"] == {"all": 7, "userVisible": 6, "adminVisible": 7}
    assert [field["key"] for field in page["list"]] == ["truth", "time", "secret"]
    choices = listed("targetType=USER&dataType=SELECT")
    assert [field["key"] for field in choices["list"]] == ["choice"] and choices["count"]["all"] == 1
    assert listed("targetType=USER&userVisible=false")["count"]["all"] == 1
    assert listed("targetType=USER&keyword=TE")["count"]["all"] == 1
    none = {"all": 0, "userVisible": 0, "adminVisible": 0}
    assert listed("targetType=ROLE&dataType=OBJECT") == {"count": none, "list": []}


@pytest.mark.parametrize("target, identifier", [("USER", PLAIN), ("GROUP", GROUP), ("DEPARTMENT", PLATFORM)])
def test_deleting_a_definition_removes_the_values(fresh, target, identifier):
    client = fresh.client()
    accepted(client.set_custom_fields([{"targetType": target, "key": key} for key in ["a", "b"]]))
    values = [{"key": key, "value": key} for key in ["a", "b"]]
    succeeded(client.set_custom_data(values, identifier, target))
    succeeded(client.delete_custom_fields("", [{"targetType": target, "key": key} for key in ["a", "unknown"]]))
    assert keys(client, target) == ["b"]
    assert accepted(client.get_custom_data("", target, identifier)) == {"b": "b"}


def test_built_in_fields_are_listed_and_renamed(fresh):
    client = fresh.client(lang="zh-CN")
    fields = {field["key"]: field for field in accepted(client.get_user_base_fields())}
    assert fields["email"]["isUnique"] and fields["gender"]["dataType"] == "ENUM"
    assert all(list(field) == MEMBERS and field["createdAt"] is None for field in fields.values())
    changed = accepted(client.set_user_base_fields([{"key": "nickname", "label": "昵称修改"}]))
    assert [(field["key"], field["label"]) for field in changed] == [("nickname", "昵称修改")]
    after = {field["key"]: field for field in accepted(client.get_user_base_fields())}
    assert after == fields | {"nickname": changed[0]}
    assert keys(client) == []
    refused_parameters(client.set_user_base_fields([{"key": "unknown", "label": "x"}]), ["list"])
    listed = accepted(client.list_user_base_fields("USER", "DATETIME"))
    assert [field["key"] for field in listed["list"]] == ["birthdate"] and listed["count"]["all"] == 1
    assert accepted(client.list_user_base_fields("GROUP", None))["count"]["all"] == 0


def test_definitions_survive_a_restart(launch, tmp_path):
    data = str(tmp_path / "data")
    server = launch(seed=seed(pool(users=[user("ann")])), data=data)
    client = server.client()
    made = accepted(client.set_custom_fields(SIX))
    renamed = accepted(client.set_user_base_fields([{"key": "name", "label": "N"}]))
    succeeded(client.set_custom_data([{"key": "number", "value": 7}], "ann", "USER"))
    server.stop()
    client = launch(data=data).client()
    assert accepted(client.get_custom_fields("USER")) == made
    assert renamed[0] in accepted(client.get_user_base_fields())
    assert accepted(client.get_custom_data("", "USER", "ann")) == {"number": 7}
