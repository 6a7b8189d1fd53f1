#pragma once
#include <sqlite3.h>

// Swift cannot call C functions with variable arguments.

/// Stops SQLite from counting the memory it allocates, which takes a process-wide mutex for each allocation.
/// Has an effect before the first connection only (https://sqlite.org/c3ref/c_config_covering_index_scan.html,
/// SQLITE_CONFIG_MEMSTATUS).
static inline int csqlite_disable_memory_statistics(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
