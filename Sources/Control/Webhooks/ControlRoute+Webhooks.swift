internal import HTTP
internal import JSON
internal import PoolEngine
internal import Webhooks

/// Calls about the webhooks of a user pool.
extension ControlRoute {
    private static let path = "/user-pools/{userPoolId}/webhooks"
    private static let one = "\(path)/{webhookId}"

    static let webhooks = [
        ControlRoute(
            "listWebhooks", .get, path, "Lists the webhooks of a user pool, oldest first.",
            answer: .object(
                200,
                ControlObject(
                    name: "WebhookList",
                    fields: [.required("webhooks", .list(.object(WebhookEntry.type)), "The webhooks.")]))
        ) { call in
            try call.userPool().listWebhooks { result in
                call.finish(result) { webhooks, writer in
                    writer.beginObject()
                    writer.name("webhooks")
                    writer.beginArray()
                    for webhook in webhooks {
                        WebhookEntry(webhook, showsSecret: call.maySeeSecrets).write(to: &writer)
                    }
                    writer.endArray()
                    writer.endObject()
                }
            }
        },
        ControlRoute(
            "createWebhook", .post, path,
            "Creates a webhook, which receives the events of a user pool.",
            body: WebhookEntry.fields(isNew: true), answer: .object(201, WebhookEntry.type)
        ) { call in
            try call.userPool().addWebhook(call.webhookReading.newWebhook()) { result in
                // The caller has chosen the secret.
                call.finish(result, showsSecret: true) {
                    ControlError(
                        409, "too_many_webhooks", "a user pool has at most \(UserPool.mostWebhooks) webhooks")
                }
            }
        },
        ControlRoute(
            "getWebhook", .get, one, "Shows a webhook.", answer: .object(200, WebhookEntry.type)
        ) { call in
            let id = call.webhookId
            try call.userPool().listWebhooks { result in
                call.finish(result.map { $0.first { $0.id == id } }) { .unknownWebhook(id) }
            }
        },
        ControlRoute(
            "updateWebhook", .patch, one, "Changes a webhook; absent members keep their values.",
            body: WebhookEntry.fields(isNew: false), answer: .object(200, WebhookEntry.type)
        ) { call in
            let id = call.webhookId
            try call.userPool().updateWebhook(id, call.webhookReading.changes()) { result in
                call.finish(result) { .unknownWebhook(id) }
            }
        },
        ControlRoute(
            "deleteWebhook", .delete, one, "Removes a webhook and ends its deliveries.", answer: .none
        ) { call in
            let id = call.webhookId
            try call.userPool().deleteWebhook(id) { result in
                switch result {
                case .success(true): call.answer()
                case .success(false): call.fail(ControlError.unknownWebhook(id))
                case .failure(let error): call.fail(error)
                }
            }
        },
        ControlRoute(
            "testWebhook", .post, "\(one)/test",
            "Delivers the event test to a webhook, whether or not the webhook is subscribed to it.",
            answer: .none
        ) { call in
            let id = call.webhookId
            try call.userPool().testWebhook(id) { result in
                switch result {
                case .success(true?): call.answer()
                case .success(false?):
                    call.fail(ControlError(409, "webhook_disabled", "the webhook \(id) is disabled"))
                case .success(nil): call.fail(ControlError.unknownWebhook(id))
                case .failure(let error): call.fail(error)
                }
            }
        },
    ]
}

extension ControlCall {
    fileprivate var webhookId: String { values["webhookId"] ?? "" }

    fileprivate var webhookReading: WebhookReading {
        WebhookReading(body, allowsForeignAddresses: context.allowsForeignWebhooks)
    }

    /// Answers with a webhook, or with an error if there is none.
    fileprivate func finish(
        _ result: Result<Webhook?, any Error>, showsSecret: Bool = false, orElse missing: () -> ControlError
    ) {
        switch result {
        case .success(let webhook?):
            answer { writer in
                WebhookEntry(webhook, showsSecret: showsSecret || maySeeSecrets).write(to: &writer)
            }
        case .success(nil): fail(missing())
        case .failure(let error): fail(error)
        }
    }
}

extension ControlError {
    fileprivate static func unknownWebhook(_ id: String) -> ControlError {
        ControlError(404, "webhook_not_found", "there is no webhook \(id)")
    }
}
