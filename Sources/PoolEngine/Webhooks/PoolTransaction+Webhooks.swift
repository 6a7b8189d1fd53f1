internal import JSON
internal import Webhooks

/// What the webhooks of the pool want to be told.
extension PoolTransaction {
    /// Whether a webhook wants an event.
    ///
    /// - Throws: `SQLiteError`.
    public func isWanted(_ name: PoolEvent.Name) throws -> Bool {
        guard mayHaveWebhooks else { return false }
        let webhooks = try currentWebhooks()
        return name.delivered.contains { name in webhooks.contains { $0.wants(name) } }
    }

    func addNotices(of event: PoolEvent, _ writeData: (inout Writer) throws -> Void) throws {
        let webhooks = try currentWebhooks()
        var data: [UInt8]?
        for name in event.name.delivered {
            let wanting = webhooks.filter { $0.wants(name) }
            guard !wanting.isEmpty else { continue }
            let text: [UInt8]
            if let data {
                text = data
            } else {
                var writer = Writer()
                try writeData(&writer)
                text = writer.finish()
                data = text
            }
            notices += EventNotice.all(name, data: text, for: wanting)
        }
    }

    /// Adds the event by which the service tries a webhook, whatever events the webhook wants.
    func addTestNotice(to webhook: Webhook) {
        let data = Array(#"{"description":"A test from authing"}"#.utf8)
        notices += EventNotice.all("test", data: data, for: [webhook])
    }

    /// The webhooks of the pool, read at most once between changes.
    func currentWebhooks() throws -> [Webhook] {
        if let webhooks { return webhooks }
        let read = try webhookStore?.all(of: connection) ?? []
        webhooks = read
        mayHaveWebhooks = !read.isEmpty
        webhooksChanged = true
        return read
    }

    /// Notes that the webhooks of the pool may have changed.
    public func webhooksDidChange() {
        guard webhookStore != nil else { return }
        webhooks = nil
        mayHaveWebhooks = true
        webhooksChanged = true
    }

    /// Reads the webhooks if they may have changed, for those who follow them.
    ///
    /// - Returns: the webhooks; nil if they are as they were.
    func takeChangedWebhooks() -> [Webhook]? {
        // If reading fails, the next batch tries again.
        guard webhooksChanged, let webhooks = try? currentWebhooks() else { return nil }
        webhooksChanged = false
        return webhooks
    }

    /// Whether there are notices, or the webhooks may have changed.
    var hasWebhookWork: Bool { webhooksChanged || !notices.isEmpty }

    /// Removes the recorded notices, and returns them in order.
    func takeNotices() -> [EventNotice] {
        defer { notices = [] }
        return notices
    }
}

extension PoolEvent.Name {
    /// The names under which the event is delivered.
    ///
    /// The service sends `register` for each new user, too; receivers listen to one of them.
    fileprivate var delivered: [String] {
        text == "user:created" ? [text, "register"] : [text]
    }
}

extension Writer {
    /// Writes the data of an event of which only the id is known.
    mutating func write(idOf event: PoolEvent) {
        beginObject()
        member("id", event.subject)
        endObject()
    }
}
