"""Webhooks: what is delivered, when it is repeated, and what a receiver cannot do to the server."""

import json
import time
import urllib.parse

import pytest

from control import Control
from envelope import accepted
from receiver import OK, Receiver, answer
from sample_seeds import GROUP, POOL_ID, USER_IDS, group, standard_seed


@pytest.fixture
def pool(fresh):
    return Control(fresh).pool(POOL_ID)


@pytest.fixture
def receivers():
    made = []

    def make(*answers, **options):
        made.append(Receiver(*answers, **options))
        return made[-1]

    yield make
    for receiver in made:
        receiver.close()


def create(pool, url, *events, **members):
    body = {"url": url, "events": list(events) or ["group:created"]} | members
    return pool.call("POST", "/webhooks", body, status=201)["webhookId"]


def deliveries(pool, query=""):
    return pool.get(f"/deliveries{query}")["deliveries"]


def wait(pool, state, since=0):
    return deliveries(pool, f"?state={state}&since={since}&wait=15s")


def add_group(emulator, code):
    return accepted(emulator.caller().post("create-group", group(code)).envelope)


def test_a_delivery_has_the_headers_and_the_body_of_the_service(fresh, pool, receivers):
    receiver = receivers()
    webhook = create(pool, receiver.url + "?a=b", secret="s3cret")
    add_group(fresh, "new")
    received = receiver.next()
    body = json.dumps(received.json, separators=(",", ":"), ensure_ascii=False).encode()
    assert received.head.split(b"\r\n")[0] == b"POST /hook?a=b HTTP/1.1"
    assert received.headers == [
        ("Accept", "application/json, text/plain, */*"), ("content-type", "application/json"),
        ("user-agent", "authing-webhook@2.0"), ("x-authing-token", "s3cret"), ("x-authing-webhook-secret", "s3cret"),
        ("x-authing-userpool-id", POOL_ID), ("Content-Length", str(len(body))),
        ("Host", f"127.0.0.1:{receiver.port}"), ("Connection", "close"),
    ]
    assert received.body == body and list(received.json) == ["eventName", "data"]
    found = received.json["data"]["group"]
    assert received.json["eventName"] == "group:created"
    assert (found["code"], found["userPoolId"]) == ("new", POOL_ID)
    [delivery] = wait(pool, "delivered")
    assert (delivery["webhookId"], delivery["responseStatusCode"], delivery["attempts"]) == (webhook, 200, 1)
    whole = pool.get(f"/deliveries/{delivery['number']}")
    assert whole["requestBody"] == received.json
    assert whole["lastAttempts"][0]["responseBody"] == "ok"
    assert "s3cret" not in json.dumps(whole)


@pytest.mark.parametrize("place", ["memory", "data"])
def test_the_test_event_is_delivered_whatever_events_a_webhook_has(launch, tmp_path, receivers, place):
    data = tmp_path / "data" if place == "data" else None
    emulator = launch(seed=standard_seed(), data=data)
    pool, receiver, other = Control(emulator).pool(POOL_ID), receivers(), receivers()
    webhook = create(pool, receiver.url, "user:deleted", secret="s3cret")
    create(pool, other.url)
    if data:
        emulator.stop()
        pool = Control(launch(data=data)).pool(POOL_ID)
    pool.call("POST", f"/webhooks/{webhook}/test", status=204)
    received = receiver.next()
    assert received.json == {"eventName": "test", "data": {"description": "A test from authing"}}
    assert ("x-authing-webhook-secret", "s3cret") in received.headers
    [delivery] = wait(pool, "delivered")
    assert (delivery["webhookId"], delivery["eventName"]) == (webhook, "test")
    assert other.connections == 0 and pool.get("/events")["events"] == []


def test_the_test_event_of_a_webhook_that_cannot_receive_is_refused(pool, receivers):
    webhook = create(pool, receivers().url, enabled=False)
    pool.refused("POST", f"/webhooks/{webhook}/test", 409, "webhook_disabled")
    pool.refused("POST", "/webhooks/none/test", 404, "webhook_not_found")
    assert deliveries(pool) == []


