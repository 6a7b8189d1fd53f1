internal import Journal

extension Deliveries.State {
    /// Completes the calls that wait for a delivery.
    mutating func notify(of delivery: Delivery, _ consequences: inout Deliveries.Consequences) {
        guard !waiting.isEmpty else { return }
        consequences.served += waiting.take(for: delivery)
    }

    /// Makes deliveries that wait or are being sent dead letters.
    ///
    /// - Parameters:
    ///   - consequences: receives what has to be done.
    ///   - reason: why a delivery ends; nil for one that goes on.
    mutating func endPending(
        _ consequences: inout Deliveries.Consequences, _ reason: (Delivery) -> String?
    ) {
        let ended = store.all.filter { $0.state == .pending }
            .compactMap { delivery in reason(delivery).map { (delivery.number, $0) } }
        guard !ended.isEmpty else { return }
        queues.remove(Set(ended.map(\.0)))
        for (number, reason) in ended {
            if let exchange = exchanges.removeValue(forKey: number) {
                consequences.cancelled.append(exchange)
            }
            let dead = store.change(number) { delivery in
                delivery.state = .dead
                delivery.nextAttemptAt = nil
                delivery.endReason = reason
            }
            if let dead { notify(of: dead, &consequences) }
        }
    }
}
