"""Variables of the environment that begin as the program's own and are not meant for it."""

import random

import pytest

from emulator import Emulator

KUBERNETES = {
    "SERVICE_HOST": "10.96.0.12",
    "SERVICE_PORT": "8930",
    "SERVICE_PORT_HTTP": "8930",
    "PORT": "tcp://10.96.0.12:8930",
    "PORT_8930_TCP": "tcp://10.96.0.12:8930",
    "PORT_8930_TCP_PROTO": "tcp",
    "PORT_8930_TCP_PORT": "8930",
    "PORT_8930_TCP_ADDR": "10.96.0.12",
}
LINKS = {
    "NAME": "/web/genauth-emulator",
    "ENV_PATH": "/usr/bin",
    "PORT_8930_TCP_START": "tcp://172.17.0.5:8930",
    "PORT_53_UDP": "udp://172.17.0.5:53",
}


def start(directory, variables, *flags):
    environment = {f"GENAUTH_EMULATOR_{name}": value for name, value in variables.items()}
    emulator = Emulator(directory, "--in-memory", *flags, environment=environment)
    emulator.stop()
    return [line for line in emulator.log().splitlines() if "variable" in line]


@pytest.mark.parametrize("prefix", ["", "DATABASE_"], ids=["of this name", "of a longer name"])
def test_variables_that_describe_a_service_do_not_keep_the_server_from_starting(binary, tmp_path, prefix):
    variables = {prefix + name: value for name, value in (KUBERNETES | LINKS).items()}
    # The default port, on an address of the loopback network that nobody else uses.
    lines = start(tmp_path, variables, "--host", f"127.{random.randint(1, 250)}.{random.randint(1, 250)}.9")
    expected = [] if prefix else ["GENAUTH_EMULATOR_PORT"]
    assert [name for name in expected if not any(f"name={name} " in line for line in lines)] == []
    assert len(lines) == len(expected), lines
    assert all("tcp://10.96.0.12:8930" in line for line in lines)


def test_a_variable_that_no_option_has_is_reported_without_its_value(binary, tmp_path):
    lines = start(tmp_path, {"PROT": "9000", "IN_MEMROY": "secret", "LOG_LEVEL": "info"}, "--port", "0")
    assert [line.split(" ", 1)[1] for line in lines] == [
        "WARNING ignored an unknown environment variable name=GENAUTH_EMULATOR_IN_MEMROY",
        "WARNING ignored an unknown environment variable name=GENAUTH_EMULATOR_PROT",
    ]
