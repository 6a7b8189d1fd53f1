#pragma once

// Calls of Linux and its C library that Swift's Glibc module lacks.

#include <malloc.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

struct sockaddr;

/// accept4(2): glibc declares it only under _GNU_SOURCE, which Swift's Glibc module does not define.
///
/// <sys/socket.h> is not included: its declarations would then belong to this module and not to Glibc.
extern int accept4(int socket, struct sockaddr *restrict address, unsigned *restrict length, int flags);
