"""The server of the Model Context Protocol: with the protocol's own client, and byte by byte."""

import asyncio
import json
import subprocess
import time

import pytest
from mcp import Client, StdioServerParameters
from mcp.shared.exceptions import MCPError

from caller import exchange as http
from control import Control
from emulator import BINARY, clean_environment, run_to_exit
from sample_seeds import KEY, OTHER_POOL_ID, POOL_ID, group, standard_seed

MODES = ["auto", "legacy", "2026-07-28"]


def use(url, steps, mode="auto", arguments=()):
    """What `steps` returns, which is given a client of the protocol connected to the server."""
    server = StdioServerParameters(command=str(BINARY), args=["mcp", "--url", url, *arguments], env=clean_environment())

    async def connect():
        async with Client(server, mode=mode, read_timeout_seconds=20) as client:
            return await steps(client)

    return asyncio.run(connect())


async def call(client, name, /, **arguments):
    """The value of a successful call of a tool; nothing for one that answers nothing."""
    result = await client.call_tool(name, arguments)
    [content] = result.content
    assert not result.is_error, content.text
    return None if content.text == "done" else json.loads(content.text)


async def refused(client, name, /, **arguments):
    """The reason of a call of a tool that fails."""
    result = await client.call_tool(name, arguments)
    assert result.is_error
    return result.content[0].text


@pytest.mark.parametrize("mode, version", [("auto", "2026-07-28"), ("legacy", "2025-11-25"), ("2026-07-28", "2026-07-28")])
def test_a_client_connects_and_finds_every_call_of_the_control_api(fresh, mode, version):
    async def steps(client):
        return client.protocol_version, client.instructions, (await client.list_tools()).tools

    named, instructions, tools = use(fresh.url, steps, mode)
    assert named == version
    assert mode == "2026-07-28" or fresh.url in instructions
    described = Control(fresh).description
    operations = {item["operationId"]: (method, item) for path in described["paths"].values() for method, item in path.items()}
    found = {tool.name: tool for tool in tools}
    assert found.keys() == operations.keys() - {"streamRequests"} | {"explain"}
    for name, (method, operation) in operations.items():
        if name == "streamRequests":
            continue
        tool = found[name]
        assert tool.description == operation["summary"]
        assert tool.annotations.read_only_hint == (method == "get")
        parameters = {item["name"] for item in operation["parameters"]}
        body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
        assert tool.input_schema["properties"].keys() == parameters | body.get("properties", {}).keys()
        required = {item["name"] for item in operation["parameters"] if item["required"]} | set(body.get("required", []))
        assert set(tool.input_schema["required"]) == required


@pytest.mark.parametrize("mode", MODES)
def test_user_pools_are_made_listed_reset_and_removed(fresh, mode):
    caller = fresh.caller()

    async def steps(client):
        made = await call(client, "createUserPool", id="mine", name="Mine", accessKey={"id": "k1", "secret": "s1"})
        assert made["accessKeys"] == [{"id": "k1", "secret": "s1"}] and made["url"] == f"{fresh.url}/_pools/mine"
        pools = (await call(client, "listUserPools"))["userPools"]
        assert [pool["id"] for pool in pools] == [POOL_ID, OTHER_POOL_ID, "mine"]
        assert caller.post("create-group", group("one")).envelope["statusCode"] == 200
        assert await call(client, "resetUserPool", userPoolId=POOL_ID) is None
        assert caller.get("get-group", "code=one").envelope["statusCode"] != 200
        await call(client, "deleteUserPool", userPoolId="mine")
        assert "user_pool_not_found" in await refused(client, "deleteUserPool", userPoolId="mine")

    use(fresh.url, steps, mode)


def test_requests_snapshots_and_faults(fresh):
    caller = fresh.caller()

    async def steps(client):
        await call(client, "takeSnapshot", userPoolId=POOL_ID, name="before")
        caller.post("create-group", group("one"))
        changes = await call(client, "compareStates", userPoolId=POOL_ID, **{"from": "before"})
        assert [row["code"] for row in changes["groups"]["added"]] == ["one"]
        await call(client, "restoreSnapshot", userPoolId=POOL_ID, name="before")
        plan = {"operation": "list-groups", "when": {"first": 1}, "effect": {"http": 503}}
        added = await call(client, "planFault", userPoolId=POOL_ID, **plan)
        assert caller.get("list-groups").status == 503
        [listed] = (await call(client, "listFaults", userPoolId=POOL_ID))["faults"]
        assert listed["fired"] == 1
        await call(client, "deleteFault", userPoolId=POOL_ID, faultId=added["id"])
        [seen] = (await call(client, "listRequests", userPoolId=POOL_ID, operation="list-groups", limit=5))["requests"]
        shown = await call(client, "getRequest", userPoolId=POOL_ID, requestId=seen["requestId"])
        assert shown["faults"][0]["faultId"] == added["id"] and KEY.secret not in json.dumps(shown)

    use(fresh.url, steps)


def test_explain_says_why_the_last_request_or_a_certain_one_was_refused(fresh):
    async def steps(client):
        assert await refused(client, "explain") == "no request was refused"
        first = fresh.caller().post("create-group", {"name": "without a code"}).envelope
        token = await call(client, "createToken", userPoolId=OTHER_POOL_ID, expiresIn=-1)
        headers = {"Authorization": f"Bearer {token['accessToken']}"}
        last = http(fresh.port, "GET", "/api/v3/list-groups", headers).envelope
        told = await call(client, "explain")
        assert told["requestId"] == last["requestId"] and told["explanation"]["reason"] == "the token has expired"
        assert (await call(client, "explain", requestId=first["requestId"]))["operation"] == "create-group"
        assert await refused(client, "explain", requestId="none") == "no journal has the request none"
        assert await refused(client, "explain", id="none") == "explain has one argument, the text requestId"

    use(fresh.url, steps)


