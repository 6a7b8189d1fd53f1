// Stands in for a machine without IPv6: NO_IPV6=family has no sockets of the family, NO_IPV6=address has none of its
// addresses, and any other value is a failure that says nothing of IPv6.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static int is_missing(const char *what) {
    const char *missing = getenv("NO_IPV6");
    return missing && strcmp(missing, what) == 0;
}

int socket(int domain, int type, int protocol) {
    if (domain == AF_INET6 && is_missing("family")) {
        errno = EAFNOSUPPORT;
        return -1;
    }
    int (*original)(int, int, int) = dlsym(RTLD_NEXT, "socket");
    return original(domain, type, protocol);
}

int bind(int descriptor, const struct sockaddr *address, socklen_t length) {
    if (address->sa_family == AF_INET6 && !is_missing("nothing")) {
        errno = is_missing("address") ? EADDRNOTAVAIL : EACCES;
        return -1;
    }
    int (*original)(int, const struct sockaddr *, socklen_t) = dlsym(RTLD_NEXT, "bind");
    return original(descriptor, address, length);
}
