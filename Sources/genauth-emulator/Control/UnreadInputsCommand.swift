import ArgumentParser
import HTTP

/// `genauth-emulator unread-inputs`: shows what a server has ignored in the requests of a user pool.
struct UnreadInputsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unread-inputs",
        abstract: "Show fields, query parameters and header fields that no operation has read.",
        discussion: "They are those of the requests in the journal of a user pool of a running server.")

    @OptionGroup var pool: PoolOptions

    func run() throws {
        let (client, _, path) = try pool.client()
        try pool.server.write(client.call(.get, "\(path)/unread-inputs")) { reply in
            try ReadableText.table(["count", "operation", "kind", "name"], of: reply.list("unreadInputs"))
        }
    }
}
