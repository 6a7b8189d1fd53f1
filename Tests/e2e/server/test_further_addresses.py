"""The option --listen: further addresses and Unix sockets of one server."""

import http.client
import json
import socket
import stat

import pytest

from caller import HOST, exchange
from control import Control
from emulator import assert_fails_with_one_line, run_to_exit
from sample_seeds import KEY, standard_seed


class OverFile(http.client.HTTPConnection):
    """A connection over a Unix socket."""

    def __init__(self, path):
        super().__init__("localhost")
        self.path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self.path)


def get(path, target, **headers):
    connection = OverFile(path)
    connection.request("GET", target, headers=headers)
    reply = connection.getresponse()
    return reply.status, json.loads(reply.read())


def free_port(host):
    with socket.socket() as probe:
        probe.bind((host, 0))
        return probe.getsockname()[1]


def test_all_addresses_serve_the_same_state(launch, tmp_path):
    path = tmp_path / "server.sock"
    ports = [free_port(HOST), free_port(HOST)]
    server = launch("--listen", f"{HOST}:{ports[0]}", "--listen", f"127.0.0.1:{ports[1]}", "--listen", f"unix:{path}",
                    seed=standard_seed())
    [ready] = [line for line in server.log().splitlines() if " INFO ready " in line]
    assert f'listen="{HOST}:{ports[0]} 127.0.0.1:{ports[1]} unix:{path}"' in ready
    Control(server).create(id="seen-everywhere")
    for port in (server.port, *ports):
        assert "seen-everywhere" in exchange(port, "GET", "/_emulator/user-pools").body.decode()
    status, pools = get(path, "/_emulator/user-pools")
    assert status == 200 and pools["userPools"][-1]["id"] == "seen-everywhere"


def test_a_client_of_a_unix_socket_is_on_this_machine(launch, tmp_path):
    path = tmp_path / "server.sock"
    launch("--host", "0.0.0.0", "--listen", f"unix:{path}", seed=standard_seed())
    _, pools = get(path, "/_emulator/user-pools")
    assert pools["userPools"][0]["accessKeys"][0]["secret"] == KEY.secret


def test_the_variable_has_several_addresses(launch, tmp_path):
    path, port = tmp_path / "server.sock", free_port(HOST)
    launch(environment={"GENAUTH_EMULATOR_LISTEN": f"{HOST}:{port},unix:{path}"})
    assert exchange(port, "GET", "/_emulator/health").status == 200
    assert get(path, "/_emulator/health")[0] == 200


def test_the_file_of_a_socket_is_private_and_ends_with_the_server(launch, tmp_path):
    path = tmp_path / "server.sock"
    server = launch("--listen", f"unix:{path}")
    assert stat.S_ISSOCK(path.stat().st_mode) and stat.S_IMODE(path.stat().st_mode) == 0o600
    server.stop()
    assert not path.exists()


def test_the_socket_of_a_killed_server_is_replaced(launch, tmp_path):
    path = tmp_path / "server.sock"
    launch("--listen", f"unix:{path}").kill()
    assert path.exists()
    launch("--listen", f"unix:{path}")
    assert get(path, "/_emulator/health")[0] == 200


def test_a_socket_in_use_and_another_file_are_refused_and_stay(launch, tmp_path):
    path, other = tmp_path / "server.sock", tmp_path / "text"
    launch("--listen", f"unix:{path}")
    other.write_text("shopping list")
    for taken in (path, other):
        result = run_to_exit("--in-memory", "--port", "0", "--listen", f"unix:{taken}")
        assert result.returncode == 69
        assert_fails_with_one_line(result, f"cannot listen on unix:{taken}, given by --listen: Address already in use")
    assert get(path, "/_emulator/health")[0] == 200
    assert other.read_text() == "shopping list"


def test_a_failed_start_leaves_no_socket(binary, tmp_path):
    path = tmp_path / "server.sock"
    with socket.create_server((HOST, 0)) as taken:
        place = f"{HOST}:{taken.getsockname()[1]}"
        result = run_to_exit("--in-memory", "--port", "0", "--listen", f"unix:{path}", "--listen", place)
    assert result.returncode == 69
    assert_fails_with_one_line(result, f"cannot listen on {place}, given by --listen: Address already in use")
    assert not path.exists()


@pytest.mark.parametrize("value", ["unix:", "8930", "localhost", "example.org:80", "::1:80", "127.0.0.1:70000", "127.0.0.1:0", ""])
def test_what_is_no_address_is_refused(binary, value):
    result = run_to_exit("--in-memory", "--port", "0", f"--listen={value}")
    assert result.returncode == 64
    assert_fails_with_one_line(result, "--listen")


def test_a_path_that_is_too_long_for_a_socket_is_refused(binary, tmp_path):
    result = run_to_exit("--in-memory", "--port", "0", "--listen", f"unix:{tmp_path}/{'x' * 120}")
    assert result.returncode == 69
    assert_fails_with_one_line(result, "File name too long")


def test_a_public_address_beside_loopback_accepts_the_names_of_machines(launch):
    """As with --host: the names of this machine are then not known, so a name without a dot is accepted."""
    port = free_port("127.0.0.1")
    server = launch("--listen", f"0.0.0.0:{port}")
    assert exchange(server.port, "GET", "/_emulator/health", {"Host": "emulator"}).status == 200
    assert exchange(launch().port, "GET", "/_emulator/health", {"Host": "emulator"}).status == 403
