import ArgumentParser
import HTTP

/// `genauth-emulator restore`: replaces the contents of a user pool of a server by those of a snapshot.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Restore a snapshot of a user pool of a running server.")

    @Argument(help: "Name of the snapshot.")
    var name: String

    @OptionGroup var pool: PoolOptions

    func run() throws {
        let (client, id, path) = try pool.client()
        let name = PercentEncoding.encoded(segment: name)
        let reply = try client.call(.post, "\(path)/snapshots/\(name)/restore")
        try pool.server.write(reply) { _ in "restored the snapshot \(self.name) of \(id)" }
    }
}
