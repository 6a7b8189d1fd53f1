"""The exec command: what the command finds, how both end, and that no process is left."""

import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import time

import pytest

from emulator import BINARY, assert_fails_with_one_line, clean_environment, run_to_exit, wait_until
from sample_seeds import KEY, standard_seed, write_seed

SDK = """
import os
from authing import ManagementClient
client = ManagementClient(host=os.environ["AUTHING_HOST"], access_key_id=os.environ["AUTHING_ACCESS_KEY_ID"],
                          access_key_secret=os.environ["AUTHING_ACCESS_KEY_SECRET"])
print(client.list_groups()["statusCode"])
"""


def shell(text, *flags, **options):
    return run_to_exit("exec", *flags, "--", "sh", "-c", text, **options)


def began(directory, text, *flags):
    """A command under exec that has written its environment, with the number of the server's process."""
    note = directory / "environment"
    process = subprocess.Popen(
        [BINARY, "exec", *flags, "--", "sh", "-c", f"env >{note}.part && mv {note}.part {note} && {text}"],
        env=clean_environment(), stdin=subprocess.DEVNULL)
    try:
        wait_until(lambda: note.exists() or process.poll() is not None, 30, "the start of the command")
        variables = dict(line.split("=", 1) for line in note.read_text().splitlines() if "=" in line)
        return process, server_on(int(variables["GENAUTH_HOST"].rsplit(":", 1)[1]))
    except BaseException:
        process.kill()
        process.wait()
        raise


def server_on(port):
    """The number of the process that listens on a port, from the tables of the kernel."""
    rows = pathlib.Path("/proc/net/tcp").read_text().splitlines()[1:]
    [inode] = [row.split()[9] for row in rows if row.split()[1].endswith(f":{port:04X}") and row.split()[3] == "0A"]
    for process in pathlib.Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                if any(os.readlink(entry) == f"socket:[{inode}]" for entry in (process / "fd").iterdir()):
                    return int(process.name)
            except OSError:
                continue
    raise AssertionError(f"no process listens on {port}")


def is_running(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def test_the_command_finds_the_server_by_the_names_that_programs_read(binary, tmp_path):
    seed = standard_seed()
    result = shell("env", "--seed", write_seed(tmp_path, seed))
    assert (result.returncode, result.stderr) == (0, "")
    variables = dict(line.split("=", 1) for line in result.stdout.splitlines() if "=" in line)
    for brand in ("GENAUTH", "AUTHING"):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", variables[f"{brand}_HOST"])
        assert variables[f"{brand}_ACCESS_KEY_ID"] == KEY.id
        assert variables[f"{brand}_ACCESS_KEY_SECRET"] == KEY.secret
        assert variables[f"{brand}_USERPOOL_ID"] == seed["userPools"][0]["id"]


def test_an_sdk_works_in_the_command(binary):
    result = run_to_exit("exec", "--", sys.executable, "-c", SDK)
    assert (result.returncode, result.stdout.strip()) == (0, "200")


def test_the_control_commands_work_in_the_command(binary):
    result = shell(f"{BINARY} snapshot one && {BINARY} snapshot", "--control-token", "sesame")
    assert (result.returncode, result.stderr) == (0, "")
    assert "one" in result.stdout


def test_two_at_once_have_servers_of_their_own(binary):
    inner = f"{BINARY} exec -- sh -c 'echo $GENAUTH_HOST'; echo $GENAUTH_HOST"
    first, second = shell(inner).stdout.split()
    assert first != second


def test_nothing_is_left_in_the_working_directory(binary, tmp_path):
    assert shell("true", directory=tmp_path).returncode == 0
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("status", [0, 1, 7, 255])
def test_the_exit_code_is_that_of_the_command(binary, status):
    assert shell(f"exit {status}").returncode == status


def test_the_command_keeps_its_arguments_and_its_standard_input(binary):
    arguments = ["cat", "-", "--", "/dev/null"]
    result = subprocess.run(
        [BINARY, "exec", "--", *arguments], input="a line\n", capture_output=True, text=True,
        env=clean_environment(), timeout=30)
    assert (result.returncode, result.stdout, result.stderr) == (0, "a line\n", "")


def test_a_command_that_waits_for_all_its_children_does_not_wait_for_the_server(binary):
    program = "import os\ntry: os.wait()\nexcept ChildProcessError: print('no child')"
    assert run_to_exit("exec", "--", sys.executable, "-c", program).stdout == "no child\n"


def test_the_command_has_no_file_that_the_caller_did_not_open(binary):
    program = "import os; print(sorted(int(name) for name in os.listdir('/proc/self/fd'))[:-1])"
    assert run_to_exit("exec", "--", sys.executable, "-c", program).stdout == "[0, 1, 2]\n"


def test_variables_of_the_program_set_options_of_exec(binary):
    result = shell(
        'curl -s -o /dev/null -w "%{http_code}" $GENAUTH_HOST/_emulator/user-pools',
        environment={"GENAUTH_EMULATOR_CONTROL_TOKEN": "sesame", "GENAUTH_EMULATOR_PORT": "1"})
    assert (result.returncode, result.stdout) == (0, "401")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1])
