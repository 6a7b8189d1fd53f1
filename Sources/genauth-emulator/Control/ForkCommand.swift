import ArgumentParser
import HTTP
import JSON

/// `genauth-emulator fork`: copies a user pool of a server.
struct ForkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fork", abstract: "Copy a user pool of a running server.",
        discussion: "Shows the id, the access key and the base URL of the new user pool.")

    @Argument(help: "Name of the snapshot to copy; the present state if absent.")
    var snapshot: String?

    @Option(help: ArgumentHelp("Id of the new user pool; a new one if absent.", valueName: "id"))
    var id: String?

    @Option(help: ArgumentHelp("Name of the new user pool; its id if absent.", valueName: "name"))
    var name: String?

    @OptionGroup var pool: PoolOptions

    func run() throws {
        let (client, origin, _) = try pool.client()
        let body = JSONText.object { writer in
            if let id { writer.member("id", id) }
            if let name { writer.member("name", name) }
            writer.name("from")
            writer.beginObject()
            writer.member("userPool", origin)
            if let snapshot { writer.member("snapshot", snapshot) }
            writer.endObject()
        }
        try pool.server.write(client.call(.post, "/user-pools", body: body)) {
            try ReadableText.outline($0.value())
        }
    }
}
