#include "faulty_file.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum { kinds_of_calls = 10, kinds_of_files = 2 };

struct FaultyPlan {
    FaultyPlan *next;
    char *path;
    unsigned kinds, files;
    long remaining;
    int code, lasts;
    long failed;
    long counts[kinds_of_calls][kinds_of_files];
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static FaultyPlan *plans;
static sqlite3_vfs *standard;

typedef struct {
    sqlite3_file base;
    FaultyPlan *plan;
    unsigned file;
    // The standard VFS's file follows in memory.
} FaultyFile;

static sqlite3_file *real(sqlite3_file *file) { return (sqlite3_file *)((FaultyFile *)file + 1); }

static int bit(unsigned flag) { return __builtin_ctz(flag); }

/// The result code a call is to fail with, or SQLITE_OK to let it through.
static int fault(FaultyPlan *plan, unsigned file, unsigned kind) {
    if (!plan || !file) return SQLITE_OK;
    int code = SQLITE_OK;
    pthread_mutex_lock(&mutex);
    plan->counts[bit(kind)][bit(file)]++;
    if ((plan->kinds & kind) && (plan->files & file)) {
        if (plan->remaining > 0) plan->remaining--;
        if (plan->remaining == 0) {
            code = plan->code;
            plan->failed++;
            if (!plan->lasts) plan->kinds = 0;
        }
    }
    pthread_mutex_unlock(&mutex);
    return code;
}

static int file_fault(sqlite3_file *file, unsigned kind) {
    return fault(((FaultyFile *)file)->plan, ((FaultyFile *)file)->file, kind);
}

#define TRY(kind)                       \
    int code = file_fault(file, kind);  \
    if (code != SQLITE_OK) return code

static int close_file(sqlite3_file *file) { return real(file)->pMethods->xClose(real(file)); }

static int read_file(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
    TRY(FAULTY_READ);
    return real(file)->pMethods->xRead(real(file), bytes, count, offset);
}

static int write_file(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
    int code = file_fault(file, FAULTY_WRITE);
    if (code == SQLITE_FULL) {
        // A disk that fills up takes a part of the bytes.
        real(file)->pMethods->xWrite(real(file), bytes, count / 2, offset);
    }
    if (code != SQLITE_OK) return code;
    return real(file)->pMethods->xWrite(real(file), bytes, count, offset);
}

static int truncate_file(sqlite3_file *file, sqlite3_int64 size) {
    TRY(FAULTY_TRUNCATE);
    return real(file)->pMethods->xTruncate(real(file), size);
}

static int sync_file(sqlite3_file *file, int flags) {
    TRY(FAULTY_SYNC);
    return real(file)->pMethods->xSync(real(file), flags);
}

static int size_of_file(sqlite3_file *file, sqlite3_int64 *size) {
    TRY(FAULTY_SIZE);
    return real(file)->pMethods->xFileSize(real(file), size);
}

static int lock_file(sqlite3_file *file, int level) {
    TRY(FAULTY_LOCK);
    return real(file)->pMethods->xLock(real(file), level);
}

static int unlock_file(sqlite3_file *file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }

static int check_reserved_lock(sqlite3_file *file, int *result) {
    return real(file)->pMethods->xCheckReservedLock(real(file), result);
}

static int control_file(sqlite3_file *file, int operation, void *argument) {
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
}

static int sector_size(sqlite3_file *file) { return real(file)->pMethods->xSectorSize(real(file)); }

static int characteristics(sqlite3_file *file) { return real(file)->pMethods->xDeviceCharacteristics(real(file)); }

static int map_shared_memory(sqlite3_file *file, int page, int size, int extend, void volatile **memory) {
    TRY(FAULTY_SHM);
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, memory);
}

static int lock_shared_memory(sqlite3_file *file, int offset, int count, int flags) {
    if (flags & SQLITE_SHM_LOCK) {
        TRY(FAULTY_LOCK);
        if ((flags & SQLITE_SHM_EXCLUSIVE) && offset <= 1) {
            code = file_fault(file, FAULTY_WRITE_LOCK);
            if (code != SQLITE_OK) return code;
        }
    }
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}

static void shared_memory_barrier(sqlite3_file *file) { real(file)->pMethods->xShmBarrier(real(file)); }