def test_a_form_has_the_name_and_the_data(fresh, pool, receivers):
    receiver = receivers()
    create(pool, receiver.url, contentType="application/x-www-form-urlencoded")
    add_group(fresh, "new")
    received = receiver.next()
    assert ("content-type", "application/x-www-form-urlencoded") in received.headers
    assert not any("token" in name or "secret" in name for name, _ in received.headers)
    fields = urllib.parse.parse_qsl(received.body.decode("ascii"), strict_parsing=True)
    assert [name for name, _ in fields] == ["eventName", "data"]
    assert fields[0][1] == "group:created" and json.loads(fields[1][1])["group"]["code"] == "new"
    [delivery] = wait(pool, "delivered")
    assert pool.get(f"/deliveries/{delivery['number']}")["requestBody"]["eventName"] == "group:created"


def test_events_carry_the_entities_in_the_form_of_the_service(fresh, pool, receivers):
    receiver = receivers()
    names = ["user:created", "register", "user:updated", "user:deleted", "group:member-added", "group:updated",
             "group:deleted", "organization:created", "organization:node-added", "organization:member-added",
             "organization:node-deleted", "organization:deleted"]
    create(pool, receiver.url, *names)
    caller = fresh.caller()

    def call(operation, body):
        accepted(caller.post(operation, body).envelope)

    def data(name):
        received = receiver.next().json
        assert received["eventName"] == name
        return received["data"]

    user = accepted(caller.post("create-user", {"username": "fresh", "password": "Hidden-1"}).envelope)["userId"]
    created = data("user:created")
    assert (created["id"], created["_id"], created["username"], created["userPoolId"]) == (user, user, "fresh", POOL_ID)
    assert created["password"] is None and len(created) == 62 + 4
    assert data("register") == created
    call("update-user", {"userId": user, "nickname": "Nick"})
    updated = data("user:updated")
    assert updated["updates"] == {"nickname": "Nick"} and updated["user"]["nickname"] == "Nick"
    call("add-group-members", {"code": GROUP, "userIds": [user]})
    joined = data("group:member-added")
    assert joined["group"]["code"] == GROUP and [member["id"] for member in joined["users"]] == [user]
    call("update-group", {"code": GROUP, "name": "Renamed", "description": ""})
    assert data("group:updated")["updates"]["name"] == "Renamed"
    group_id = accepted(caller.get("get-group", f"code={GROUP}").envelope)["id"]
    call("delete-groups-batch", {"codeList": [GROUP]})
    assert data("group:deleted") == {"id": group_id}
    call("create-organization", {"organizationCode": "org", "organizationName": "Org"})
    made = data("organization:created")
    assert made["organization"]["rootNodeId"] == made["rootNode"]["id"] and made["rootNode"]["name"] == "Org"
    department = accepted(caller.post(
        "create-department", {"organizationCode": "org", "parentDepartmentId": "root", "name": "D"}).envelope)["departmentId"]
    node = data("organization:node-added")
    assert (node["node"]["id"], node["parentNode"]["id"]) == (department, made["rootNode"]["id"])
    call("add-department-members", {"organizationCode": "org", "departmentId": department, "userIds": [user]})
    member = data("organization:member-added")
    assert (member["user"]["id"], member["node"]["id"]) == (user, department)
    call("delete-organization", {"organizationCode": "org"})
    assert [found["id"] for found in data("organization:node-deleted")["nodes"]] == [department]
    assert data("organization:deleted")["organization"]["id"] == made["organization"]["id"]
    call("delete-users-batch", {"userIds": [user]})
    assert [found["id"] for found in data("user:deleted")["users"]] == [user]


def test_a_webhook_gets_its_deliveries_in_the_order_of_the_events(fresh, pool, receivers):
    receiver = receivers()
    create(pool, receiver.url)
    codes = [f"g{number}" for number in range(40)]
    for code in codes:
        add_group(fresh, code)
    assert [receiver.next().json["data"]["group"]["code"] for _ in codes] == codes


def test_what_is_rolled_back_or_not_wanted_is_not_delivered(fresh, pool, receivers):
    receiver = receivers()
    create(pool, receiver.url)
    create(pool, receiver.url, enabled=False)
    create(pool, receiver.url, "group.created", "user:created")
    add_group(fresh, "a")
    fresh.caller().post("create-group", group("a"))
    fresh.caller().post("create-groups-batch", {"list": [group("b"), group("a")]})
    add_group(fresh, "last")
    assert [receiver.next().json["data"]["group"]["code"] for _ in range(2)][0] == "a"
    assert {delivery["eventName"] for delivery in deliveries(pool)} == {"group:created"}
    assert receiver.requests.empty()


