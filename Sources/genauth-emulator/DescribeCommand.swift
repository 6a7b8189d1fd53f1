import ArgumentParser
import ManagementAPI
import Platform

/// `genauth-emulator describe`: writes what is emulated, without a server.
struct DescribeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe",
        abstract: "Describe the emulated operations on standard output.",
        discussion: "A running server returns the same OpenAPI document from /_emulator/openapi.json.")

    /// The forms of the description.
    enum Form: String, CaseIterable, ExpressibleByArgument {
        case openapi, table
    }

    @Argument(help: "An OpenAPI 3.1 document, or a table in Markdown.")
    var form: Form

    func run() throws {
        switch form {
        case .openapi:
            try StandardOutput.write(OpenAPIDocument.text(version: Version.current))
        case .table: try StandardOutput.write(Array(SupportTable.text().utf8))
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
