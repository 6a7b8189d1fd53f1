"""The files of a data directory as SQLite itself sees them."""

import shutil
import sqlite3

MAGIC = b"SQLite format 3\0"


def databases(data):
    """The SQLite files of a data directory."""
    return sorted(path for path in data.iterdir() if path.is_file() and path.read_bytes()[:16] == MAGIC)


def assert_files_are_sound(data, copy):
    """Looks at a copy, so that the server itself has to recover from what a kill left."""
    shutil.copytree(data, copy)
    assert databases(copy)
    for path in databases(copy):
        connection = sqlite3.connect(path)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)], path
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == [], path
        connection.close()
    shutil.rmtree(copy)
