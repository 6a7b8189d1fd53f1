// A VFS for tests (https://sqlite.org/vfs.html): the default one, but calls on chosen files fail on demand, and are
// counted. Each database has a plan of its own, found by its path, so that tests do not disturb each other.

#pragma once

/// The name of the VFS, for sqlite3_open_v2.
#define FAULTY_FILE_VFS "faulty-file"

/// The calls that can fail, as bits.
enum {
    FAULTY_READ = 1 << 0,
    FAULTY_WRITE = 1 << 1,
    FAULTY_SYNC = 1 << 2,
    FAULTY_TRUNCATE = 1 << 3,
    FAULTY_LOCK = 1 << 4,
    FAULTY_SHM = 1 << 5,
    FAULTY_SIZE = 1 << 6,
    FAULTY_OPEN = 1 << 7,
    FAULTY_DELETE = 1 << 8,
    /// Taking the lock of the writer or of the checkpoint in WAL mode (https://sqlite.org/walformat.html, section 2.3.1).
    FAULTY_WRITE_LOCK = 1 << 9,
};

/// The files of a database, as bits.
enum {
    FAULTY_DATABASE = 1 << 0,
    FAULTY_LOG = 1 << 1,
};

/// What shall become of the calls on one database.
typedef struct FaultyPlan FaultyPlan;

/// Makes a plan for the database with a path; must be followed by `faulty_plan_free` after the last connection is closed.
FaultyPlan *faulty_plan_make(const char *path);
void faulty_plan_free(FaultyPlan *plan);

/// From now on the `first`-th call (from 1) of the kinds on the files fails with an extended result code, and all that
/// follow when `lasts`.
void faulty_plan_arm(FaultyPlan *plan, unsigned kinds, unsigned files, long first, int code, int lasts);

/// Lets every call through again; answers how many failed.
long faulty_plan_disarm(FaultyPlan *plan);

/// How many calls of the kinds on the files there were since the plan was made, failed ones too.
long faulty_plan_count(FaultyPlan *plan, unsigned kinds, unsigned files);
