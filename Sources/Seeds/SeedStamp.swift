internal import Platform
internal import PoolEngine

/// By what a seed's file is known to be the same as before, without reading it.
///
/// The time of the last change of the inode cannot be set by programs, so a file that was written in between differs
/// also when its size and its time of modification were put back.
struct SeedStamp: Equatable, Sendable {
    /// Device, inode, size, and both times with their nanoseconds.
    let numbers: [Int64]
    /// The file's size in bytes.
    var size: Int { Int(numbers[2]) }

    private static let count = 7

    /// The stamp of an open file; nil unless it is a regular one.
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

    /// A stamp that was noted; nil when it is none.
    init?(_ numbers: [Int64]) {
        guard numbers.count == Self.count else { return nil }
        self.numbers = numbers
    }

    /// Whether the file was changed so long ago that another change since would show.
    ///
    /// File systems count time in steps of some milliseconds.
    func isSettled(at now: Timestamp) -> Bool {
        now.seconds > numbers[5] + 1
    }
}