def test_a_failed_delivery_is_repeated_by_the_clock_of_the_pool(fresh, pool, receivers):
    receiver = receivers(answer(500, b'{"reason":"busy"}'), answer(404))
    pool.call("PUT", "/clock", {"mode": "frozen", "now": "2031-01-01T00:00:00.000Z"})
    create(pool, receiver.url, retryConfig={"enabled": True, "count": 2, "delay": 1, "delayUnit": "Minute"})
    add_group(fresh, "new")
    receiver.next()
    [delivery] = deliveries(pool, "?wait=5s")
    for _ in range(200):
        delivery = pool.get("/deliveries/1")
        if delivery["attempts"] == 1:
            break
        time.sleep(0.02)
    assert delivery["errorMessage"] == "the receiver returned 500"
    assert delivery["lastAttempts"][0]["responseBody"] == {"reason": "busy"}
    assert delivery["nextAttemptAt"] == "2031-01-01T00:01:00.000Z"
    time.sleep(0.2)
    pool.call("POST", "/clock/advance", {"seconds": 59})
    time.sleep(0.2)
    assert receiver.requests.empty()
    pool.call("POST", "/clock/advance", {"seconds": 1})
    receiver.next()
    for _ in range(200):
        if pool.get("/deliveries/1").get("nextAttemptAt") == "2031-01-01T00:02:00.000Z":
            break
        time.sleep(0.02)
    pool.call("POST", "/clock/advance", {"seconds": 60})
    [delivered] = wait(pool, "delivered")
    assert delivered["attempts"] == 3 and receiver.connections == 3
    times = [attempt["time"] for attempt in pool.get("/deliveries/1")["lastAttempts"]]
    assert times == [f"2031-01-01T00:0{minute}:00.000Z" for minute in range(3)]


def test_with_the_real_clock_a_delivery_is_repeated_by_itself(fresh, pool, receivers):
    receiver = receivers(answer(503))
    create(pool, receiver.url, retryConfig={"enabled": True, "delay": 1, "delayUnit": "Second"})
    add_group(fresh, "new")
    [delivered] = wait(pool, "delivered")
    assert delivered["attempts"] == 2


def test_after_the_last_attempt_there_is_a_dead_letter_that_can_be_delivered_again(fresh, pool, receivers):
    receiver = receivers(answer(500), answer(500))
    webhook = create(pool, receiver.url, retryConfig={"enabled": True, "count": 1, "delay": 0})
    add_group(fresh, "new")
    [dead] = wait(pool, "dead")
    assert (dead["attempts"], dead["errorMessage"]) == (2, "the receiver returned 500")
    pool.call("POST", f"/deliveries/{dead['number']}/redeliver")
    [delivered] = wait(pool, "delivered")
    assert delivered["attempts"] == 3 and "errorMessage" not in delivered
    assert deliveries(pool, f"?webhookId={webhook}&eventName=group:created&state=dead") == []
    pool.refused("POST", f"/deliveries/{dead['number']}/redeliver", 409, "delivery_not_dead")
    pool.refused("POST", "/deliveries/99/redeliver", 404, "delivery_not_found")
    pool.refused("GET", "/deliveries/x", 404, "delivery_not_found")


def test_a_failed_delivery_does_not_hold_up_later_ones(fresh, pool, receivers):
    receiver = receivers(answer(500))
    pool.call("PUT", "/clock", {"mode": "frozen"})
    create(pool, receiver.url, retryConfig={"enabled": True})
    add_group(fresh, "first")
    add_group(fresh, "second")
    [delivered] = wait(pool, "delivered")
    assert delivered["number"] == 2


def test_a_redirect_is_a_failure_and_not_followed(fresh, pool, receivers):
    target = receivers()
    receiver = receivers(answer(302, b"", f"Location: {target.url}"))
    create(pool, receiver.url)
    add_group(fresh, "new")
    [dead] = wait(pool, "dead")
    assert dead["errorMessage"] == "the receiver returned 302" and target.connections == 0