def test_a_call_with_wrong_arguments_is_a_result_that_says_so(fresh):
    async def steps(client):
        assert await refused(client, "listRequests") == "userPoolId is missing"
        assert await refused(client, "listUserPools", a=1) == "listUserPools has no argument a; it has none"
        assert "limit: must be" in await refused(client, "listRequests", userPoolId=POOL_ID, limit=0)
        with pytest.raises(MCPError, match="unknown tool none"):
            await client.call_tool("none", {})

    use(fresh.url, steps)


@pytest.mark.filterwarnings("ignore:ping is removed")
def test_a_ping_is_answered_while_a_call_waits(fresh):
    async def steps(client):
        waiting = asyncio.create_task(refused(client, "listRequests", userPoolId=POOL_ID, operation="none", wait="1s"))
        await asyncio.sleep(0.1)
        started = time.monotonic()
        await client.send_ping()
        assert time.monotonic() - started < 0.5 and not waiting.done()
        return await waiting

    assert "timeout" in use(fresh.url, steps, "legacy")


def test_a_server_that_is_away_and_a_wrong_token_are_results(launch):
    emulator = launch("--control-token", "s3cret", seed=standard_seed())

    async def steps(client):
        return await refused(client, "listUserPools")

    async def listed(client):
        return await call(client, "listUserPools")

    assert "unauthorized" in use(emulator.url, steps)
    assert use(emulator.url, listed, arguments=["--token", "s3cret"])["userPools"]
    emulator.stop()
    assert "Connection refused" in use(emulator.url, steps)


# Byte by byte.


def exchange(url, text, **options):
    """All lines on standard output for this standard input, which then ends, and the text on standard error."""
    result = subprocess.run(
        [BINARY, "mcp", "--url", url], input=text.encode(), capture_output=True, timeout=30, env=clean_environment(), **options)
    assert result.returncode == 0, result
    assert result.stdout == b"" or result.stdout.endswith(b"\n")
    return [json.loads(line) for line in result.stdout.splitlines()], result.stderr.decode()


INITIALIZE = json.dumps({
    "jsonrpc": "2.0", "id": 0, "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "c", "version": "1"}},
})


def tool_call(number, name, **arguments):
    return json.dumps({"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": {"name": name, "arguments": arguments}})


def test_each_line_is_answered_and_the_end_of_the_input_is_the_end(fresh):
    lines = ["{", "[]", "", "\r", INITIALIZE, '{"jsonrpc":"2.0","method":"notifications/initialized"}',
             '{"jsonrpc":"2.0","id":"a","method":"none"}', tool_call(1, "listUserPools")]
    replies, log = exchange(fresh.url, "\n".join(lines))
    codes = [(reply["id"], reply.get("error", {}).get("code")) for reply in replies]
    assert codes == [(None, -32700), (None, -32600), (0, None), ("a", -32601), (1, None)]
    assert replies[2]["result"]["protocolVersion"] == "2025-06-18"
    assert json.loads(replies[-1]["result"]["content"][0]["text"])["userPools"]
    assert log == f"genauth-emulator: serving the Model Context Protocol for {fresh.url}\n"


def test_bytes_that_are_not_text_and_a_line_that_is_too_long_are_refused(fresh):
    with subprocess.Popen(
        [BINARY, "mcp", "--url", fresh.url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=clean_environment(),
    ) as process:
        output, _ = process.communicate(b'{"a":"\xff"}\n"' + b"a" * (16 << 20) + b'"\n' + INITIALIZE.encode(), timeout=30)
    replies = [json.loads(line) for line in output.splitlines()]
    assert [(reply["id"], reply.get("error", {}).get("code")) for reply in replies] == [(None, -32700), (None, -32600), (0, None)]


def test_a_cancelled_call_has_no_response_and_does_not_delay_the_end(fresh):
    waiting = tool_call("w", "listRequests", userPoolId=POOL_ID, operation="none", wait="60s")
    cancelled = '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"w"}}'
    started = time.monotonic()
    replies, _ = exchange(fresh.url, "\n".join([INITIALIZE, waiting, cancelled, '{"jsonrpc":"2.0","id":2,"method":"ping"}']))
    assert [reply["id"] for reply in replies] == [0, 2]
    assert time.monotonic() - started < 10


def test_a_client_that_dies_leaves_no_process(fresh):
    process = subprocess.Popen(
        [BINARY, "mcp", "--url", fresh.url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=clean_environment())
    waiting = tool_call("w", "listRequests", userPoolId=POOL_ID, operation="none", wait="60s")
    process.stdin.write(f"{INITIALIZE}\n{waiting}\n".encode())
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["id"] == 0
    process.stdin.close()
    time.sleep(0.2)
    assert process.poll() is None
    process.stdout.close()
    process.wait(10)


def test_standard_output_has_nothing_but_responses_when_the_command_cannot_run(binary):
    result = run_to_exit("mcp", "--url", "ftp://nowhere")
    assert (result.returncode, result.stdout) == (64, "")
