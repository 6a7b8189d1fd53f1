"""Bodies of one mebibyte that are dear to read."""

from abusers import connect, post
from bodies import bodies
from caller import read_answer
from figures import forget_peak, peak, processor_seconds, resident
from table import Row
from sample_seeds import group, pool, seed, user

MIB = 1 << 20
REPEATS = 4


def hostile(launch):
    """Processor time and memory of each body, and the worst of them."""
    emulator = launch("--log-level", "critical", seed=seed(pool(users=[user("u")], groups=[group("g")])))
    token = emulator.caller().token
    memory, dear, large, statuses = resident(emulator.pid), [], [], set()
    with connect(emulator.port, timeout=60) as connection:
        for operation, name, body in bodies():
            request = post(operation, token, body)
            forget_peak(emulator.pid)
            start = processor_seconds(emulator.pid)
            for _ in range(REPEATS):
                connection.sendall(request)
                statuses.add(read_answer(connection).status)
            # Measured over some, for the clock of processor time ticks every 10 ms.
            dear.append(((processor_seconds(emulator.pid) - start) / REPEATS * 1000, f"{operation}: {name}"))
            large.append(((peak(emulator.pid) - memory) / MIB, f"{operation}: {name}"))
    for rank, (figure, name) in enumerate(sorted(dear, reverse=True)[:3], 1):
        yield Row(f"processor time of 1 MiB of JSON, number {rank} of {len(dear)}", figure, 50, "ms", name)
    figure, name = max(large)
    yield Row("memory of 1 MiB of JSON", figure, 20, "MiB", name)
    yield Row("answers other than 200 and 400", len(statuses - {200, 400}), 0)
    emulator.stop()
