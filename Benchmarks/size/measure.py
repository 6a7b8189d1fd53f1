"""What large pools cost: every read in a large pool, a pool of a million users, snapshots and a thousand pools.

    measure.py [reads] [growth] [permissions] [control] [snapshots] [--write]

Runs the named parts, or all; each is a program of its own with options of its own (scale.py, growth.py,
permissions.py, control.py, and the Swift program in snapshots/, which is built first). --write puts the tables of growth, permissions, control and snapshots
into docs/performance.md. The exit code is the number of parts that miss a threshold.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
sys.path.append(str(HERE.parent / "shared"))
import page  # noqa: E402
import servers  # noqa: E402
import thresholds  # noqa: E402

BUILD = servers.ROOT / ".build-bench"
PYTHON = sys.executable


def reads():
    return [PYTHON, HERE / "scale.py"]


def growth():
    return [PYTHON, HERE / "growth.py"]


def permissions():
    return [PYTHON, HERE / "permissions.py"]


def control():
    return [PYTHON, HERE / "control.py"]


def snapshots():
    """The benchmark works below HTTP, so it is a program of its own."""
    build = ["swift", "build", "-c", "release", "--scratch-path", BUILD, "--product", "SnapshotBenchmark"]
    environment = os.environ | {"GENAUTH_EMULATOR_BENCHMARKS": "1"}
    # Its output is kept from the table.
    subprocess.run(build, cwd=servers.ROOT, env=environment, stdout=sys.stderr, check=True)
    shutil.rmtree(BUILD / "data", ignore_errors=True)
    return [BUILD / "release/SnapshotBenchmark", BUILD / "data", thresholds.FILE]


PARTS = {"reads": reads, "growth": growth, "permissions": permissions, "control": control, "snapshots": snapshots}


def run(command):
    """Passes on what a program prints; its exit code, and the lines of its table."""
    lines = []
    with subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            print(line, end="", flush=True)
            if line.startswith("|"):
                lines.append(line.rstrip("\n"))
    return process.returncode, lines


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], default=[])
    parser.add_argument("--write", action="store_true", help="into docs/performance.md")
    arguments = parser.parse_args()
    missed = 0
    for name in arguments.parts or PARTS:
        print(f"\n{name}:\n", flush=True)
        code, lines = run(PARTS[name]())
        missed += code != 0
        if arguments.write and lines and name != "reads":
            page.paste(page.WHOLE, name, lines)
    raise SystemExit(missed)


if __name__ == "__main__":
    main()
