"""Grants as many as a body may have: made in linear time."""

import time

from envelope import accepted, succeeded
from sample_seeds import ALICE


def seconds(caller, name, count, code):
    """The least time of some calls that grant a number of resources to a new group each."""
    times = []
    for number in range(5):
        group = f"{name}-{number}"
        accepted(caller.post("create-group", {"code": group, "name": group, "description": "", "type": "static"}).envelope)
        resources = [{"code": code(i), "actions": [f"a{i}"], "resourceType": "DATA"} for i in range(count)]
        entry = {"targetType": "GROUP", "targetIdentifiers": [group], "resources": resources}
        start = time.perf_counter()
        succeeded(caller.post("authorize-resources", {"namespace": "default", "list": [entry]}).envelope)
        times.append(time.perf_counter() - start)
    return min(times)


def test_grants_on_many_resources_and_many_grants_on_one_take_linear_time(fresh):
    caller = fresh.caller()
    few = seconds(caller, "few", 1_500, lambda number: f"r{number}")
    many = seconds(caller, "different", 12_000, lambda number: f"r{number}")
    assert many < few * 8 * 3
    # To add one grant after another takes many times as long.
    assert seconds(caller, "many", 12_000, lambda number: "r") < many * 8
    for number in range(3):
        accepted(caller.post("add-group-members", {"code": f"many-{number}", "userIds": [ALICE]}).envelope)
    [entry] = accepted(caller.get("get-user-authorized-resources", f"userId={ALICE}").envelope)["list"]
    assert entry["actions"] == [f"a{number}" for number in range(12_000)]
    body = {"userId": ALICE, "action": "a11999", "resource": "r:1"}
    assert accepted(caller.post("is-action-allowed", body).envelope)["allowed"] is True
