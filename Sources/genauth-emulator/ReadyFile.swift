import Platform
import PoolEngine

/// Why the ready file cannot be written.
struct ReadyFileError: Error, CustomStringConvertible {
    let description: String
}

/// The file that shows other programs that the server listens.
///
/// A regular file is written under another name and renamed, so that a reader sees all of it. A FIFO, a terminal or a link
/// is written to and not replaced. A file that is not a ready file is never changed.
struct ReadyFile {
    let path: String
    /// The data directory; nil if the state is in memory.
    let data: String?

    /// Whether a path has something other than a regular file, such as a FIFO or a terminal.
    static func isSpecial(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    }

    /// Whether writing may wait for a reader, or what is written cannot be removed again.
    var isSpecial: Bool { Self.isSpecial(path) }

    /// Refuses a path with another file, or with a file of the data directory.
    ///
    /// - Throws: `ReadyFileError`.
    func requireFree() throws(ReadyFileError) {
        if let data, DataFileName.isState(Self.name(of: path)), Self.isSame(Self.folder(of: path), data) {
            throw ReadyFileError(
                description: "ready file: \(path) is the name of a file of the data folder; choose another")
        }
        var status = stat()
        guard stat(path, &status) == 0, standardStream == nil else { return }
        let isOther = status.st_mode & S_IFMT == S_IFREG && status.st_size > 0 && ReadyNote(at: path) == nil
        if isOther || status.st_mode & S_IFMT == S_IFDIR {
            throw ReadyFileError(
                description:
                    "ready file: \(path) exists but is not a ready file; remove it or choose another path")
        }
    }

    /// Removes the ready file of a process that has ended or had this process's number.
    ///
    /// In another container the same number is another process; a server that runs there has locked its file.
    func removeStale() {
        guard standardStream == nil, let note = ReadyNote(at: path) else { return }
        let isAlive = note.pid > 0 && note.pid != getpid() && (kill(note.pid, 0) == 0 || errno != ESRCH)
        if !isAlive && !isHeld { erase() }
    }

    /// Writes one line of JSON: `url`, `port`, `pid`, `version`.
    ///
    /// A FIFO without a reader makes it wait for one.
    ///
    /// - Throws: `ReadyFileError`.
    func write(_ note: ReadyNote) throws(ReadyFileError) {
        try requireFree()
        if let standardStream { return try write(note.line, to: standardStream) }
        var status = stat()
        let exists = lstat(path, &status) == 0
        guard !exists || status.st_mode & S_IFMT == S_IFREG else { return try writeThrough(note.line) }
        do {
            try replace(with: note.line)
        } catch let error {
            // A folder in which no file can be created, or a file that is a mount.
            guard exists, [EACCES, EPERM, EROFS, EBUSY].contains(error.code) else { throw failure(error) }
            try writeThrough(note.line)
        }
    }

    /// Removes the file of a server, unless another server has replaced it.
    func remove(_ note: ReadyNote) {
        guard standardStream == nil, ReadyNote(at: path) == note else { return }
        erase()
    }

    /// Removes a regular file; empties one that cannot be removed, and the target of a link.
    private func erase() {
        var status = stat()
        let isFile = lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        if !isFile || unlink(path) != 0 { truncate(path, 0) }
    }

    private func replace(with line: [UInt8]) throws(SystemCallError) {
        let unfinished = "\(path).unfinished"
        guard Self.isReplaceable(unfinished) else { throw SystemCallError("open", EEXIST) }
        unlink(unfinished)
        let descriptor = open(unfinished, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw SystemCallError("open", errno) }
        do throws(SystemCallError) {
            try Self.write(line, to: descriptor, closing: true)
            Self.hold(unfinished)
            guard rename(unfinished, path) == 0 else { throw SystemCallError("rename", errno) }
        } catch {
            unlink(unfinished)
            throw error
        }
    }

    /// Whether the path has no file, an empty file or a ready file.
    private static func isReplaceable(_ path: String) -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0 else { return true }
        return status.st_mode & S_IFMT == S_IFREG && (status.st_size == 0 || ReadyNote(at: path) != nil)
    }

    /// Locks a file until this process ends; on file systems without locks only the process id is compared.
    private static func hold(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor >= 0 { flock(descriptor, LOCK_EX | LOCK_NB) }
    }

    /// Whether the server that wrote the file is still running.
    private var isHeld: Bool {
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }

    private func writeThrough(_ line: [UInt8]) throws(ReadyFileError) {
        var descriptor: Int32
        repeat {
            descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOCTTY | O_CLOEXEC, 0o644)
        } while descriptor < 0 && errno == EINTR
        guard descriptor >= 0 else { throw failure(SystemCallError("open", errno)) }
        try write(line, to: descriptor, closing: true)
    }

    private func write(
        _ line: [UInt8], to descriptor: Int32, closing: Bool = false
    ) throws(ReadyFileError) {
        do throws(SystemCallError) {
            try Self.write(line, to: descriptor, closing: closing)
        } catch {
            throw failure(error)
        }
    }

    private static func write(_ line: [UInt8], to descriptor: Int32, closing: Bool) throws(SystemCallError) {
        var failure: SystemCallError?
        var rest = line[...]
        while !rest.isEmpty, failure == nil {
            let count = rest.withUnsafeBytes { Platform.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                failure = SystemCallError("write", errno)
            }
        }
        // Some file systems report a full disk only here (close(2)).
        if closing, close(descriptor) != 0, failure == nil { failure = SystemCallError("close", errno) }
        if let failure { throw failure }
    }

    private func failure(_ error: SystemCallError) -> ReadyFileError {
        ReadyFileError(
            description: "ready file: \(error.call) \(path): \(String(cString: strerror(error.code)))")
    }

    /// Standard output or standard error, if the path is the same file: opening it again would overwrite its start.
    private var standardStream: Int32? {
        var (status, stream) = (stat(), stat())
        guard stat(path, &status) == 0 else { return nil }
        return [STDOUT_FILENO, STDERR_FILENO].first {
            fstat($0, &stream) == 0 && stream.st_dev == status.st_dev && stream.st_ino == status.st_ino
        }
    }

    private static func name(of path: String) -> String {
        String(path.split(separator: "/").last ?? "")
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func isSame(_ path: String, _ other: String) -> Bool {
        var (status, otherStatus) = (stat(), stat())
        guard stat(path, &status) == 0, stat(other, &otherStatus) == 0 else { return path == other }
        return status.st_dev == otherStatus.st_dev && status.st_ino == otherStatus.st_ino
    }
}
