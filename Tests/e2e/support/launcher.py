"""Starts servers for tests, and ends what a test has left running."""

from emulator import Emulator
from sample_seeds import write_seed


class Launcher:
    """Starts servers on free ports and stops those a test has left running."""

    def __init__(self, directory):
        self.directory = directory
        self.started = []

    def __call__(self, *arguments, seed=None, data=None, environment=None, **options):
        """A ready server: in memory, or on `data`; `seed` is a dictionary, a path, or None."""
        directory = self.directory / f"server-{len(self.started)}"
        directory.mkdir()
        flags = ["--port", "0"] + (["--data", data] if data else ["--in-memory"])
        if seed is not None:
            flags += ["--seed", write_seed(directory, seed) if isinstance(seed, dict) else seed]
        emulator = Emulator(directory, *flags, *arguments, environment=environment, **options)
        self.started.append(emulator)
        return emulator

    def stop_all(self):
        """A server that died on its own counts as a failure too."""
        running = [emulator for emulator in self.started if emulator.process.returncode is None]
        try:
            for emulator in running:
                emulator.stop()
        finally:
            for emulator in running:
                emulator.process.kill()
