import ArgumentParser
import HTTP

/// `genauth-emulator deliveries`: shows what a server has delivered to the webhooks of a user pool.
struct DeliveriesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliveries",
        abstract: "Show the last deliveries to the webhooks of a user pool of a running server.",
        discussion: "With the number of a delivery, it is shown whole, with secrets removed.")

    @Argument(help: "Number of a delivery.")
    var number: Int?

    @Option(help: ArgumentHelp("Only those to the webhook with this id.", valueName: "id"))
    var webhook: String?

    @Option(
        help: ArgumentHelp("Only those of events with this name, such as group:created.", valueName: "name"))
    var event: String?

    @Option(help: ArgumentHelp("Only those that are pending, delivered or dead.", valueName: "state"))
    var state: String?

    @Option(help: ArgumentHelp("Only those after the one with this number.", valueName: "number"))
    var since: Int?

    @Option(help: ArgumentHelp("The most deliveries, from 1 to 1000; 100 if absent.", valueName: "n"))
    var limit: Int?

    @Option(help: ArgumentHelp("Wait up to this time, such as 5s, for a first one.", valueName: "time"))
    var wait: String?

    @Flag(help: "Deliver the dead letter with the number again.")
    var redeliver = false

    @OptionGroup var pool: PoolOptions

    func validate() throws {
        if redeliver, number == nil { throw ValidationError("Missing expected argument '<number>'") }
    }

    func run() throws {
        let (client, _, path) = try pool.client()
        let deliveries = "\(path)/deliveries"
        if let number {
            let one = "\(deliveries)/\(number)"
            let reply = try redeliver ? client.call(.post, "\(one)/redeliver") : client.call(.get, one)
            return try pool.server.write(reply) { try ReadableText.outline($0.value()) }
        }
        let reply = try client.call(
            .get, deliveries,
            query: [
                ("webhookId", webhook), ("eventName", event), ("state", state),
                ("since", since.map(String.init)), ("limit", limit.map(String.init)), ("wait", wait),
            ])
        try pool.server.write(reply) { reply in
            try ReadableText.table(
                ["number", "time", "eventName", "webhookId", "state", "attempts", "errorMessage"],
                of: reply.list("deliveries"))
        }
    }
}
