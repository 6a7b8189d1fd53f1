/* How fast memberships can be inserted at all: bare calls of SQLite on a pool's file, in transactions of 64.
 *
 *     floor FILE SECONDS USERS GROUPS
 *
 * Each membership is two look-ups, by the group's code and the user's id, and one insert with its reverse index; the
 * statements are prepared once. Members come group by group, as the load on the emulator sends them. Prints how many
 * were inserted a second. */

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static sqlite3 *database;

static void check(int code, int expected) {
    if (code != expected) {
        fprintf(stderr, "%d: %s\n", code, sqlite3_errmsg(database));
        exit(1);
    }
}

static sqlite3_stmt *prepare(const char *sql) {
    sqlite3_stmt *statement;
    check(sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL), SQLITE_OK);
    return statement;
}

static sqlite3_int64 look_up(sqlite3_stmt *statement, const char *text) {
    sqlite3_bind_text(statement, 1, text, -1, SQLITE_STATIC);
    check(sqlite3_step(statement), SQLITE_ROW);
    sqlite3_int64 key = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    return key;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

int main(int count, char **arguments) {
    if (count != 5) return 64;
    double seconds = atof(arguments[2]);
    long users = atol(arguments[3]), groups = atol(arguments[4]);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    check(sqlite3_open_v2(arguments[1], &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL), SQLITE_OK);
    check(sqlite3_exec(database,
                       "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;"
                       "PRAGMA secure_delete = OFF; PRAGMA cache_size = -32000; PRAGMA wal_autocheckpoint = 4000",
                       NULL, NULL, NULL), SQLITE_OK);
    sqlite3_stmt *group = prepare("SELECT key FROM groups WHERE code = ?1");
    sqlite3_stmt *user = prepare("SELECT key FROM users WHERE userId = ?1");
    sqlite3_stmt *insert = prepare(
        "INSERT INTO group_members (groupKey, joinOrder, userKey, joinedAt) VALUES (?1, ?2, ?3, 0) "
        "ON CONFLICT (userKey, groupKey) DO NOTHING");
    double start = now(), elapsed = 0;
    long number = 0, total = users * groups;
    while (number < total && elapsed < seconds) {
        check(sqlite3_exec(database, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
        for (int i = 0; i < 64 && number < total; i++, number++) {
            char code[32], id[32];
            snprintf(code, sizeof code, "group-%ld", number / users);
            snprintf(id, sizeof id, "user-%ld", number % users);
            sqlite3_bind_int64(insert, 1, look_up(group, code));
            sqlite3_bind_int64(insert, 2, number % users + 1);
            sqlite3_bind_int64(insert, 3, look_up(user, id));
            check(sqlite3_step(insert), SQLITE_DONE);
            sqlite3_reset(insert);
        }
        check(sqlite3_exec(database, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
        elapsed = now() - start;
    }
    printf("%.0f\n", number / elapsed);
    return 0;
}
