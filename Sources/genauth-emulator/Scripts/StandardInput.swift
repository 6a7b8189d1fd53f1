import Platform

/// Standard input of the process.
enum StandardInput {
    /// Reads all of it.
    ///
    /// - Throws: `InputError` if a read fails.
    static func read() throws(InputError) -> [UInt8] {
        var bytes: [UInt8] = []
        try forEachPiece { bytes += $0 }
        return bytes
    }

    /// Reads it to its end.
    ///
    /// - Parameter body: receives the bytes when they arrive.
    /// - Throws: `InputError` if a read fails.
    static func forEachPiece(_ body: (ArraySlice<UInt8>) -> Void) throws(InputError) {
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Platform.read(STDIN_FILENO, &piece, piece.count)
            if count > 0 {
                body(piece.prefix(count))
            } else if count == 0 {
                return
            } else if errno != EINTR {
                throw InputError(code: errno)
            }
        }
    }
}

/// Standard input that cannot be read.
struct InputError: Error, CustomStringConvertible {
    /// The `errno` of read(2).
    let code: Int32

    var description: String { "read from standard input: \(String(cString: strerror(code)))" }
}
