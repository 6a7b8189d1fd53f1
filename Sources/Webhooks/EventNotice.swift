internal import HTTP
internal import JSON

/// An event that is to be delivered to a webhook.
public struct EventNotice: Sendable {
    /// The id of the webhook.
    public let webhookId: String
    /// The name of the event.
    public let eventName: String
    /// How the body is written.
    public let contentType: Webhook.ContentType
    /// The body of the request.
    public let body: [UInt8]

    /// The notices of an event for all webhooks that want it.
    ///
    /// - Parameters:
    ///   - eventName: the name of the event.
    ///   - data: the data of the event, a JSON text.
    ///   - webhooks: the webhooks.
    /// - Returns: a notice for each, in their order.
    public static func all(_ eventName: String, data: [UInt8], for webhooks: [Webhook]) -> [EventNotice] {
        var bodies: [Webhook.ContentType: [UInt8]] = [:]
        return webhooks.map { webhook in
            let type = webhook.contentType
            let body = bodies[type] ?? Self.body(eventName, data: data, as: type)
            bodies[type] = body
            return EventNotice(webhookId: webhook.id, eventName: eventName, contentType: type, body: body)
        }
    }

    /// The body of a delivery: `{"eventName":…,"data":…}`, or a form with these two names and `data` as JSON.
    private static func body(_ eventName: String, data: [UInt8], as type: Webhook.ContentType) -> [UInt8] {
        switch type {
        case .json:
            var writer = Writer(reserving: data.count + 64)
            writer.beginObject()
            writer.member("eventName", eventName)
            writer.name("data")
            writer.raw(data)
            writer.endObject()
            return writer.finish()
        case .form:
            return FormPairs.encoded([("eventName", Array(eventName.utf8)), ("data", data)])
        }
    }
}
