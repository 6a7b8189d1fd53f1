"""The kernel's figures of a running process in /proc: descriptors, memory, processor time, wakes (proc(5))."""

import os
import pathlib
import re

TICKS = os.sysconf("SC_CLK_TCK")
KIB = 1024


def descriptors(pid):
    """The target of each open descriptor of a process, by its number."""
    found = {}
    for link in pathlib.Path(f"/proc/{pid}/fd").iterdir():
        try:
            found[int(link.name)] = os.readlink(link)
        except FileNotFoundError:
            pass  # closed meanwhile
    return found


def status(pid, name):
    """A line of /proc/PID/status as bytes; VmRSS is the resident memory, VmHWM its highest."""
    text = pathlib.Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(re.search(rf"\n{name}:\s+(\d+) kB", text)[1]) * KIB


def resident(pid):
    """The resident memory of a process in bytes."""
    return status(pid, "VmRSS")


def forget_peak(pid):
    """Lets VmHWM begin anew at the present resident memory (proc(5), clear_refs)."""
    pathlib.Path(f"/proc/{pid}/clear_refs").write_text("5")


def peak(pid):
    """The highest resident memory of a process in bytes, since the start or `forget_peak`."""
    return status(pid, "VmHWM")


def processor_seconds(pid):
    """The processor time a process has used, its own and the kernel's for it; exact to a tick of 10 ms."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def wakes(pid):
    """How often threads of a process have gone to sleep so far."""
    total = 0
    for task in pathlib.Path(f"/proc/{pid}/task").glob("*/status"):
        try:
            total += int(re.search(r"\nvoluntary\S+\s+(\d+)", task.read_text("utf-8"))[1])
        except (FileNotFoundError, ProcessLookupError):
            pass  # the thread has ended
    return total