@pytest.mark.parametrize("url", ["http://8.8.8.8/", "http://[2001:db8::1]:80/a", "http://[::ffff:8.8.8.8]/", "http://0.0.0.0/",
                                 "http://169.254.169.254/latest"])
def test_a_url_with_a_foreign_address_is_refused(pool, url):
    message = pool.refused("POST", "/webhooks", 400, "invalid_request", {"url": url, "events": ["a"]})
    assert "--webhooks-anywhere" in message


@pytest.mark.parametrize("url", ["https://127.0.0.1/", "ftp://a", "http://", "http://a@b/", "localhost:80", "http://a/ b", 7])
def test_a_url_that_cannot_be_used_is_refused(pool, url):
    assert pool.refused("POST", "/webhooks", 400, "invalid_request", {"url": url, "events": ["a"]}).startswith("url: ")


@pytest.mark.parametrize("body, part", [
    ({"events": []}, "events"), ({"events": [7]}, "events"), ({"secret": "a\r\nX: y"}, "secret"),
    ({"contentType": "text/plain"}, "contentType"), ({"retryConfig": {}}, "retryConfig.enabled"),
    ({"retryConfig": {"enabled": True, "count": 101}}, "retryConfig.count"),
    ({"retryConfig": {"enabled": True, "delayUnit": "Year"}}, "retryConfig.delayUnit"),
    ({"retryConfig": {"enabled": True, "other": 1}}, "retryConfig.other"), ({"surplus": 1}, "surplus"),
])
def test_properties_that_cannot_be_used_are_refused(pool, body, part):
    body = {"url": "http://localhost/", "events": ["a"]} | body
    assert part in pool.refused("POST", "/webhooks", 400, "invalid_request", body)


def test_a_refused_address_of_a_seed_is_a_dead_letter(launch, tmp_path):
    seed = standard_seed()
    seed["userPools"][0]["webhooks"] = [
        {"name": "foreign", "url": "http://198.51.100.1/", "events": ["group:created"], "retryConfig": {"enabled": True}}]
    emulator = launch(seed=seed)
    pool = Control(emulator).pool(POOL_ID)
    add_group(emulator, "new")
    [dead] = wait(pool, "dead")
    assert dead["errorMessage"].startswith("198.51.100.1 is neither a loopback nor a private address")


def test_webhooks_anywhere_allows_foreign_addresses(launch):
    pool = Control(launch("--webhooks-anywhere", seed=standard_seed())).pool(POOL_ID)
    create(pool, "http://198.51.100.1/")
    create(pool, "http://[2001:db8::1]/")


def test_secrets_of_webhooks_are_shown_to_callers_of_the_same_machine(pool):
    webhook = create(pool, "http://localhost/", secret="s3cret")
    assert pool.get(f"/webhooks/{webhook}")["secret"] == "s3cret"


def test_a_name_is_looked_up_and_its_address_checked(fresh, pool, receivers):
    receiver = receivers()
    create(pool, f"http://localhost:{receiver.port}/")
    create(pool, "http://no-such-name.invalid/", "group:deleted")
    add_group(fresh, "new")
    assert ("Host", f"localhost:{receiver.port}") in receiver.next().headers
    accepted(fresh.caller().post("delete-groups-batch", {"codeList": ["new"]}).envelope)
    [dead] = wait(pool, "dead")
    assert dead["errorMessage"].startswith("the name no-such-name.invalid has no address")


