"""The message of success: as the API reference documents it per operation, or empty on request."""

import pytest

from envelope import accepted, succeeded
from sample_seeds import ALICE, GROUP, ORGANIZATION, standard_seed

EMPTY = {
    "flag": (["--success-message", "empty"], {}),
    "environment": ([], {"GENAUTH_EMULATOR_SUCCESS_MESSAGE": "empty"}),
}


@pytest.mark.parametrize("brand", ["authing", "genauth"])
def test_group_members_added_are_a_success(fresh, brand):
    envelope = fresh.client(brand).add_group_members([ALICE], GROUP)
    succeeded(envelope)
    assert envelope["message"] == "Success"


def test_department_members_added_are_a_successful_operation(fresh):
    envelope = fresh.client().add_department_members([ALICE], ORGANIZATION, "root")
    succeeded(envelope)
    assert envelope["message"] == "Operation successful"


@pytest.mark.parametrize(("flags", "environment"), EMPTY.values(), ids=EMPTY.keys())
@pytest.mark.parametrize("lang", [None, "zh-CN", "en-US"])
def test_the_message_is_empty_if_configured(launch, flags, environment, lang):
    client = launch(*flags, seed=standard_seed(), environment=environment).client(lang=lang)
    answers = [
        client.add_group_members([ALICE], GROUP),
        client.add_department_members([ALICE], ORGANIZATION, "root"),
        client.get_group(GROUP),
        client.list_department_member_ids(ORGANIZATION, "root"),
    ]
    for envelope in answers:
        accepted(envelope)
        assert envelope["message"] == ""


def test_an_empty_success_message_leaves_failures_their_text(launch):
    client = launch("--success-message", "empty", seed=standard_seed()).client(lang="zh-CN")
    assert client.get_group("none")["message"] == "分组不存在"
