import ArgumentParser
import HTTP

/// `genauth-emulator events`: shows the changes of a user pool of a server.
struct EventsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events", abstract: "Show the last changes of a user pool of a running server.",
        discussion: "Changes have the vendor's names of events, such as group:created.")

    @Option(help: ArgumentHelp("Only those with this name, such as group:created.", valueName: "name"))
    var event: String?

    @Option(help: ArgumentHelp("Only those after the one with this number.", valueName: "number"))
    var since: Int?

    @Option(help: ArgumentHelp("The most events, from 1 to 1000; 100 if absent.", valueName: "n"))
    var limit: Int?

    @Option(help: ArgumentHelp("Wait up to this time, such as 5s, for a first one.", valueName: "time"))
    var wait: String?

    @Flag(help: "Show events as they happen, one on a line, until interrupted.")
    var follow = false

    @OptionGroup var pool: PoolOptions

    private static let columns = ["number", "time", "name", "subject", "members"]

    func validate() throws {
        if follow, limit != nil || wait != nil {
            throw ValidationError("--follow goes with --event and --since only")
        }
    }

    func run() throws {
        let (client, _, path) = try pool.client()
        if follow {
            let list = FollowedList(
                client: client, path: "\(path)/events", member: "events", filter: [("name", event)],
                columns: Self.columns)
            return try list.follow(after: since, asJSON: pool.server.json)
        }
        let reply = try client.call(
            .get, "\(path)/events",
            query: [
                ("name", event), ("since", since.map(String.init)), ("limit", limit.map(String.init)),
                ("wait", wait),
            ])
        try pool.server.write(reply) { reply in
            try ReadableText.table(Self.columns, of: reply.list("events"))
        }
    }
}
