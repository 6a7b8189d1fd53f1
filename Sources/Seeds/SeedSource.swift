internal import JSON
internal import Platform
internal import PoolEngine

/// The text of a seed, which is read in parts.
///
/// A regular file is not held in memory: its readers keep a window of it. Anything else, such as a pipe, can be read
/// only once and is held in memory.
final class SeedSource: Sendable {
    private enum Storage {
        case bytes([UInt8])
        case file(descriptor: Int32)
    }

    /// How many bytes are read at a time.
    static let chunk = 262_144
    /// The size in bytes from which a file counts as large.
    ///
    /// Large files that were applied are recorded, so that they are not read again.
    static let largeFile = 4 * 1_024 * 1_024
    /// The longest string, and the longest object without its lists, in bytes: this much is held in memory at a time.
    static let longestPiece = 16 * 1_024 * 1_024
    /// Arrays and objects below this length are not recorded, since skipping them is as fast.
    private static let notedLength = 65_536
    /// The most arrays and objects of one level that are recorded.
    private static let mostNoted = 65_536

    /// The name of the text in errors.
    let name: String
    /// The length of the text in bytes.
    let byteCount: Int
    /// The stamp of the file when it was opened; nil for a text in memory.
    let stamp: SeedStamp?
    private let storage: Storage
    /// Receives the progress, if any.
    private let progress: SeedProgress?

    /// Creates a source of a text in memory.
    init(_ bytes: [UInt8], named name: String) {
        self.name = name
        byteCount = bytes.count
        stamp = nil
        storage = .bytes(bytes)
        progress = nil
    }

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - path: the file's path; `-` for standard input.
    ///   - progress: receives the progress.
    /// - Throws: `SeedError.unreadable`.
    init(path: String, progress: SeedProgress? = nil) throws(SeedError) {
        name = path == "-" ? "standard input" : path
        self.progress = progress
        let descriptor =
            path == "-" ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0) : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(file: name, reason: String(cString: strerror(errno))) }
        if let stamp = SeedStamp(of: descriptor) {
            self.stamp = stamp
            byteCount = stamp.size
            storage = .file(descriptor: descriptor)
        } else {
            defer { close(descriptor) }
            let bytes = try Self.contents(of: descriptor, named: name)
            stamp = nil
            byteCount = bytes.count
            storage = .bytes(bytes)
        }
    }

    deinit {
        if case .file(let descriptor) = storage { close(descriptor) }
    }

    /// Whether the text is large enough for the slower but smaller ways of working.
    var isLarge: Bool { byteCount >= Self.largeFile }

    /// Reads a part of the text.
    ///
    /// - Parameters:
    ///   - offset: where it begins, from 0.
    ///   - buffer: where it goes.
    /// - Returns: how many bytes there are, less than the buffer holds only at the end.
    /// - Throws: `SeedError.unreadable`.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(SeedError) -> Int {
        let wanted = max(0, min(buffer.count, byteCount - offset))
        progress?.note(offset + wanted, of: byteCount)
        switch storage {
        case .bytes(let bytes):
            bytes.withUnsafeBytes { bytes in
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + wanted]))
            }
            return wanted
        case .file(let descriptor):
            var count = 0
            while count < wanted {
                let read = pread(
                    descriptor, buffer.baseAddress?.advanced(by: count), wanted - count, off_t(offset + count)
                )
                if read == 0 { throw changed }
                if read < 0 {
                    let code = errno
                    if code == EINTR { continue }
                    throw .unreadable(file: name, reason: String(cString: strerror(code)))
                }
                count += read
            }
            return count
        }
    }

    /// Refuses a file that has changed since it was opened.
    ///
    /// - Throws: `SeedError.unreadable`.
    func requireUnchanged() throws(SeedError) {
        guard case .file(let descriptor) = storage else { return }
        guard SeedStamp(of: descriptor) == stamp else { throw changed }
    }

    /// The error that the text has changed since it was checked.
    var changed: SeedError { .unreadable(file: name, reason: "it was changed while it was being read") }

    /// The error that a single string, or a single object without its lists, is too long.
    ///
    /// - Parameter offset: where it begins.
    /// - Returns: the error.
    /// - Throws: `SeedError.unreadable`.
    func tooLong(at offset: Int) throws(SeedError) -> SeedError {
        let place = try location(of: offset)
        let most = Self.longestPiece / (1_024 * 1_024)
        return .invalid(
            file: name, path: "line \(place.line), column \(place.column)",
            reason: "a string, or an object without its lists, must not be longer than \(most) MiB")
    }

    /// Records that a step begins.
    func begin(_ step: SeedProgress.Step) {
        progress?.begin(step, of: name)
    }

    /// Checks that the text is JSON.
    ///
    /// - Returns: where long arrays and objects end, as in `StreamedCheck.ends`.
    /// - Throws: `SeedError.notJSON`, `.unreadable`.
    func check() throws(SeedError) -> [Int: Int] {
        begin(.checking)
        var check = StreamedCheck(
            limits: SeedFormat.limits, notingFrom: max(Self.notedLength, byteCount / Self.mostNoted))
        var window = [UInt8](repeating: 0, count: min(Self.chunk, byteCount))
        var (start, count) = (0, 0)
        while true {
            count += try fill(&window, from: count, at: start + count)
            let isLast = start + count == byteCount
            let done: Int
            do throws(ParseError) {
                done = try check.take(window.span.extracting(first: count), isLast: isLast)
            } catch {
                let place = try location(of: error.offset)
                let reason = "line \(place.line), column \(place.column): \(error.kind.message)"
                throw .notJSON(file: name, reason: reason)
            }
            if isLast { return check.ends }
            if done == 0, count > Self.longestPiece { throw try tooLong(at: start) }
            if done == 0 { window.append(contentsOf: repeatElement(0, count: window.count)) }
            window.replaceSubrange(0..<count - done, with: Array(window[done..<count]))
            start += done
            count -= done
        }
    }

    private func fill(_ window: inout [UInt8], from first: Int, at offset: Int) throws(SeedError) -> Int {
        let result = window.withUnsafeMutableBytes { bytes in
            Result { () throws(SeedError) in
                try read(at: offset, into: UnsafeMutableRawBufferPointer(rebasing: bytes[first...]))
            }
        }
        return try result.get()
    }

    private func location(of offset: Int) throws(SeedError) -> TextLocation {
        var window = [UInt8](repeating: 0, count: Self.chunk)
        var location = TextLocation()
        var start = 0
        while start < offset {
            let count = min(try fill(&window, from: 0, at: start), offset - start)
            location.advance(over: window[..<count])
            start += count
        }
        return location
    }

    private static func contents(of descriptor: Int32, named name: String) throws(SeedError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: Self.chunk)
        while true {
            let count = Platform.read(descriptor, &chunk, chunk.count)
            if count == 0 { return bytes }
            if count < 0 {
                let code = errno
                if code == EINTR { continue }
                throw .unreadable(file: name, reason: String(cString: strerror(code)))
            }
            bytes.append(contentsOf: chunk[..<count])
        }
    }
}
