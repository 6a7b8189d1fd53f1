"""Instructions that a request costs the whole process, counted by callgrind: they do not depend on the machine's load.

    instructions.py [PROGRAM ...] [--requests 800] [--only TEXT]

Each load is sent on 16 connections, a request on each before the first answer is read. A run with few requests is
subtracted from one with more, so start and warm-up are not in the figure. Several programs stand side by side, each
with its ratio to the first. Without PROGRAM, GENAUTH_EMULATOR_BINARY or the release build is measured. Needs valgrind
and binutils (Debian packages of these names). The exit code is 1 when a program needs
more instructions than thresholds.json allows in comparison with the first.
"""

import argparse
import itertools
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).parents[1] / "shared"))
import changes  # noqa: E402
import servers  # noqa: E402
import thresholds  # noqa: E402

CONNECTIONS, WARM_UP = 16, 320
ALLOWED = thresholds.most("instructions", "of the program before")


def loads(data):
    """Requests by the name of their load; the changes never repeat one."""

    def additions(operation, body, signed=False):
        load = changes.Additions(data, operation, body, signed=signed)
        return (load.request(body(place, users)) for place, users in changes.pairs(1))

    def reads(target):
        head = f"GET /api/v3/{target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {data.token}\r\n\r\n"
        return itertools.repeat(head.encode())

    return {
        "add-group-members": lambda: additions("add-group-members", changes.to_group),
        "add-group-members, signed": lambda: additions("add-group-members", changes.to_group, signed=True),
        "add-department-members": lambda: additions("add-department-members", changes.to_department),
        "list-group-members, a page of 10": lambda: reads("list-group-members?code=full&page=1&limit=10"),
        "get-group": lambda: reads("get-group?code=full"),
        "is-user-in-department": lambda: reads(
            "is-user-in-department?userId=user-1&organizationCode=o&departmentId=full"),
    }


def read_answer(stream):
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        line = stream.readline()
        assert line, "the server closed the connection"
        head += line
    body = stream.read(int(re.search(rb"content-length: *(\d+)", head, re.IGNORECASE)[1]))
    assert b'"statusCode":200' in body, body[:500]


def send(port, requests):
    connections = [socket.create_connection(("127.0.0.1", port)) for _ in range(CONNECTIONS)]
    streams = [connection.makefile("rb") for connection in connections]
    while batch := list(itertools.islice(requests, CONNECTIONS)):
        for connection, request in zip(connections, batch):
            connection.sendall(request)
        for stream, _ in zip(streams, batch):
            read_answer(stream)
    for stream, connection in zip(streams, connections):
        stream.close()
        connection.close()


def instructions(program, data, requests):
    """All instructions of a server that handles `requests` on a copy of the data and stops."""
    with tempfile.TemporaryDirectory(dir=data.folder.parent) as folder:
        folder = pathlib.Path(folder)
        shutil.copytree(data.folder, folder / "data")
        ready, port, log = folder / "ready.json", servers.free_port(), folder / "log"
        command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/profile", program, "--port", port,
                   "--ready-file", ready, "--log-level", "warning", "--data", folder / "data"]
        with open(log, "wb") as output:
            with servers.serving(command, port, "/_emulator/health", ready, stdout=output, stderr=output):
                send(port, requests)
        return int(re.search(r"Collected : (\d+)", log.read_text())[1])


def each(program, data, load, count):
    """Instructions of one request."""
    few, many = (instructions(program, data, itertools.islice(load(), number)) for number in
                 (WARM_UP, WARM_UP + count))
    return (many - few) / count


def stripped(program, folder, number):
    """A copy without debug information, which valgrind may fail to read."""
    copy = folder / f"program-{number}"
    subprocess.run(["strip", "--strip-debug", "-o", copy, program], check=True)
    return copy


def loads_of(program, folder):
    """The data of a program and the loads on them."""
    folder.mkdir()
    data = servers.make_data(folder, program)
    return data, loads(data)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs", nargs="*", type=pathlib.Path, default=[servers.BINARY])
    parser.add_argument("--requests", type=int, default=800)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    missed = False
    with tempfile.TemporaryDirectory() as folder:
        programs = [stripped(program, pathlib.Path(folder), number)
                    for number, program in enumerate(arguments.programs)]
        # Each has data of its own making: bringing an earlier program's to a later form is work beside the requests.
        made = [loads_of(program, pathlib.Path(folder) / str(number)) for number, program in enumerate(programs)]
        print("| load |" + "".join(f" {program} | ratio |" for program in arguments.programs))
        print("|---|" + "---|---|" * len(arguments.programs))
        for name in made[0][1]:
            if arguments.only not in name:
                continue
            figures = [each(program, data, loads[name], arguments.requests)
                       for program, (data, loads) in zip(programs, made)]
            ratios = [figure / figures[0] for figure in figures]
            missed = missed or max(ratios) > ALLOWED
            print(f"| {name} |" + "".join(f" {figure:,.0f} | {ratio:.3f} |" for figure, ratio in zip(figures, ratios)),
                  flush=True)
    raise SystemExit(missed)


if __name__ == "__main__":
    main()
