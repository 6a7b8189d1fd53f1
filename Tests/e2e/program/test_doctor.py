"""The doctor command: what it examines, and the remedy for each problem."""

import os
import socket

import pytest

from caller import HOST
from emulator import run_to_exit


def doctor(*flags, environment=None, directory=None):
    """The verdict and texts of each subject, and the exit code."""
    result = run_to_exit("doctor", *flags, environment=environment, directory=directory)
    assert result.stderr == ""
    found, subject = {}, None
    for line in result.stdout.splitlines():
        verdict, name, text = line[:9].strip(), line[9:22].strip(), line[22:]
        if name == "remedy":
            found[subject] += (text,)
        else:
            subject = name
            found[subject] = (verdict, text)
    return found, result.returncode


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def test_all_is_well_on_a_free_port_and_nothing_is_left(binary, tmp_path):
    found, code = doctor("--port", free_port(), "--host", "0.0.0.0", directory=tmp_path)
    assert code == 0
    assert {subject: entry[0] for subject, entry in found.items()} == {
        "port": "ok", "folder": "ok", "file system": "ok", "clock": "ok", "containers": "ok"}
    assert not list(tmp_path.iterdir())


def test_a_server_that_runs_is_recognised(launch, tmp_path):
    data = tmp_path / "data"
    server = launch(data=data)
    names = sorted(os.listdir(data))
    found, code = doctor("--port", server.port, "--data", data)
    assert code == 0
    assert found["port"][0] == "note" and "a healthy server is already on" in found["port"][1]
    assert found["folder"][:2] == ("note", f"{data} is in use by another process")
    assert found["folder"][2].startswith("none if that is the server on the port; otherwise stop that server")
    found, code = doctor("--port", free_port(), "--data", data)
    assert code == 78
    assert found["folder"] == ("problem", f"{data} is in use by another process",
                               "stop that server, or choose another folder with --data")
    assert sorted(os.listdir(data)) == names
    server.stop()
    found, code = doctor("--port", server.port, "--data", data, environment={"GENAUTH_EMULATOR_HOST": "0.0.0.0"})
    assert (code, found["folder"][0]) == (0, "ok")


def test_a_port_of_another_program_is_a_problem(binary, tmp_path):
    with socket.socket() as other:
        other.bind((HOST, 0))
        port = other.getsockname()[1]
        found, code = doctor("--in-memory", environment={"GENAUTH_EMULATOR_PORT": str(port)}, directory=tmp_path)
    assert code == 78
    verdict, text, remedy = found["port"]
    assert verdict == "problem" and f"port {port} of localhost: Address already in use" in text
    assert "choose another with --port" in remedy


def test_an_address_of_another_machine_is_a_problem(binary):
    found, code = doctor("--in-memory", "--host", "203.0.113.1")
    assert code == 78 and found["port"][0] == "problem" and "--host" in found["port"][2]
    found, code = doctor("--in-memory", "--host", "example.org")
    assert code == 78 and "'example.org' is not an address" in found["port"][1]


def test_a_folder_that_cannot_be_made_is_a_problem(binary):
    found, code = doctor("--port", "0", "--data", "/proc/none")
    assert code == 78 and found["folder"][0] == "problem" and "--in-memory" in found["folder"][2]


def test_a_folder_that_is_a_file_is_a_problem(binary, tmp_path):
    (tmp_path / "file").write_text("")
    found, code = doctor("--port", "0", "--data", tmp_path / "file")
    assert code == 78 and found["folder"][0] == "problem"
    assert (tmp_path / "file").read_text() == ""


def test_with_loopback_only_the_way_from_a_container_is_noted(binary):
    found, code = doctor("--port", "0", "--in-memory")
    verdict, text, remedy = found["containers"]
    inside = os.path.exists("/.dockerenv") or os.path.exists("/run/.containerenv")
    assert (verdict, code) == ("note", 0)
    assert ("this is a container" in text) == inside
    assert "--host 0.0.0.0" in remedy and "8930" in remedy


@pytest.mark.parametrize("flags", [["--prot", "1"], ["now"]])
def test_a_wrong_command_line_refers_to_the_help_of_doctor(binary, flags):
    result = run_to_exit("doctor", *flags)
    assert result.returncode == 64 and "(see genauth-emulator doctor --help)" in result.stderr
