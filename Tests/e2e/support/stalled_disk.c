// Loaded into the program by LD_PRELOAD: writing to files stands still as long as the file named by STALL_FILE exists, and
// with STALL_READS reading at an offset, as SQLite reads.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

typedef ssize_t (*pwrite_function)(int, const void *, size_t, off64_t);
typedef ssize_t (*pread_function)(int, void *, size_t, off64_t);

static void stall(void) {
    const char *path = getenv("STALL_FILE");
    while (path && access(path, F_OK) == 0) usleep(5000);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) {
    stall();
    return ((pwrite_function)dlsym(RTLD_NEXT, "pwrite64"))(descriptor, bytes, count, offset);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
    stall();
    return ((pwrite_function)dlsym(RTLD_NEXT, "pwrite"))(descriptor, bytes, count, offset);
}

ssize_t pread64(int descriptor, void *bytes, size_t count, off64_t offset) {
    if (getenv("STALL_READS")) stall();
    return ((pread_function)dlsym(RTLD_NEXT, "pread64"))(descriptor, bytes, count, offset);
}

ssize_t pread(int descriptor, void *bytes, size_t count, off_t offset) {
    if (getenv("STALL_READS")) stall();
    return ((pread_function)dlsym(RTLD_NEXT, "pread"))(descriptor, bytes, count, offset);
}
