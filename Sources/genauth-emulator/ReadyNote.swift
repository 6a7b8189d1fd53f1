import HTTPServer
import JSON
import Platform

/// The contents of a ready file: where a server listens, and which process it is.
struct ReadyNote: Equatable {
    /// The server's base address, `http://127.0.0.1:8930`.
    let url: String
    /// The TCP port.
    let port: UInt16
    /// The process.
    let pid: Int32
    /// The program's version.
    let version: String

    /// The largest ready file, in bytes.
    private static let longest = 4_096

    /// The note of this process once it listens.
    init(_ address: Address) {
        url = "http://\(address)"
        port = address.port
        pid = getpid()
        version = Version.current
    }

    /// Reads the text of a ready file; nil if it is not one.
    init?(_ text: [UInt8]) {
        guard let root = try? Document(parsing: text).root, let url = root["url"]?.string,
            let port = root["port"]?.int64.flatMap({ UInt16(exactly: $0) }),
            let pid = root["pid"]?.int64.flatMap({ Int32(exactly: $0) }),
            let version = root["version"]?.string
        else { return nil }
        (self.url, self.port, self.pid, self.version) = (url, port, pid, version)
    }

    /// Reads a ready file; nil if the path has no regular file with the text of one.
    init?(at path: String) {
        // O_NONBLOCK: opening a FIFO would wait for its other end.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        var text = [UInt8](repeating: 0, count: Self.longest)
        let count = read(descriptor, &text, text.count)
        self.init(Array(text.prefix(max(0, count))))
    }

    /// The address's part of the URL without its port, `127.0.0.1` or `[::1]`.
    var host: String {
        let authority = url.dropFirst("http://".count)
        return String(authority[..<(authority.lastIndex(of: ":") ?? authority.endIndex)])
    }

    /// The line of JSON that a ready file holds.
    var line: [UInt8] {
        var writer = Writer()
        writer.beginObject()
        writer.member("url", url)
        writer.member("port", Int64(port))
        writer.member("pid", Int64(pid))
        writer.member("version", version)
        writer.endObject()
        return writer.finish() + [UInt8(ascii: "\n")]
    }
}
