"""Random sequences of calls on the server and on a model of it (support/model, support/sequences) have the same
replies.

As many sequences concern permissions, and half as many custom fields only. `make test-e2e` runs some, `make property` many. Both accept a number
of runs and a seed.
"""

import os
import random

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from launcher import Launcher
from sequences.machine import CustomFields, Directory
from sequences.permission_machine import Permissions
from sequences.pools import Pools

QUICK = 60
SEQUENCES = int(os.environ.get("GENAUTH_PROPERTY_SEQUENCES") or QUICK)
STEPS = int(os.environ.get("GENAUTH_PROPERTY_STEPS") or 30)
# Without a seed the few sequences of the quick run are the same every time, so that a failure is due to what was
# changed; those of a longer run are new ones.
SEED = int(os.environ.get("GENAUTH_PROPERTY_SEED") or 0)


MACHINES = {"directory": (Directory, 1), "custom-fields": (CustomFields, 2), "permissions": (Permissions, 1)}


@pytest.mark.parametrize("machine, share", MACHINES.values(), ids=MACHINES)
def test_the_server_agrees_with_the_model(binary, tmp_path, machine, share):
    seed = SEED or (random.randrange(1, 1 << 32) if SEQUENCES > QUICK else 1)
    settled = {"SEED": seed, "SEQUENCES": SEQUENCES, "STEPS": STEPS}
    repeat = "make property " + " ".join(f"GENAUTH_PROPERTY_{name}={value}" for name, value in settled.items())
    launcher = Launcher(tmp_path)
    print(f"repeat with: {repeat}")

    class Seeded(machine):
        pools = Pools(launcher)

    hypothesis.seed(seed)(Seeded)
    try:
        run_state_machine_as_test(
            Seeded,
            settings=settings(
                max_examples=SEQUENCES // share,
                stateful_step_count=STEPS,
                deadline=None,
                database=None,
                # A sequence of thirty calls is short enough to be read; shrinking one takes minutes.
                phases=[Phase.generate],
                print_blob=True,
                suppress_health_check=list(HealthCheck),
            ),
        )
    except BaseException as failure:
        failure.add_note(f"repeat with: {repeat}")
        raise
    finally:
        launcher.stop_all()
