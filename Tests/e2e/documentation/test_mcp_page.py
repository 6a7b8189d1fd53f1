"""The page about coding agents: its file works as a client reads it, its tools exist, its example prints what it shows."""

import asyncio
import json
import os
import re
import subprocess

from mcp import Client, StdioServerParameters

from emulator import BINARY, REPOSITORY, clean_environment

PAGE = (REPOSITORY / "docs/guides/mcp.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def environment():
    """The program is on the PATH, as the page assumes."""
    return clean_environment({"PATH": f"{BINARY.resolve().parent}:{os.environ['PATH']}"})


def test_the_file_of_the_page_connects_a_client_and_the_tools_of_the_page_exist(launch):
    [text] = [body for language, body in BLOCKS if language == "json"]
    server = json.loads(text)["mcpServers"]["genauth-emulator"]
    url = launch().url
    arguments = [url if argument == "http://localhost:8930" else argument for argument in server["args"]]
    parameters = StdioServerParameters(command=server["command"], args=arguments, env=environment())

    async def names():
        async with Client(parameters) as client:
            assert not (await client.call_tool("listUserPools", {})).is_error
            return {tool.name for tool in (await client.list_tools()).tools}

    rows = [line.split("|")[2] for line in PAGE.split("## Tools")[1].split("\n## ")[0].splitlines() if line.startswith("|")]
    named = set(re.findall(r"`(\w+)`", " ".join(rows)))
    assert len(named) > 15
    assert named <= asyncio.run(names())


def test_the_example_of_the_page_prints_what_it_shows(launch):
    [example] = [body for language, body in BLOCKS if language == "sh"]
    [shown] = [body for language, body in BLOCKS if language == ""]
    command = example.replace("http://localhost:8930", launch().url)
    printed = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=30, env=environment()).stdout
    pattern = re.escape(shown).replace("…", ".*")
    assert re.fullmatch(pattern, printed), printed
