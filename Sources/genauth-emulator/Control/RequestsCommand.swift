import ArgumentParser
import HTTP

/// `genauth-emulator requests`: shows the requests that a user pool of a server has had.
struct RequestsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "requests",
        abstract: "Show the requests that a user pool of a running server has had.",
        discussion: "With the number or requestId of a request, it is shown whole, with secrets removed.")

    @Argument(help: ArgumentHelp("Number or requestId of a request.", valueName: "id"))
    var requestId: String?

    @Option(help: ArgumentHelp("Only those of an operation, such as create-user.", valueName: "name"))
    var operation: String?

    @Option(help: ArgumentHelp("Only those with this statusCode in the response.", valueName: "code"))
    var statusCode: Int?

    @Option(help: ArgumentHelp("Only those after the one with this number.", valueName: "number"))
    var since: Int?

    @Option(help: ArgumentHelp("The most requests, from 1 to 1000; 100 if absent.", valueName: "n"))
    var limit: Int?

    @Option(help: ArgumentHelp("Wait up to this time, such as 5s, for a first one.", valueName: "time"))
    var wait: String?

    @Flag(help: "Show requests as they are recorded, one on a line, until interrupted.")
    var follow = false

    @Flag(help: "Remove all requests from the journal.")
    var delete = false

    @OptionGroup var pool: PoolOptions

    private static let columns = ["number", "time", "method", "path", "statusCode", "requestId"]

    func validate() throws {
        if follow, requestId != nil || limit != nil || wait != nil || delete {
            throw ValidationError("--follow goes with --operation, --status-code and --since only")
        }
    }

    func run() throws {
        let (client, id, path) = try pool.client()
        let requests = "\(path)/requests"
        if delete {
            return try pool.server.write(client.call(.delete, requests)) { _ in
                "removed the requests of \(id)"
            }
        }
        if let requestId {
            let reply = try client.call(.get, "\(requests)/\(PercentEncoding.encoded(segment: requestId))")
            return try pool.server.write(reply) { try ReadableText.outline($0.value()) }
        }
        let filter = [("operation", operation), ("statusCode", statusCode.map(String.init))]
        if follow {
            let list = FollowedList(
                client: client, path: requests, member: "requests", filter: filter, columns: Self.columns)
            return try list.follow(after: since, asJSON: pool.server.json)
        }
        let reply = try client.call(
            .get, requests,
            query: filter + [
                ("since", since.map(String.init)), ("limit", limit.map(String.init)), ("wait", wait),
            ])
        try pool.server.write(reply) { reply in
            try ReadableText.table(Self.columns, of: reply.list("requests"))
        }
    }
}
