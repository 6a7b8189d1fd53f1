#define _GNU_SOURCE
#include "killed_calls.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_long left;
static atomic_int tears;

void killed_calls_arm(long number, int does_tear) {
    atomic_store(&tears, does_tear);
    atomic_store(&left, number);
}

static pthread_mutex_t trace_lock = PTHREAD_MUTEX_INITIALIZER;
static char traced_folder[4096];
static char trace[1 << 16];

void traced_calls_begin(const char *folder) {
    pthread_mutex_lock(&trace_lock);
    snprintf(traced_folder, sizeof traced_folder, "%s", folder ? folder : "");
    trace[0] = 0;
    pthread_mutex_unlock(&trace_lock);
}

const char *traced_calls_text(void) { return trace; }

static void note(const char *call, const char *path, const char *other) {
    pthread_mutex_lock(&trace_lock);
    if (traced_folder[0] && strncmp(path, traced_folder, strlen(traced_folder)) == 0) {
        size_t length = strlen(trace);
        snprintf(trace + length, sizeof trace - length, "%s %s%s%s\n", call, path, other ? " " : "", other ? other : "");
    }
    pthread_mutex_unlock(&trace_lock);
}

static void note_descriptor(const char *call, int descriptor) {
    if (!traced_folder[0]) return;
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return;
    path[length] = 0;
    note(call, path, 0);
}

static _Thread_local long reads_left;

void failing_readdir_arm(long number) { reads_left = number; }

struct dirent *readdir(DIR *folder) {
    static struct dirent *(*next)(DIR *);
    if (!next) next = (struct dirent * (*)(DIR *)) dlsym(RTLD_NEXT, "readdir");
    if (reads_left > 0 && --reads_left == 0) {
        errno = EIO;
        return 0;
    }
    return next(folder);
}

static int is_last(void) {
    return atomic_load(&left) > 0 && atomic_fetch_sub(&left, 1) == 1;
}

static void kill_process(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

static void die_if_last(void) {
    if (is_last()) kill_process();
}

static ssize_t write_at(int descriptor, const void *bytes, size_t count, off_t offset) {
    if (is_last()) {
        if (atomic_load(&tears)) syscall(SYS_pwrite64, descriptor, bytes, count / 2, offset);
        kill_process();
    }
    return syscall(SYS_pwrite64, descriptor, bytes, count, offset);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
    return write_at(descriptor, bytes, count, offset);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) {
    return write_at(descriptor, bytes, count, offset);
}

static ssize_t send_file(int target, int source, off_t *offset, size_t count) {
    if (is_last()) {
        struct stat information;
        if (atomic_load(&tears) && fstat(source, &information) == 0) {
            syscall(SYS_sendfile, target, source, offset, (size_t)information.st_size / 2);
        }
        kill_process();
    }
    return syscall(SYS_sendfile, target, source, offset, count);
}

ssize_t sendfile(int target, int source, off_t *offset, size_t count) {
    return send_file(target, source, offset, count);
}

ssize_t sendfile64(int target, int source, off64_t *offset, size_t count) {
    return send_file(target, source, offset, count);
}

int ftruncate(int descriptor, off_t length) {
    die_if_last();
    return (int)syscall(SYS_ftruncate, descriptor, length);
}

int ftruncate64(int descriptor, off64_t length) {
    die_if_last();
    return (int)syscall(SYS_ftruncate, descriptor, length);
}

int fsync(int descriptor) {
    die_if_last();
    note_descriptor("fsync", descriptor);
    return (int)syscall(SYS_fsync, descriptor);
}

int fdatasync(int descriptor) {
    die_if_last();
    note_descriptor("fdatasync", descriptor);
    return (int)syscall(SYS_fdatasync, descriptor);
}

int rename(const char *from, const char *to) {
    die_if_last();
    note("rename", from, to);
    return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int unlink(const char *path) {
    die_if_last();
    return (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int rmdir(const char *path) {
    die_if_last();
    return (int)syscall(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR);
}

int mkdir(const char *path, mode_t mode) {
    die_if_last();
    return (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}

int utimensat(int folder, const char *path, const struct timespec times[2], int flags) {
    die_if_last();
    return (int)syscall(SYS_utimensat, folder, path, times, flags);
}
