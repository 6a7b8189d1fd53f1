/* How fast a pool can be made at all: bare calls of SQLite on the file of an empty pool.
 *
 *     floor FILE USERS GROUPS GROUP_MEMBERS FIRST_GROUP_MEMBERS DEPARTMENTS DEPARTMENT_MEMBERS [at-once]
 *
 * Makes the rows that the emulator makes of the seed in large_pool.py, in the same order, with statements prepared once, in
 * one transaction without journal; keys are counted and not looked up. The trees of memberships by user and the index
 * of trigrams are filled at the end, as the emulator does, or with `at-once` row by row as the rows come. The file is
 * synchronised at the end. Prints the seconds. */

#include <fcntl.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { children = 8 };
static const int64_t moment = 1700000000000;
static sqlite3 *database;
static long users;

static void check(int code, int expected) {
    if (code != expected) {
        fprintf(stderr, "%d: %s\n", code, sqlite3_errmsg(database));
        exit(1);
    }
}

static void run(const char *sql) { check(sqlite3_exec(database, sql, NULL, NULL, NULL), SQLITE_OK); }

static sqlite3_stmt *prepare(const char *sql) {
    sqlite3_stmt *statement;
    check(sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL), SQLITE_OK);
    return statement;
}

static void done(sqlite3_stmt *statement) {
    check(sqlite3_step(statement), SQLITE_DONE);
    sqlite3_reset(statement);
}

static void text(sqlite3_stmt *statement, int index, const char *text) {
    sqlite3_bind_text(statement, index, text, -1, SQLITE_STATIC);
}

static uint64_t mixed(uint64_t number) {
    number += 0x9e3779b97f4a7c15;
    number = (number ^ number >> 30) * 0xbf58476d1ce4e5b9;
    number = (number ^ number >> 27) * 0x94d049bb133111eb;
    return number ^ number >> 31;
}

static uint64_t divisor(uint64_t one, uint64_t two) {
    while (two) {
        uint64_t rest = one % two;
        one = two;
        two = rest;
    }
    return one;
}

static void make_users(void) {
    sqlite3_stmt *insert = prepare(
        "INSERT INTO users (userId, createdAt, updatedAt, status, gender, emailVerified, phoneVerified, userSourceType,"
        " username, email, phone, name) VALUES (?1, ?2, ?2, 'Activated', 'U', 0, 0, 'adminCreated', ?3, ?4, ?5, ?6)");
    for (long number = 0; number < users; number++) {
        char id[32], username[32], email[48], phone[32], name[32];
        snprintf(id, sizeof id, "user-%07ld", number);
        snprintf(username, sizeof username, "worker_%07ld", number);
        snprintf(email, sizeof email, "worker-%07ld@example.com", number);
        snprintf(phone, sizeof phone, "139%08ld", number);
        snprintf(name, sizeof name, "Name %06lu", (unsigned long)(mixed(number) % 1000000));
        text(insert, 1, id);
        sqlite3_bind_int64(insert, 2, moment);
        text(insert, 3, username);
        text(insert, 4, email);
        text(insert, 5, phone);
        text(insert, 6, name);
        done(insert);
    }
}

static int64_t make_members(sqlite3_stmt *insert, int64_t key, uint64_t place, long count, int64_t order) {
    uint64_t first = mixed(2 * place) % users, step = mixed(2 * place + 1) % users;
    while (divisor(step, users) != 1) step = (step + 1) % users;
    for (long i = 0; i < count; i++) {
        sqlite3_bind_int64(insert, 1, key);
        sqlite3_bind_int64(insert, 2, ++order);
        sqlite3_bind_int64(insert, 3, (first + step * i) % users + 1);
        sqlite3_bind_int64(insert, 4, moment);
        done(insert);
    }
    return order;
}

static void make_groups(long groups, long members, long first_members) {
    sqlite3_stmt *group = prepare(
        "INSERT INTO groups (id, code, name, description, type, createdAt, updatedAt, membersCount)"
        " VALUES (?1, ?2, ?3, '', 'static', ?4, ?4, ?5)");
    sqlite3_stmt *member = prepare(
        "INSERT INTO group_members (groupKey, joinOrder, userKey, joinedAt) VALUES (?1, ?2, ?3, ?4)");
    for (long number = 0; number < groups; number++) {
        char id[32], code[32], name[32];
        long count = number ? members : first_members;
        snprintf(id, sizeof id, "%024lx", number);
        snprintf(code, sizeof code, "group-%06ld", number);
        snprintf(name, sizeof name, "Group %06ld", number);
        text(group, 1, id);
        text(group, 2, code);
        text(group, 3, name);
        sqlite3_bind_int64(group, 4, moment);
        sqlite3_bind_int64(group, 5, count);
        done(group);
        make_members(member, sqlite3_last_insert_rowid(database), number, count, 0);
    }
}

