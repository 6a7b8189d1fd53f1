// What has to happen before the Swift runtime starts, so that the static program runs where there is no /proc: an
// empty folder under chroot.
//
// - The runtime's static initialisers look for the runtime's folder through /proc/self/exe and abort without it.
//   SWIFT_ROOT answers that question; nothing is loaded from there.
// - Swift reads CommandLine.arguments from /proc/self/cmdline; without it there are none. glibc hands main's
//   arguments to every constructor.
// - The number of a standard stream that the caller has closed would be that of the first file that is opened, and the
//   log would be written into it. /dev/null takes the number, for reading only, so that writing fails as it should.
//
// It is C because it must run first: Swift has no way to ask for a constructor's priority. 101 is the first one that
// is not reserved (GCC manual, constructor attribute).

#include "startup.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static int count;
static char **arguments;

__attribute__((constructor(101))) static void begin(int argument_count, char **argument_texts) {
    count = argument_count;
    arguments = argument_texts;
    // open(2) gives the lowest free descriptor.
    while (1) {
        int descriptor = open("/dev/null", O_RDONLY);
        if (descriptor < 0) break;
        if (descriptor > STDERR_FILENO) {
            close(descriptor);
            break;
        }
    }
    if (access("/proc/self/exe", F_OK) != 0) {
        setenv("SWIFT_ROOT", "/", 0);
    }
}

int startup_argument_count(void) { return count; }

char **startup_arguments(void) { return arguments; }

char **startup_environment(void) {
    extern char **environ;
    return environ;
}
