import ArgumentParser
import HTTP

/// `genauth-emulator diff`: compares two states of a user pool of a server.
struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Compare two states of a user pool of a running server.",
        discussion: "The snapshot named seed is the state that the user pool began with.")

    @Argument(help: "Name of a snapshot.")
    var from: String

    @Argument(help: "Name of another snapshot; the present state if absent.")
    var to: String?

    @OptionGroup var pool: PoolOptions

    func run() throws {
        let (client, _, path) = try pool.client()
        let reply = try client.call(.get, "\(path)/diff", query: [("from", from), ("to", to)])
        try pool.server.write(reply) { try DifferenceText.text(of: $0.value()) }
    }
}