static sqlite3_stmt *department, *department_member;
static int64_t last_key, last_order;

static void make_department(long number, int64_t parent, long departments, long members) {
    char id[32], name[32], code[32];
    int64_t key = ++last_key;
    snprintf(id, sizeof id, "department-%05ld", number);
    snprintf(name, sizeof name, number ? "Department %05ld" : "Acme", number);
    snprintf(code, sizeof code, number ? "code-%05ld" : "acme", number);
    sqlite3_bind_int64(department, 1, key);
    text(department, 2, id);
    if (parent) sqlite3_bind_int64(department, 3, parent);
    else sqlite3_bind_null(department, 3);
    text(department, 4, code);
    text(department, 5, name);
    sqlite3_bind_int64(department, 6, moment);
    sqlite3_bind_int64(department, 7, members);
    done(department);
    last_order = make_members(department_member, key, ((uint64_t)1 << 32) + number, members, last_order);
    for (long child = number * children + 1; child <= (number + 1) * children && child < departments; child++)
        make_department(child, key, departments, members);
}

static void make_departments(long departments, long members) {
    department = prepare(
        "INSERT INTO departments (key, departmentId, organizationKey, parentKey, tenantId, code, name, isVirtualNode,"
        " status, createdAt, updatedAt, membersCount) VALUES (?1, ?2, 1, ?3, '', ?4, ?5, 0, 1, ?6, ?6, ?7)");
    department_member = prepare(
        "INSERT INTO department_members (departmentKey, joinOrder, userKey, joinedAt) VALUES (?1, ?2, ?3, ?4)");
    make_department(0, 0, departments, members);
    sqlite3_stmt *last = prepare("UPDATE department_join_orders SET last = ?1");
    sqlite3_bind_int64(last, 1, last_order);
    done(last);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

int main(int count, char **arguments) {
    if (count < 8) return 64;
    int at_once = count > 8 && !strcmp(arguments[8], "at-once");
    long size[6];
    for (int i = 0; i < 6; i++) size[i] = atol(arguments[i + 2]);
    users = size[0];
    double start = now();
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    check(sqlite3_open_v2(arguments[1], &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL), SQLITE_OK);
    run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA secure_delete = OFF;"
        "PRAGMA cache_size = -48000; PRAGMA temp_store = FILE; BEGIN IMMEDIATE; DROP TRIGGER user_texts_inserted");
    if (!at_once) run("DROP INDEX group_members_by_user; DROP INDEX department_members_by_user");
    make_users();
    make_groups(size[1], size[2], size[3]);
    make_departments(size[4], size[5]);
    if (!at_once)
        run("CREATE UNIQUE INDEX group_members_by_user ON group_members (userKey, groupKey);"
            "CREATE UNIQUE INDEX department_members_by_user ON department_members (userKey, departmentKey)");
    run("UPDATE users SET mainDepartmentKey = (SELECT m.departmentKey FROM department_members m"
        " WHERE m.userKey = users.key ORDER BY m.joinOrder LIMIT 1)"
        " WHERE EXISTS (SELECT 1 FROM department_members m WHERE m.userKey = users.key)");
    /* The columns of UserTexts.swift. */
    run("INSERT INTO user_texts (key, usual, further) SELECT key,"
        " lower(ifnull(phone, '') || char(31) || ifnull(email, '') || char(31) || ifnull(name, '') || char(31)"
        " || ifnull(username, '') || char(31) || ifnull(nickname, '') || char(31) || ifnull(identityNumber, '')),"
        " lower(ifnull(userId, '') || char(31) || ifnull(externalId, '') || char(31) || ifnull(company, '') || char(31)"
        " || ifnull(givenName, '') || char(31) || ifnull(familyName, '') || char(31) || ifnull(middleName, '')"
        " || char(31) || ifnull(profile, '') || char(31) || ifnull(preferredUsername, '') || char(31)"
        " || ifnull(website, '') || char(31) || ifnull(address, '') || char(31) || ifnull(formatted, '') || char(31)"
        " || ifnull(streetAddress, '') || char(31) || ifnull(postalCode, '')) FROM users");
    if (!at_once)
        run("INSERT INTO user_text_index (user_text_index, rank) VALUES ('hashsize', 25165824);"
            "INSERT INTO user_text_index (user_text_index, rank) VALUES ('automerge', 0)");
    run("INSERT INTO user_text_index (rowid, text)"
        " SELECT key, json_quote(usual || char(31) || further) FROM user_texts ORDER BY key; COMMIT");
    sqlite3_close_v2(database);
    int descriptor = open(arguments[1], O_RDONLY);
    if (descriptor < 0 || fdatasync(descriptor)) return 74;
    printf("%.3f\n", now() - start);
    return 0;
}
