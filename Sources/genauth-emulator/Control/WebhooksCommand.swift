import ArgumentParser
import HTTP

/// `genauth-emulator webhooks`: lists, adds, tries and removes the webhooks of a user pool of a server.
struct WebhooksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhooks",
        abstract: "List, add, try or remove webhooks of a user pool of a running server.",
        discussion: "Without a webhook and an option, the webhooks are listed.")

    @Argument(help: "Webhook to add, as JSON with url and events.")
    var webhook: String?

    @Option(help: ArgumentHelp("Deliver the event test to the webhook with this id.", valueName: "id"))
    var test: String?

    @Option(help: ArgumentHelp("Remove the webhook with this id.", valueName: "id"))
    var delete: String?

    @OptionGroup var pool: PoolOptions

    func validate() throws {
        if [webhook, test, delete].compactMap(\.self).count > 1 {
            throw ValidationError("Only one of a webhook, --test and --delete can be given")
        }
    }

    func run() throws {
        let (client, _, path) = try pool.client()
        let webhooks = "\(path)/webhooks"
        if let webhook {
            let reply = try client.call(.post, webhooks, body: Array(webhook.utf8))
            return try pool.server.write(reply) { try ReadableText.outline($0.value()) }
        }
        if let test {
            let reply = try client.call(.post, "\(webhooks)/\(PercentEncoding.encoded(segment: test))/test")
            return try pool.server.write(reply) { _ in "sent the event test to the webhook \(test)" }
        }
        if let delete {
            let reply = try client.call(.delete, "\(webhooks)/\(PercentEncoding.encoded(segment: delete))")
            return try pool.server.write(reply) { _ in "removed the webhook \(delete)" }
        }
        try pool.server.write(client.call(.get, webhooks)) { reply in
            try ReadableText.table(["webhookId", "enabled", "url", "events"], of: reply.list("webhooks"))
        }
    }
}
