import ArgumentParser
import HTTP

/// `genauth-emulator pools`: lists the user pools of a server, or removes one.
struct UserPoolsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pools", abstract: "List the user pools of a running server, or remove one.")

    @OptionGroup var server: ClientOptions

    @Option(help: ArgumentHelp("Remove the user pool with this id.", valueName: "id"))
    var delete: String?

    func run() throws {
        let client = try server.client()
        if let delete {
            let path = "/user-pools/\(PercentEncoding.encoded(segment: delete))"
            return try server.write(client.call(.delete, path)) { _ in "removed \(delete)" }
        }
        try server.write(client.call(.get, "/user-pools")) { reply in
            try ReadableText.table(["id", "name", "createdAt", "onDemand"], of: reply.list("userPools"))
        }
    }
}
