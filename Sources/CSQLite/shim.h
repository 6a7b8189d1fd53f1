#pragma once
#include <sqlite3.h>

// Swift cannot call C functions with variable arguments.

/// Stops SQLite from counting the memory it allocates, which takes a process-wide mutex for each allocation.
/// Has an effect before the first connection only (https://sqlite.org/c3ref/c_config_covering_index_scan.html,
/// SQLITE_CONFIG_MEMSTATUS).
static inline int csqlite_disable_memory_statistics(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/// Leaves the write-ahead log of a database as it is when the last connection is closed.
static inline int csqlite_keep_log_when_closed(sqlite3 *connection) {
    return sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}
