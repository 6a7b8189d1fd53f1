#define _GNU_SOURCE
#include "killed_calls.h"

#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
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

static int is_last(void) {
    return atomic_load(&left) > 0 && atomic_fetch_sub(&left, 1) == 1;
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

static void die_if_last(void) {
    if (is_last()) die();
}

static ssize_t write_at(int descriptor, const void *bytes, size_t count, off_t offset) {
    if (is_last()) {
        if (atomic_load(&tears)) syscall(SYS_pwrite64, descriptor, bytes, count / 2, offset);
        die();
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
        die();
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
    return (int)syscall(SYS_fsync, descriptor);
}

int fdatasync(int descriptor) {
    die_if_last();
    return (int)syscall(SYS_fdatasync, descriptor);
}

int rename(const char *from, const char *to) {
    die_if_last();
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
