#pragma once

// Calls of Linux and its C library that Swift's Glibc module lacks.

#include <malloc.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#if __has_include(<nss.h>)
#include <nss.h>
#endif

struct sockaddr;

/// accept4(2): glibc declares it only under _GNU_SOURCE, which Swift's Glibc module does not define.
///
/// <sys/socket.h> is not included: its declarations would then belong to this module and not to Glibc.
extern int accept4(int socket, struct sockaddr *restrict address, unsigned *restrict length, int flags);

/// Lets names of hosts be looked up in the hosts file and by DNS only, whatever nsswitch.conf(5) says.
///
/// The other sources are shared libraries, which a static program cannot load.
static inline void limit_name_sources(void) {
#if __has_include(<nss.h>)
    __nss_configure_lookup("hosts", "files dns");
#endif
}

extern long syscall(long number, ...);

/// pidfd_open(2), which glibc has since 2.36 only: a descriptor that is readable once the process has ended.
///
/// The number is the same on every architecture. Kernels before 5.3 answer ENOSYS.
static inline int open_process(int process) { return (int)syscall(434, process, 0u); }
