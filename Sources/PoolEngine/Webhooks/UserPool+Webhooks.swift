internal import SQLite
public import Webhooks

/// The webhooks of the pool.
///
/// Each call is enqueued like the pool's other jobs. Completions are called on the pool's queue, once, and must not
/// block; they have the errors of the pool's files and `MailboxError`.
extension UserPool {
    /// The most webhooks of a pool.
    public static let mostWebhooks = 100

    /// Lists the webhooks, oldest first.
    public func listWebhooks(then completion: @escaping Completion<[Webhook]>) {
        enqueue(writes: false, then: completion) { store, transaction in
            try store.all(of: transaction.connection)
        }
    }

    /// Makes a webhook.
    ///
    /// - Parameters:
    ///   - new: its properties.
    ///   - completion: has the webhook; nil if there are `mostWebhooks`.
    public func addWebhook(_ new: NewWebhook, then completion: @escaping Completion<Webhook?>) {
        enqueue(writes: true, then: completion) { store, transaction in
            guard try store.all(of: transaction.connection).count < Self.mostWebhooks else { return nil }
            return try store.add(new, in: transaction)
        }
    }

    /// Changes a webhook; nil if there is none with the id.
    public func updateWebhook(
        _ id: String, _ changes: WebhookChanges, then completion: @escaping Completion<Webhook?>
    ) {
        enqueue(writes: true, then: completion) { store, transaction in
            try store.update(id, changes, in: transaction)
        }
    }

    /// Removes a webhook; false if there is none with the id.
    public func deleteWebhook(_ id: String, then completion: @escaping Completion<Bool>) {
        enqueue(writes: true, then: completion) { store, transaction in
            try store.delete(id, in: transaction)
        }
    }

    /// Delivers the event `test` to a webhook, whatever events it wants.
    ///
    /// - Parameters:
    ///   - id: the id of the webhook.
    ///   - completion: has whether it is enabled, otherwise nothing is delivered; nil if there is none with the id.
    public func testWebhook(_ id: String, then completion: @escaping Completion<Bool?>) {
        enqueue(writes: false, then: completion) { _, transaction in
            guard let webhook = try transaction.currentWebhooks().first(where: { $0.id == id }) else {
                return nil
            }
            if webhook.isEnabled { transaction.addTestNotice(to: webhook) }
            return webhook.isEnabled
        }
    }

    private func enqueue<Answer: Sendable>(
        writes: Bool, then completion: @escaping Completion<Answer>,
        _ work: @escaping @Sendable (any WebhookStore, PoolTransaction) throws -> Answer
    ) {
        do {
            try mailbox.enqueue(WebhookJob(writes: writes, completion: completion, work))
        } catch {
            completion(.failure(error))
        }
    }
}

/// A job that works on the webhooks of a pool.
private final class WebhookJob<Answer: Sendable>: Job, @unchecked Sendable {
    // Sendable: `answer` is touched on the mailbox's queue only, as `Job` promises.

    let writes: Bool
    private let work: @Sendable (any WebhookStore, PoolTransaction) throws -> Answer
    private let completion: UserPool.Completion<Answer>
    private var answer: Answer?

    init(
        writes: Bool, completion: @escaping UserPool.Completion<Answer>,
        _ work: @escaping @Sendable (any WebhookStore, PoolTransaction) throws -> Answer
    ) {
        self.writes = writes
        self.work = work
        self.completion = completion
    }

    func run(in transaction: PoolTransaction) throws {
        guard let store = transaction.webhookStore else { return }
        answer = try work(store, transaction)
    }

    func complete(_ outcome: Outcome) {
        if case .failure(let error) = outcome { return completion(.failure(error)) }
        if let answer { completion(.success(answer)) }
    }
}
