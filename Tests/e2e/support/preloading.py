"""Libraries in C that are loaded into a server ahead of its own, each built from its source in this folder."""

import pathlib
import shutil
import subprocess


def library(name, folder):
    """Builds NAME.c and returns the library's path."""
    built = folder / f"{name}.so"
    compiler = shutil.which("clang") or shutil.which("cc")
    source = pathlib.Path(__file__).with_name(f"{name}.c")
    subprocess.run([compiler, "-O2", "-shared", "-fPIC", "-o", built, source], check=True)
    return built
