import ManagementAPI
import Platform

/// `genauth-emulator describe`: writes what is emulated, without a server.
enum DescribeCommand {
    static let declaration = Command(
        ["describe"], operands: "FORM", "Describe the emulated operations on standard output.",
        details: """
            FORM is openapi for an OpenAPI 3.1 document, or table for a table in Markdown. A running server \
            returns the same OpenAPI document from /_emulator/openapi.json.
            """, run: run)

    /// The forms of the description.
    private enum Form: String, CaseIterable {
        case openapi, table
    }

    @Sendable private static func run(_ arguments: Arguments) throws {
        guard arguments.operands.count == 1, let form = Form(rawValue: arguments.operands[0]) else {
            throw UsageError("describe needs one of openapi, table")
        }
        switch form {
        case .openapi: try StandardOutput.write(OpenAPIDocument.text(version: Version.current))
        case .table: try StandardOutput.write(Array(SupportTable.text.utf8))
        }
    }
}

/// Standard output of the process, for texts of any length.
enum StandardOutput {
    /// Writes all of a text.
    ///
    /// - Throws: `OutputError` if a write fails.
    static func write(_ text: [UInt8]) throws(OutputError) {
        var rest = text[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Platform.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { throw OutputError(code: errno) }
            rest = rest.dropFirst(max(0, count))
        }
    }
}

/// Standard output that cannot be written.
struct OutputError: Error, CustomStringConvertible {
    /// The `errno` of write(2).
    let code: Int32

    var description: String { "write to standard output: \(String(cString: strerror(code)))" }
}
