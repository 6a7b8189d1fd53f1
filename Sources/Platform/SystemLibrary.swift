// The C library under the name that it has on each system. Other modules import Platform and see it through this one,
// so that none of them needs a condition; its functions and constants are those of POSIX unless their comments say
// otherwise.

#if canImport(Glibc)
    @_exported import Glibc
#elseif canImport(Musl)
    @_exported import Musl
#elseif canImport(Darwin)
    @_exported import Darwin
#endif