def test_a_signal_reaches_the_command_alone(binary, tmp_path, number):
    trap = f"trap 'exit 41' {int(number)}; while :; do sleep 0.05; done"
    process, server = began(tmp_path, trap)
    process.send_signal(number)
    assert process.wait(20) == 41
    wait_until(lambda: not is_running(server), 10, "the end of the server")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_command_that_a_signal_ends_is_seen_so_by_the_caller(binary, tmp_path, number):
    process, server = began(tmp_path, "exec sleep 60")
    process.send_signal(number)
    assert process.wait(20) == -number
    wait_until(lambda: not is_running(server), 10, "the end of the server")


def test_the_server_is_not_in_the_group_and_session_of_the_command(binary, tmp_path):
    """A key of the terminal, such as Ctrl-C, goes to the whole group: the command may still need the server."""
    process, server = began(tmp_path, "sleep 60")
    try:
        assert os.getsid(server) != os.getsid(process.pid)
        assert os.getpgid(server) != os.getpgid(process.pid)
    finally:
        process.kill()
        process.wait()
    wait_until(lambda: not is_running(server), 10, "the end of the server")


def test_the_command_goes_on_without_a_server_that_was_killed(binary, tmp_path):
    process, server = began(tmp_path, "while [ ! -e go ]; do sleep 0.05; done; exit 5")
    os.kill(server, signal.SIGKILL)
    wait_until(lambda: not is_running(server), 10, "the end of the server")
    assert process.poll() is None
    process.kill()
    process.wait()


def test_no_server_is_left_of_an_exec_that_is_killed_while_it_starts(binary, tmp_path):
    fifo, ready = tmp_path / "seed", tmp_path / "none"
    os.mkfifo(fifo)
    process = subprocess.Popen([BINARY, "exec", "--seed", fifo, "--", "touch", ready], env=clean_environment())
    command = f"exec\0--seed\0{fifo}".encode()
    servers = lambda: [  # noqa: E731
        pid for pid in os.listdir("/proc")
        if pid.isdigit() and int(pid) != process.pid and command in read(f"/proc/{pid}/cmdline")]
    wait_until(servers, 10, "the process of the server")
    time.sleep(0.1)
    process.kill()
    process.wait()
    wait_until(lambda: not servers(), 10, "the end of the server")
    assert not ready.exists()


def read(path):
    try:
        return pathlib.Path(path).read_bytes()
    except OSError:
        return b""


def test_a_command_that_is_not_there_has_the_exit_code_of_shells(binary, tmp_path):
    result = run_to_exit("exec", "--", "no-such-command")
    assert result.returncode == 127
    assert result.stderr == "genauth-emulator: cannot run no-such-command: No such file or directory\n"
    file = tmp_path / "file"
    file.write_text("")
    result = run_to_exit("exec", "--", file)
    assert (result.returncode, "Permission denied" in result.stderr) == (126, True)


@pytest.mark.parametrize("flags", [["--"], [], ["true"], ["--port", "1", "--", "true"]])
def test_a_wrong_command_line_refers_to_the_help_of_exec(binary, flags):
    result = run_to_exit("exec", *flags)
    assert result.returncode == 64
    assert_fails_with_one_line(result, "(see genauth-emulator exec --help)")


def test_a_server_that_cannot_start_says_why_and_the_command_does_not_run(binary, tmp_path):
    seed, ran = tmp_path / "seed.json", tmp_path / "ran"
    seed.write_text("{}")
    result = run_to_exit("exec", "--seed", seed, "--", "touch", ran)
    assert result.returncode == 65
    assert_fails_with_one_line(result, "userPools is missing")
    assert not ran.exists()


def started_by_a_parent(directory, *flags):
    """A server and its parent: a Python program that starts it and sleeps."""
    ready = directory / "ready.json"
    command = [str(BINARY), "--in-memory", "--port", "0", "--ready-file", str(ready), *flags]
    program = f"import subprocess, threading, time\nthread = threading.Thread(target=subprocess.Popen, args=({command},))\n" \
        "thread.start(); thread.join(); time.sleep(60)"
    parent = subprocess.Popen([sys.executable, "-c", program], env=clean_environment(), stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: ready.exists() and ready.read_text(), 30, "the ready file")
        return parent, json.loads(ready.read_text())["pid"], ready
    except BaseException:
        parent.kill()
        raise


def test_exit_with_parent_stops_the_server_when_its_parent_is_killed(binary, tmp_path):
    """Also if the thread of the parent that has started the server has ended long before."""
    parent, server, ready = started_by_a_parent(tmp_path, "--exit-with-parent")
    time.sleep(0.3)
    assert is_running(server)
    parent.kill()
    parent.wait()
    wait_until(lambda: not is_running(server), 10, "the end of the server")
    assert not ready.exists()


def test_without_exit_with_parent_the_server_stays(binary, tmp_path):
    parent, server, _ = started_by_a_parent(tmp_path)
    parent.kill()
    parent.wait()
    time.sleep(0.3)
    assert is_running(server)
    os.kill(server, signal.SIGTERM)
    wait_until(lambda: not is_running(server), 10, "the end of the server")
