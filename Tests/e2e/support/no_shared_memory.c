// Has mmap(2) fail for the index of a write-ahead log, as on file systems that cannot share memory; with NO_LOCKS in the
// environment locks of files fail, too.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static void *map(void *address, size_t length, int protection, int flags, int descriptor, long offset) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t count = descriptor < 0 ? -1 : readlink(link, path, sizeof path - 1);
    if (count >= 4 && memcmp(path + count - 4, "-shm", 4) == 0) {
        errno = ENODEV;
        return (void *)-1;
    }
    return (void *)syscall(SYS_mmap, address, length, protection, flags, descriptor, offset);
}

void *mmap(void *address, size_t length, int protection, int flags, int descriptor, long offset) {
    return map(address, length, protection, flags, descriptor, offset);
}

void *mmap64(void *address, size_t length, int protection, int flags, int descriptor, long offset) {
    return map(address, length, protection, flags, descriptor, offset);
}

static int control(int descriptor, int command, void *argument) {
    if ((command == F_SETLK || command == F_GETLK) && getenv("NO_LOCKS")) {
        errno = ENOLCK;
        return -1;
    }
    return (int)syscall(SYS_fcntl, descriptor, command, argument);
}

int fcntl(int descriptor, int command, ...) {
    va_list arguments;
    va_start(arguments, command);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    return control(descriptor, command, argument);
}

int fcntl64(int descriptor, int command, ...) {
    va_list arguments;
    va_start(arguments, command);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    return control(descriptor, command, argument);
}
