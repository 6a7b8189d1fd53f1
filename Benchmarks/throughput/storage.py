"""The cost of storage: changes and reads compared with nginx, and lists of members with direct calls of SQLite."""

import pathlib
import shutil
import subprocess
import tempfile

import changes
import load
import servers
from changes import Additions
from comparison import Beside, Comparison

SOURCE = pathlib.Path(__file__).parent / "floor.c"


class Floor:
    """Bare calls of SQLite on a copy of the data's file."""

    def __init__(self, data):
        self.program, self.data = data.folder.parent / "floor", data
        subprocess.run(["cc", "-O2", "-o", self.program, SOURCE, "-lsqlite3"], check=True)

    def run(self, seconds):
        with tempfile.TemporaryDirectory(dir=self.data.folder.parent) as folder:
            file = pathlib.Path(folder) / "floor.sqlite"
            shutil.copy(self.data.file, file)
            command = [self.program, file, seconds, servers.USERS, servers.GROUPS]
            shown = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=True)
        return load.Result(float(shown.stdout), 0, 0)


def comparisons(nginx, emulator, data):
    """Each change has servers of its own; the reads are from the one given."""

    def change(what, ours):
        return Comparison(what, ours, "nginx", Beside(nginx.url, ours))

    def read(what, target):
        ours, theirs = (
            load.Wrk(f"{server.url}/api/v3/{target}", 64, headers=[f"Authorization: Bearer {data.token}"])
            for server in (emulator, nginx)
        )
        return Comparison(what, ours, "nginx", theirs)

    group, department = "add-group-members", "add-department-members"
    fifty = Additions(data, group, changes.to_group, each=50, most=8_000)
    membership = "userId=user-1&organizationCode=o&departmentId=full"
    return [
        change(f"{group}, 1 user", changes.member(data)),
        change(f"{group}, 1 user, signed", Additions(data, group, changes.to_group, signed=True)),
        change(f"{department}, 1 user", Additions(data, department, changes.to_department)),
        read("list-group-members, 10 of a page", "list-group-members?code=full&page=1&limit=10"),
        read("get-group", "get-group?code=full"),
        read("is-user-in-department", f"is-user-in-department?{membership}"),
        Comparison(f"{group}, 50 users, members", fifty, "SQLite from C", Floor(data), weight=50),
    ]
