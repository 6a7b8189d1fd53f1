import ArgumentParser
import ManagementAPI
import Platform

/// `genauth-emulator describe`: tells what is emulated, without a server.
struct DescribeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe",
        abstract: "Tell which operations are emulated, to standard output.",
        discussion: "A server answers the same OpenAPI document under /_emulator/openapi.json.")

    /// The forms of the description.
    enum Form: String, CaseIterable, ExpressibleByArgument {
        case openapi, table
    }

    @Argument(help: "openapi for an OpenAPI 3.1 document, table for the README's table in Markdown.")
    var form: Form

    func run() throws {
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
    /// - Throws: `ExitCode` 74, of sysexits.h, when the output takes no more.
    static func write(_ text: [UInt8]) throws(ExitCode) {
        var rest = text[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Platform.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { throw ExitCode(74) }
            rest = rest.dropFirst(max(0, count))
        }
    }
}
