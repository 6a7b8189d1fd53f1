"""Full disks: a small file system, and a limit on the size of files."""

import contextlib
import resource
import subprocess


@contextlib.contextmanager
def small_file_system(folder, megabytes):
    """A file system in memory on `folder`; the value is what makes it larger. None where we may not mount one."""

    def mount(*options):
        command = ["mount", "-t", "tmpfs", *options, "tmpfs", str(folder)]
        return subprocess.run(command, capture_output=True, text=True, timeout=20)

    if mount("-o", f"size={megabytes}m").returncode != 0:
        yield None
        return
    try:
        yield lambda larger: mount("-o", f"remount,size={larger}m").check_returncode()
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True, timeout=20)


def limit_files(pid, size=resource.RLIM_INFINITY):
    """Lets no file of a process grow beyond `size` bytes; without one, lets them grow again."""
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
