"""What a first test costs: steps and lines to write, and seconds from pytest to green, beside other emulators.

Each test lets a user join a group and reads that, with the program started by the test run. The programs take turns. Installing is
not measured, because it depends on the network.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "shared"))
from page import WHOLE, paste  # noqa: E402

# The steps before the test can run.
STEPS = {
    "emulator": ("genauth-emulator", ["get the program", "pip install ./clients/python authing websockets"]),
    "moto": ("moto", ["pip install moto[server] boto3 pytest"]),
    "scim2_server": ("scim2-server", ["pip install scim2-server requests pytest"]),
    "oidc_provider_mock": ("oidc-provider-mock", ["pip install oidc-provider-mock requests pytest"]),
}


def seconds(folder, name, binary):
    """The duration of a run of pytest, which must succeed."""
    environment = os.environ | {"GENAUTH_EMULATOR_BINARY": str(binary), "PATH": f"{folder}/bin:{os.environ['PATH']}"}
    command = [f"{folder}/bin/python", "-m", "pytest", "-q", "-p", "no:cacheprovider", str(HERE / f"test_{name}.py")]
    begin = time.monotonic()
    result = subprocess.run(command, env=environment, capture_output=True, text=True)
    duration = time.monotonic() - begin
    if result.returncode or "1 passed" not in result.stdout:
        raise SystemExit(result.stdout + result.stderr)
    return duration


def lines(name):
    return sum(1 for line in (HERE / f"test_{name}.py").read_text("utf-8").splitlines() if line.strip())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--environment", required=True, type=pathlib.Path, help="folder of requirements.txt, installed, and the plugin")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", action="store_true", help="write the table into docs/performance.md")
    parser.add_argument("binary", type=pathlib.Path)
    options = parser.parse_args()
    folder, binary = options.environment.absolute(), options.binary.absolute()
    taken = {name: [] for name in STEPS}
    for _ in range(options.rounds + 1):
        for name, durations in taken.items():
            durations.append(seconds(folder, name, binary))
    # The first round compiles Python's modules.
    medians = {name: statistics.median(durations[1:]) for name, durations in taken.items()}
    table = ["| program | steps before the test | lines of the test | seconds | ratio |", "|---|---|---|---|---|"]
    for name, (title, steps) in STEPS.items():
        ratio = medians[name] / medians["emulator"]
        table.append(f"| {title} | {len(steps)}: {'; '.join(f'`{step}`' if 'pip' in step else step for step in steps)} "
                     f"| {lines(name)} | {medians[name]:.2f} | {ratio:.1f} |")
    print("\n".join(table))
    if options.write:
        paste(WHOLE, "first-test", table)


if __name__ == "__main__":
    main()
