import ArgumentParser
import HTTP

/// `genauth-emulator reset`: brings a user pool of a server back to the state it began with.
struct ResetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset", abstract: "Bring a user pool of a running server back to its seed.")

    @OptionGroup var pool: PoolOptions

    @Flag(help: "Reset all user pools, and remove those on demand.")
    var all = false

    func validate() throws {
        if all, pool.pool != nil { throw ValidationError("--all and --pool cannot be given together") }
    }

    func run() throws {
        if all {
            let reply = try pool.server.client().call(.post, "/reset")
            return try pool.server.write(reply) { _ in "reset all user pools" }
        }
        let (client, id, path) = try pool.client()
        try pool.server.write(client.call(.post, "\(path)/reset")) { _ in "reset \(id)" }
    }
}
