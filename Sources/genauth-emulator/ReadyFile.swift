import Glibc
import HTTPServer
import JSON

/// Why the ready file cannot be written.
struct ReadyFileError: Error, CustomStringConvertible {
    let description: String
}

/// The file that tells other programs that the server listens.
///
/// It is written beside its place and renamed, so whoever sees it sees all of it.
struct ReadyFile {
    let path: String

    /// Writes one line of JSON: `url`, `port`, `pid`, `version`.
    ///
    /// - Throws: `ReadyFileError`.
    func write(_ address: Address) throws {
        var writer = Writer()
        writer.beginObject()
        writer.member("url", "http://\(address)")
        writer.member("port", Int64(address.port))
        writer.member("pid", Int64(getpid()))
        writer.member("version", Version.current)
        writer.endObject()
        let line = writer.finish() + [UInt8(ascii: "\n")]

        let unfinished = "\(path).unfinished"
        let descriptor = open(unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw error("open") }
        let written = Glibc.write(descriptor, line, line.count)
        guard written == line.count, close(descriptor) == 0 else { throw error("write") }
        guard rename(unfinished, path) == 0 else { throw error("rename") }
    }

    /// Removes what an earlier run left, which would tell of a server that is not there.
    func remove() {
        unlink(path)
    }

    private func error(_ call: String) -> ReadyFileError {
        ReadyFileError(description: "ready file: \(call) \(path): \(String(cString: strerror(errno)))")
    }
}
