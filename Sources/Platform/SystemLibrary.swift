// The C library, by its name on each system. Other modules import it through Platform, so that they need no conditional
// compilation. They use its POSIX functions and constants unless a comment says otherwise.

#if canImport(Glibc)
    @_exported import Glibc
#elseif canImport(Musl)
    @_exported import Musl
#elseif canImport(Darwin)
    @_exported import Darwin
#endif
