#pragma once

#include <malloc.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

/// accept4(2): glibc declares it only under _GNU_SOURCE, which Swift's Glibc module does not define.
extern int accept4(int socket, struct sockaddr *restrict address, socklen_t *restrict length, int flags);
