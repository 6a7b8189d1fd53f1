"""Which way to wait for sockets is the fastest: small servers of each design, nginx, and the emulator beside them.

    measure.py [--rounds 5] [--seconds 3]

Every server gets the same load in turns; a figure is the median of its ratios to nginx in the same round.
Needs nginx, wrk and strace (Debian packages of these names), Swift and Python 3.
"""

import argparse
import concurrent.futures
import contextlib
import pathlib
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
sys.path.append(str(HERE.parent / "http"))
import load  # noqa: E402
import servers  # noqa: E402

SCRATCH = HERE.parents[1] / ".build-eventloop"
DESIGNS = [
    ("epoll-in-queue", 1),
    ("epoll-in-queue", 2),
    ("epoll-under-source", 1),
    ("source-per-connection", 1),
    ("source-per-connection", 2),
    ("thread-per-connection", 1),
]
COUNTED = 2000


class Server:
    def __init__(self, name, url, pid):
        self.name, self.url, self.pid = name, url, pid
        self.ratios = {}
        self.switches = []

    def loads(self):
        return [
            ("64 connections", load.Wrk(self.url, 64)),
            ("pipelined x16", load.Wrk.pipelined(self.url, 64, 16)),
            ("1 connection", load.Wrk(self.url, 1)),
            ("new connections", load.Wrk(self.url, 16, headers=("Connection: close",))),
        ]

    def run(self, wrk, seconds):
        """Requests a second, and context switches a request, counted while the connections stand."""
        with concurrent.futures.ThreadPoolExecutor() as pool:
            result = pool.submit(wrk.run, seconds)
            time.sleep(seconds / 4)
            before = self.context_switches()
            time.sleep(seconds / 2)
            switches = self.context_switches() - before
            rate = result.result().rate
        return rate, switches / (rate * seconds / 2)

    def context_switches(self):
        """How often the threads of the server have left the processor so far."""
        tasks = pathlib.Path(f"/proc/{self.pid}/task").glob("*/status")
        return sum(
            int(number)
            for task in tasks
            for number in re.findall(r"\n(?:non)?voluntary\S+\s+(\d+)", task.read_text("utf-8"))
        )

    def system_calls(self):
        """System calls a request while one client sends one request after another."""
        port = int(self.url.split(":")[2].split("/")[0])
        path = "/" + self.url.split("/", 3)[3]
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
        with socket.create_connection(("127.0.0.1", port)) as client, tempfile.NamedTemporaryFile("r") as summary:
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            command = ["strace", "-f", "-c", "-o", summary.name, "-p", str(self.pid)]
            tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
            assert "attached" in tracer.stderr.readline()
            for _ in range(COUNTED):
                client.sendall(request)
                client.recv(65536)
            tracer.send_signal(signal.SIGINT)
            tracer.communicate(timeout=20)
            total = next(line.split() for line in summary.read().splitlines() if line.endswith("total"))
        return int(total[3]) / COUNTED


@contextlib.contextmanager
def design(name, threads):
    command = [str(SCRATCH / "release/EventLoops"), name, str(threads)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        url = f"http://127.0.0.1:{int(process.stdout.readline())}/"
        yield Server(f"{name}, {threads}", url, process.pid)
    finally:
        process.kill()
        process.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3)
    arguments = parser.parse_args()
    build = ["swift", "build", "-c", "release", "--scratch-path", str(SCRATCH)]
    subprocess.run(build, cwd=HERE, check=True, stdout=subprocess.DEVNULL)
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        peer = Server("nginx", stack.enter_context(servers.nginx(folder)).url + "/", None)
        emulator = stack.enter_context(servers.emulator(servers.make_data(folder)))
        compared = [stack.enter_context(design(*each)) for each in DESIGNS]
        compared.append(Server("the emulator's health check", emulator.url + "/_emulator/health", emulator.pid))
        for _ in range(arguments.rounds):
            for place, (name, wrk) in enumerate(peer.loads()):
                for server in compared:
                    floor = wrk.run(arguments.seconds).rate
                    rate, switches = server.run(server.loads()[place][1], arguments.seconds)
                    server.ratios.setdefault(name, []).append(rate / floor)
                    if place == 0:
                        server.switches.append(switches)
        report(compared)


def report(compared):
    names = list(compared[0].ratios)
    print(f"| design, threads | {' | '.join(names)} | system calls | context switches |")
    print("|---|" + "---|" * (len(names) + 2))
    for server in compared:
        ratios = " | ".join(f"{statistics.median(server.ratios[name]):.2f}" for name in names)
        switches = statistics.median(server.switches)
        print(f"| {server.name} | {ratios} | {server.system_calls():.1f} | {switches:.2f} |")


if __name__ == "__main__":
    main()
