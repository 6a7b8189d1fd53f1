"""A sentence about the machine and the compared programs."""

import os
import pathlib
import platform
import re
import subprocess


def described(*peers):
    """Without names of hosts and folders; `peers` are names with versions."""
    processor = re.search(r"\nmodel name\s*:\s*(.+)", pathlib.Path("/proc/cpuinfo").read_text("utf-8"))
    memory = int(re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text("utf-8"))[1]) / (1 << 20)
    kernel = re.match(r"[\d.]+", platform.release())[0]
    shown = subprocess.run(["nginx", "-v"], capture_output=True, text=True, check=True).stderr
    nginx = re.search(r"/([\d.]+)", shown)[1]
    return (
        f"{os.cpu_count()} cores of {processor[1] if processor else platform.machine()}, {memory:.0f} GiB of memory, "
        f"Linux {kernel}; {', '.join([f'nginx {nginx}', *peers])}."
    )
