internal import Locking
internal import Webhooks

extension Mailbox {
    /// Delivers the committed events of a batch, with the webhooks as they are after it.
    func deliver(of transaction: PoolTransaction) {
        let deliveries = deliveries.withLock(\.self)
        if let webhooks = transaction.takeChangedWebhooks() { deliveries?.use(webhooks) }
        let notices = transaction.takeNotices()
        if !notices.isEmpty { deliveries?.enqueue(notices) }
    }
}
