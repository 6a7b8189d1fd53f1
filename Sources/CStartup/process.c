// Swift does not import fork(2). It is safe here because the program has one thread when it is called.

#include "startup.h"

#include <sys/types.h>
#include <unistd.h>

int startup_fork(void) { return (int)fork(); }
