import ArgumentParser
import HTTP
import JSON

/// `genauth-emulator snapshot`: lists, takes and removes snapshots of a user pool of a server.
struct SnapshotCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot",
        abstract: "Take a snapshot of a user pool of a running server, or list them.",
        discussion: "Without a name, the snapshots are listed.")

    @Argument(help: "Name of the snapshot.")
    var name: String?

    @Flag(help: "Replace a snapshot of this name.")
    var replace = false

    @Flag(help: "Remove the snapshot.")
    var delete = false

    @OptionGroup var pool: PoolOptions

    func validate() throws {
        if replace, delete { throw ValidationError("--replace and --delete cannot be given together") }
        if name == nil, replace || delete { throw ValidationError("Missing expected argument '<name>'") }
    }

    func run() throws {
        let (client, id, path) = try pool.client()
        let snapshots = "\(path)/snapshots"
        guard let name else {
            return try pool.server.write(client.call(.get, snapshots)) { reply in
                try ReadableText.table(["name", "takenAt", "bytes"], of: reply.list("snapshots"))
            }
        }
        if delete {
            let reply = try client.call(.delete, "\(snapshots)/\(PercentEncoding.encoded(segment: name))")
            return try pool.server.write(reply) { _ in "removed the snapshot \(name) of \(id)" }
        }
        let body = JSONText.object { writer in
            writer.member("name", name)
            writer.member("replace", replace)
        }
        let reply = try client.call(.post, snapshots, body: body)
        try pool.server.write(reply) { _ in "took the snapshot \(name) of \(id)" }
    }
}
