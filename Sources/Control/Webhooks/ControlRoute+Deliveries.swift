internal import HTTP
internal import JSON
internal import PoolEngine
internal import Webhooks

/// Calls about the deliveries to webhooks.
extension ControlRoute {
    private static let path = "/user-pools/{userPoolId}/deliveries"

    static let deliveries = [
        ControlRoute(
            "listDeliveries", .get, path,
            "Lists the most recent deliveries to the webhooks of a user pool, oldest first.",
            query: [
                .optional("webhookId", .string, "Only those to this webhook."),
                .optional(
                    "eventName", .string, "Only those of events with this name, such as group:created."),
                .optional("state", .string, "Only those that are pending, delivered or dead."),
                .optional("since", .integer, "Only those after the one with this number."),
                .optional("limit", .integer, "The most deliveries, from 1 to 1000; 100 if absent."),
                .optional("wait", .string, "Waits up to this time, such as 5s or 500ms, for a first one."),
            ],
            answer: .object(
                200,
                ControlObject(
                    name: "DeliveryList",
                    fields: [
                        .required("deliveries", .list(.object(DeliveryEntry.summaryType)), "The deliveries.")
                    ]))
        ) { call in
            let deliveries = try call.userPool().deliveries
            let filter = try call.deliveryFilter()
            let limit = try call.integer("limit", in: 1...1_000) ?? 100
            guard let wait = try call.duration("wait") else {
                return call.answer(deliveries: deliveries.list(filter, limit: limit))
            }
            let withdraw = deliveries.wait(for: filter, milliseconds: wait) { outcome in
                call.finishWaiting(outcome, for: "delivery") {
                    call.answer(deliveries: deliveries.list(filter, limit: limit))
                }
            }
            call.whenClientLeaves(withdraw)
        },
        ControlRoute(
            "getDelivery", .get, "\(path)/{number}",
            "Shows a delivery, its attempts and the responses, with secrets removed.",
            answer: .object(200, DeliveryEntry.type)
        ) { call in
            guard let delivery = try call.userPool().deliveries.delivery(call.deliveryNumber) else {
                throw Deliveries.RedeliveryError.unknown
            }
            call.answer { DeliveryEntry(delivery).write(to: &$0) }
        },
        ControlRoute(
            "redeliver", .post, "\(path)/{number}/redeliver",
            "Delivers a dead letter again, to the current URL of its webhook.",
            answer: .object(200, DeliveryEntry.type)
        ) { call in
            let delivery = try call.userPool().deliveries.redeliver(call.deliveryNumber)
            call.answer { DeliveryEntry(delivery).write(to: &$0) }
        },
    ]
}

extension ControlCall {
    /// The number in the path; 0, which no delivery has, for another text.
    fileprivate var deliveryNumber: UInt64 { values["number"].flatMap { UInt64($0) } ?? 0 }

    fileprivate func deliveryFilter() throws(ControlError) -> DeliveryFilter {
        var filter = DeliveryFilter()
        filter.webhookId = query["webhookId"]
        filter.eventName = query["eventName"]
        filter.since = UInt64(try integer("since", in: 0...Int.max) ?? 0)
        if let text = query["state"] {
            guard let state = Delivery.State(rawValue: text) else {
                throw .invalidRequest("state: must be pending, delivered or dead")
            }
            filter.state = state
        }
        return filter
    }

    fileprivate func answer(deliveries: [Delivery]) {
        answer { writer in
            writer.beginObject()
            writer.name("deliveries")
            writer.beginArray()
            for delivery in deliveries { DeliveryEntry(delivery).writeSummary(to: &writer) }
            writer.endArray()
            writer.endObject()
        }
    }
}
