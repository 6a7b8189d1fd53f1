"""The calls of official SDKs in other languages and of third-party programs, as they arrive at a server."""

import pytest

import clients
from clients import calls
from envelope import accepted
from sample_seeds import GROUP, KEY, OTHER_KEY

CLIENTS = pytest.mark.parametrize("client", clients.ALL, ids=lambda kind: kind.__name__)


@CLIENTS
@pytest.mark.parametrize("call", calls.READS, ids=str)
def test_a_read_of_a_client_is_understood(shared, client, call):
    data = accepted(client(shared.port, KEY).send(call).envelope)
    assert call.holds(data), data


@CLIENTS
@pytest.mark.parametrize("call", calls.HEART + calls.CHANGES, ids=str)
def test_a_change_of_a_client_is_made(fresh, client, call):
    data = accepted(client(fresh.port, KEY).send(call).envelope)
    assert call.holds(data), data
    assert call.changed(fresh.caller())


@CLIENTS
def test_a_client_of_another_pool_sees_that_pool(shared, client):
    """Whatever a client sends in its headers, the access key decides."""
    call = calls.Call("GET", "list-groups", {"page": 1, "limit": 10}, len)
    data = accepted(client(shared.port, OTHER_KEY).send(call).envelope)
    assert {group["code"] for group in data["list"]} == {"strangers-only", GROUP}


@pytest.mark.parametrize(
    ("client", "as_sent"),
    [(kind, False) for kind in clients.ALL] + [(kind, True) for kind in clients.SIGNING],
    ids=lambda value: getattr(value, "__name__", "signed as sent" if value is True else "as meant"),
)
@pytest.mark.parametrize("call", [calls.READS[0], calls.HEART[0]], ids=str)
def test_a_host_with_a_slash_at_its_end_is_served(request, client, as_sent, call):
    """Clients that put host and path together send two slashes then; which of the two paths they sign differs."""
    emulator = request.getfixturevalue("fresh" if call.changed else "shared")
    sender = client(emulator.port, KEY)
    sender.host_end = "/"
    assert call.holds(accepted(sender.send(call, as_sent).envelope))
