#if canImport(Glibc)
    internal import CLinux
#endif

/// The memory of the process.
public enum Memory {
    /// Returns free memory of the C library to the system, where it keeps much (malloc_trim(3)); takes milliseconds.
    public static func trim() {
        #if canImport(Glibc)
            malloc_trim(0)
        #endif
    }
}
