internal import Platform
internal import PoolEngine

/// Identifies the contents of a seed's file without reading it.
///
/// Programs cannot set an inode's change time (ctime), so a file that was written differs even if its size and
/// modification time were restored.
struct SeedStamp: Equatable, Sendable {
    /// Device, inode, size, and both times with nanoseconds.
    let numbers: [Int64]
    /// The size in bytes.
    var size: Int { Int(numbers[2]) }

    private static let count = 7

    /// Reads the stamp of an open file; nil unless it is a regular file.
    init?(of descriptor: Int32) {
        var information = stat()
        guard fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFREG else {
            return nil
        }
        numbers = [
            Int64(truncatingIfNeeded: information.st_dev), Int64(truncatingIfNeeded: information.st_ino),
            Int64(information.st_size), Int64(information.st_mtim.tv_sec), Int64(information.st_mtim.tv_nsec),
            Int64(information.st_ctim.tv_sec), Int64(information.st_ctim.tv_nsec),
        ]
    }

    /// Restores a recorded stamp; nil if it is invalid.
    init?(_ numbers: [Int64]) {
        guard numbers.count == Self.count else { return nil }
        self.numbers = numbers
    }

    /// Whether the last change is old enough that a later one would change the stamp.
    ///
    /// File systems count time in steps of some milliseconds.
    func isSettled(at now: Timestamp) -> Bool {
        now.seconds > numbers[5] + 1
    }
}