static int unmap_shared_memory(sqlite3_file *file, int delete) {
    return real(file)->pMethods->xShmUnmap(real(file), delete);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = close_file,
    .xRead = read_file,
    .xWrite = write_file,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = size_of_file,
    .xLock = lock_file,
    .xUnlock = unlock_file,
    .xCheckReservedLock = check_reserved_lock,
    .xFileControl = control_file,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = characteristics,
    .xShmMap = map_shared_memory,
    .xShmLock = lock_shared_memory,
    .xShmBarrier = shared_memory_barrier,
    .xShmUnmap = unmap_shared_memory,
};

static int ends_with(const char *text, size_t length, const char *end) {
    size_t end_length = strlen(end);
    return length >= end_length && strcmp(text + length - end_length, end) == 0;
}

/// The plan for a file and which of the database's files it is; other files have none.
static FaultyPlan *find(const char *path, unsigned *file) {
    *file = 0;
    if (!path) return NULL;
    size_t length = strlen(path);
    size_t stem = length;
    unsigned found = FAULTY_DATABASE;
    if (ends_with(path, length, "-wal")) {
        found = FAULTY_LOG;
        stem -= 4;
    }
    pthread_mutex_lock(&mutex);
    FaultyPlan *plan = plans;
    while (plan && !(strlen(plan->path) == stem && strncmp(plan->path, path, stem) == 0)) plan = plan->next;
    pthread_mutex_unlock(&mutex);
    if (plan) *file = found;
    return plan;
}

static int open_file(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *flags_out) {
    (void)vfs;
    FaultyFile *faulty = (FaultyFile *)file;
    faulty->base.pMethods = NULL;
    faulty->plan = find(path, &faulty->file);
    int code = fault(faulty->plan, faulty->file, FAULTY_OPEN);
    if (code == SQLITE_OK) code = standard->xOpen(standard, path, real(file), flags, flags_out);
    if (code == SQLITE_OK) faulty->base.pMethods = &methods;
    return code;
}

static int delete_file(sqlite3_vfs *vfs, const char *path, int sync) {
    (void)vfs;
    unsigned file;
    FaultyPlan *plan = find(path, &file);
    int code = fault(plan, file, FAULTY_DELETE);
    return code == SQLITE_OK ? standard->xDelete(standard, path, sync) : code;
}

static sqlite3_vfs faulty;

static void install(void) {
    standard = sqlite3_vfs_find(NULL);
    faulty = *standard;
    faulty.szOsFile = (int)sizeof(FaultyFile) + standard->szOsFile;
    faulty.pNext = NULL;
    faulty.zName = FAULTY_FILE_VFS;
    faulty.xOpen = open_file;
    faulty.xDelete = delete_file;
    sqlite3_vfs_register(&faulty, 0);
}

FaultyPlan *faulty_plan_make(const char *path) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, install);
    FaultyPlan *plan = calloc(1, sizeof *plan);
    if (!plan || !(plan->path = strdup(path))) abort();
    pthread_mutex_lock(&mutex);
    plan->next = plans;
    plans = plan;
    pthread_mutex_unlock(&mutex);
    return plan;
}

void faulty_plan_free(FaultyPlan *plan) {
    pthread_mutex_lock(&mutex);
    for (FaultyPlan **place = &plans; *place; place = &(*place)->next) {
        if (*place == plan) {
            *place = plan->next;
            break;
        }
    }
    pthread_mutex_unlock(&mutex);
    free(plan->path);
    free(plan);
}

void faulty_plan_arm(FaultyPlan *plan, unsigned kinds, unsigned files, long first, int code, int lasts) {
    pthread_mutex_lock(&mutex);
    plan->kinds = kinds;
    plan->files = files;
    plan->remaining = first;
    plan->code = code;
    plan->lasts = lasts;
    plan->failed = 0;
    pthread_mutex_unlock(&mutex);
}

long faulty_plan_disarm(FaultyPlan *plan) {
    pthread_mutex_lock(&mutex);
    plan->kinds = 0;
    long failed = plan->failed;
    pthread_mutex_unlock(&mutex);
    return failed;
}

long faulty_plan_count(FaultyPlan *plan, unsigned kinds, unsigned files) {
    long sum = 0;
    pthread_mutex_lock(&mutex);
    for (int kind = 0; kind < kinds_of_calls; kind++) {
        for (int file = 0; file < kinds_of_files; file++) {
            if ((kinds >> kind & 1) && (files >> file & 1)) sum += plan->counts[kind][file];
        }
    }
    pthread_mutex_unlock(&mutex);
    return sum;
}
