import ArgumentParser
import HTTP

/// `genauth-emulator faults`: lists, adds and removes the fault plans of a user pool of a server.
struct FaultsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "faults",
        abstract: "List, add or remove fault plans of a user pool of a running server.",
        discussion: "Without a plan and an option, the plans are listed, and how often each was applied.")

    @Argument(help: "Fault plan to add, as JSON.")
    var plan: String?

    @Option(help: ArgumentHelp("Remove the fault plan with this id.", valueName: "id"))
    var delete: String?

    @Flag(help: "Fail if a plan was not applied as often as planned.")
    var verify = false

    @OptionGroup var pool: PoolOptions

    func validate() throws {
        if (plan == nil ? 0 : 1) + (delete == nil ? 0 : 1) + (verify ? 1 : 0) > 1 {
            throw ValidationError("Only one of a plan, --delete and --verify can be given")
        }
    }

    func run() throws {
        let (client, _, path) = try pool.client()
        let faults = "\(path)/faults"
        if let delete {
            let reply = try client.call(.delete, "\(faults)/\(PercentEncoding.encoded(segment: delete))")
            return try pool.server.write(reply) { _ in "removed the fault plan \(delete)" }
        }
        let reply =
            if let plan {
                try client.call(.post, faults, body: Array(plan.utf8))
            } else {
                try verify ? client.call(.post, "\(faults)/verify") : client.call(.get, faults)
            }
        try pool.server.write(reply) { try ReadableText.outline($0.value()) }
    }
}
