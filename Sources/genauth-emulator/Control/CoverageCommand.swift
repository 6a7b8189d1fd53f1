import ArgumentParser
import HTTP

/// `genauth-emulator coverage`: shows the known operations, and how often a server was asked for each.
struct CoverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "Show the known operations, whether each is emulated, and its calls of a running server.")

    @OptionGroup var server: ClientOptions

    func run() throws {
        try server.write(server.client().call(.get, "/coverage")) { reply in
            try ReadableText.table(["calls", "emulated", "method", "path"], of: reply.list("operations"))
        }
    }
}