@pytest.mark.parametrize("response, error", [
    (b"\x00\x01garbage", "the answer is not HTTP: "), (b"", "the connection was lost: "),
    (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort", "the connection was lost: "),
    (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 40_000, "the answer is not HTTP: "),
])
def test_a_receiver_that_sends_garbage_harms_nothing(fresh, pool, receivers, response, error):
    create(pool, receivers(then=response).url)
    add_group(fresh, "new")
    [dead] = wait(pool, "dead")
    assert dead["errorMessage"].startswith(error)


def test_of_a_large_response_a_part_is_read(fresh, pool, receivers):
    sent = []

    def flood(connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n")
        for _ in range(1600):
            connection.sendall(b"a" * 65536)
            sent.append(1)

    create(pool, receivers(flood).url)
    add_group(fresh, "new")
    [delivered] = wait(pool, "delivered")
    [attempt] = pool.get(f"/deliveries/{delivered['number']}")["lastAttempts"]
    assert attempt["responseCut"] and len(attempt["responseBody"]) == 65536
    time.sleep(0.2)
    assert len(sent) < 1600


def test_a_receiver_that_hangs_delays_neither_calls_nor_other_webhooks(fresh, pool, receivers):
    hanging = receivers(then=None)
    create(pool, hanging.url)
    before = time.monotonic()
    add_group(fresh, "new")
    other = receivers()
    create(pool, other.url, "group:deleted")
    accepted(fresh.caller().post("delete-groups-batch", {"codeList": ["new"]}).envelope)
    assert other.next().json["eventName"] == "group:deleted"
    assert time.monotonic() - before < 5
    [dead] = wait(pool, "dead")
    assert dead["errorMessage"] == "no response within 10 s"


def test_a_reset_and_a_removal_end_deliveries(fresh, pool, receivers):
    receiver = receivers(then=None)
    create(pool, receiver.url)
    add_group(fresh, "new")
    receiver.next()
    pool.reset()
    [dead] = wait(pool, "dead")
    assert dead["errorMessage"] in ("the user pool was reset", "the webhook was removed")
    assert pool.get("/webhooks")["webhooks"] == []
    assert receiver.kept[0].recv(1) == b""


def test_snapshots_copies_exports_and_differences_have_webhooks(fresh, pool, receivers):
    receiver = receivers()
    control = pool.control
    pool.snapshot("without")
    webhook = create(pool, receiver.url, secret="s3cret")
    [added] = pool.get("/diff?from=without")["webhooks"]["added"]
    assert (added["webhookId"], added["url"], added["events"]) == (webhook, receiver.url, ["group:created"])
    assert "s3cret" not in json.dumps(added)
    [exported] = pool.get("/export")["userPools"][0]["webhooks"]
    assert (exported["webhookId"], exported["secret"]) == (webhook, "s3cret")
    copy = control.create(id="copy", **{"from": {"userPool": POOL_ID}})
    assert [found["webhookId"] for found in control.pool(copy["id"]).get("/webhooks")["webhooks"]] == [webhook]
    pool.restore("without")
    add_group(fresh, "silent")
    assert deliveries(pool) == [] and pool.get("/webhooks")["webhooks"] == []


def test_webhooks_are_changed_and_removed(fresh, pool, receivers):
    first, second = receivers(), receivers()
    webhook = create(pool, first.url, name="Hook")
    assert pool.get(f"/webhooks/{webhook}")["name"] == "Hook"
    pool.call("PATCH", f"/webhooks/{webhook}", {"url": second.url, "events": ["group:created", "group:deleted"]})
    add_group(fresh, "new")
    assert second.next().json["eventName"] == "group:created"
    wait(pool, "delivered")
    pool.call("DELETE", f"/webhooks/{webhook}", status=204)
    pool.refused("DELETE", f"/webhooks/{webhook}", 404, "webhook_not_found")
    pool.refused("GET", f"/webhooks/{webhook}", 404, "webhook_not_found")
    pool.refused("PATCH", f"/webhooks/{webhook}", 404, "webhook_not_found", {"enabled": True})
    add_group(fresh, "other")
    assert len(deliveries(pool)) == 1 and first.connections == 0


def test_webhooks_survive_a_restart_and_deliveries_do_not(launch, tmp_path, receivers):
    receiver = receivers()
    emulator = launch(seed=standard_seed(), data=tmp_path / "data")
    pool = Control(emulator).pool(POOL_ID)
    webhook = create(pool, receiver.url)
    add_group(emulator, "one")
    receiver.next()
    emulator.stop()
    emulator = launch(data=tmp_path / "data")
    pool = Control(emulator).pool(POOL_ID)
    assert [found["webhookId"] for found in pool.get("/webhooks")["webhooks"]] == [webhook]
    assert deliveries(pool) == []
    add_group(emulator, "two")
    assert receiver.next().json["data"]["group"]["code"] == "two"
