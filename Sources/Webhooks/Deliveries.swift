internal import Dispatch
public import HTTPClient
public import Journal
internal import Locking
internal import Platform

/// The deliveries of a user pool's events to its webhooks.
///
/// Each webhook gets its deliveries one after another in the order of the events. A failed delivery that is repeated
/// does not hold up later ones. Everything is in memory.
public final class Deliveries: Sendable {
    /// Why a delivery is not sent again.
    public enum RedeliveryError: Error, Sendable {
        /// There is no such delivery.
        case unknown
        /// It is not dead.
        case notDead
        /// Its webhook was removed or is disabled.
        case noWebhook
        /// Its body was too large to be kept.
        case noBody
    }

    struct State {
        var store: DeliveryStore
        var queues = DeliveryQueues()
        var webhooks: [Webhook] = []
        var exchanges: [UInt64: Exchange] = [:]
        var waiting = WaitingCalls<Delivery>()
        var hasEnded = false
        /// Distinguishes the timer that was set last from earlier ones.
        var timer: UInt64 = 0
    }

    /// What follows from a change of the state; done without the lock.
    struct Consequences {
        var requests: [(number: UInt64, attempt: UInt64, request: OutgoingRequest)] = []
        var cancelled: [Exchange] = []
        var served: [WaitingCalls<Delivery>.Call] = []
    }

    private let userPoolId: String
    private let clock: any DeliveryClock
    private let client: HTTPClient
    private let state: Lock<State>

    /// Makes the deliveries of a user pool.
    ///
    /// - Parameters:
    ///   - userPoolId: the id of the user pool.
    ///   - capacity: the most deliveries that have ended.
    ///   - clock: the clock of the user pool.
    ///   - client: sends the requests.
    public init(userPoolId: String, capacity: Int, clock: any DeliveryClock, client: HTTPClient) {
        self.userPoolId = userPoolId
        self.clock = clock
        self.client = client
        state = Lock(State(store: DeliveryStore(capacity: capacity)))
    }

    // MARK: - What the user pool reports

    /// Notes the webhooks of the user pool; deliveries to those that are missing or disabled become dead letters.
    public func use(_ webhooks: [Webhook]) {
        change { state, consequences in
            state.webhooks = webhooks
            state.endPending(&consequences) { delivery in
                guard let webhook = webhooks.first(where: { $0.id == delivery.webhookId }) else {
                    return "the webhook was removed"
                }
                return webhook.isEnabled ? nil : "the webhook was disabled"
            }
        }
    }

    /// Delivers committed events; does not block.
    public func enqueue(_ notices: [EventNotice]) {
        let now = clock.milliseconds
        change { state, consequences in
            guard !state.hasEnded else { return }
            for notice in notices {
                let delivery = state.store.add(notice, at: now)
                if delivery.state == .pending {
                    state.queues.append(delivery.number, to: delivery.webhookId)
                }
                state.notify(of: delivery, &consequences)
            }
            for id in Set(notices.map(\.webhookId)) { self.beginNext(id, &state, &consequences) }
        }
    }

    /// Repeats what is due by the clock of the user pool, which was set.
    public func clockDidChange() {
        change { state, consequences in
            guard !state.hasEnded else { return }
            self.beginRepeats(&state, &consequences)
        }
    }

    /// Makes all deliveries that wait or are being sent dead letters.
    public func endPending(reason: String) {
        change { state, consequences in state.endPending(&consequences) { _ in reason } }
    }

    /// Ends all deliveries and the calls that wait for them: the user pool is removed, or the program stops.
    public func end() {
        let waiting = state.withLock { state in
            state.hasEnded = true
            return state.waiting.end()
        }
        endPending(reason: "the user pool was removed, or the server stopped")
        for call in waiting { call.completion(.ended) }
    }

    // MARK: - What the control API asks

    /// The newest deliveries that match, oldest first.
    public func list(_ filter: DeliveryFilter, limit: Int) -> [Delivery] {
        state.withLock { state in
            Array(state.store.all.reversed().lazy.filter(filter.fits).prefix(limit).reversed())
        }
    }

    /// The delivery with a number; nil if it is not kept.
    public func delivery(_ number: UInt64) -> Delivery? {
        state.withLock { $0.store.delivery(number) }
    }

    /// Sends a dead letter again, to the present URL of its webhook.
    ///
    /// - Returns: the delivery.
    public func redeliver(_ number: UInt64) throws(RedeliveryError) -> Delivery {
        let result = change { state, consequences -> Result<Delivery, RedeliveryError> in
            guard let dead = state.store.delivery(number) else { return .failure(.unknown) }
            guard dead.state == .dead else { return .failure(.notDead) }
            guard !dead.body.isEmpty else { return .failure(.noBody) }
            guard state.webhooks.contains(where: { $0.id == dead.webhookId && $0.isEnabled }), !state.hasEnded
            else { return .failure(.noWebhook) }
            let changed = state.store.change(number) { delivery in
                delivery.state = .pending
                delivery.endReason = nil
                delivery.failures = 0
            }
            guard let changed else { return .failure(.unknown) }
            state.queues.append(number, to: changed.webhookId)
            state.notify(of: changed, &consequences)
            self.beginNext(changed.webhookId, &state, &consequences)
            return .success(changed)
        }
        return try result.get()
    }

    /// Waits for a delivery that matches.
    ///
    /// - Parameters:
    ///   - filter: which delivery to wait for; one that matches already completes the call at once.
    ///   - milliseconds: how long to wait.
    ///   - completion: has the outcome; called once, on some queue.
    /// - Returns: withdraws the call, whose completion is then not called; nil if it does not wait.
    @discardableResult
    public func wait(
        for filter: DeliveryFilter, milliseconds: Int,
        then completion: @escaping @Sendable (WaitOutcome) -> Void
    ) -> (@Sendable () -> Void)? {
        let start = state.withLock { state -> WaitingCalls<Delivery>.Start in
            guard !state.store.all.contains(where: filter.fits) else { return .done(.found) }
            return state.waiting.add(matching: filter.fits, completion: completion)
        }
        return start.follow(for: milliseconds, completion) { [weak self] id in
            self?.state.withLock { $0.waiting.take(id: id) }
        }
    }

    // MARK: - Sending

    /// Changes the state, and does what follows without the lock.
    private func change<Value: Sendable>(_ body: (inout State, inout Consequences) -> Value) -> Value {
        var consequences = Consequences()
        let value = state.withLock { body(&$0, &consequences) }
        for exchange in consequences.cancelled { exchange.cancel() }
        for (number, attempt, request) in consequences.requests { send(request, number, attempt) }
        if !consequences.served.isEmpty {
            let served = consequences.served
            // Not on the pool's queue, on which other work waits.
            DispatchQueue.global(qos: .userInitiated).async {
                for call in served { call.completion(.found) }
            }
        }
        return value
    }

    private func send(_ request: OutgoingRequest, _ number: UInt64, _ attempt: UInt64) {
        let began = clock.milliseconds
        let machineBegan = Clock.wallClockMicroseconds()
        let exchange = client.send(request) { [weak self] result in
            let microseconds = max(0, Clock.wallClockMicroseconds() - machineBegan)
            self?.finish(
                number, attempt, Delivery.Attempt(result, beganAt: began, microseconds: microseconds))
        }
        state.withLock { state in
            // It may have ended meanwhile.
            if state.queues.isSending(number, by: attempt) { state.exchanges[number] = exchange }
        }
    }

    private func finish(_ number: UInt64, _ attempt: UInt64, _ outcome: Delivery.Attempt) {
        let now = clock.milliseconds
        change { state, consequences in
            // A delivery that was ended while it was sent is dead already.
            guard state.queues.isSending(number, by: attempt),
                let webhookId = state.store.delivery(number)?.webhookId
            else { return }
            state.exchanges[number] = nil
            state.queues.end(number, of: webhookId)
            let policy = state.webhooks.first { $0.id == webhookId }?.retry
            let changed = state.store.change(number) { delivery in
                delivery.finish(outcome, now: now, policy: policy)
            }
            if let changed {
                if let time = changed.nextAttemptAt { state.queues.addRepeat(number, at: time) }
                state.notify(of: changed, &consequences)
            }
            self.beginNext(webhookId, &state, &consequences)
            self.beginRepeats(&state, &consequences)
        }
    }

    private func beginNext(_ webhookId: String, _ state: inout State, _ consequences: inout Consequences) {
        guard let webhook = state.webhooks.first(where: { $0.id == webhookId }),
            let (number, attempt) = state.queues.begin(webhookId)
        else { return }
        guard let delivery = state.store.delivery(number) else {
            return state.queues.end(number, of: webhookId)
        }
        let request = DeliveryRequest(delivery, to: webhook, of: userPoolId)
        _ = state.store.change(number) { delivery in
            delivery.url = webhook.url.text
            delivery.requestHeaders = request.headers
        }
        consequences.requests.append((number, attempt, request.outgoing))
    }

    /// Begins what is due, and sets a timer for what is not.
    private func beginRepeats(_ state: inout State, _ consequences: inout Consequences) {
        let due = state.queues.takeRepeats(until: clock.milliseconds)
        for number in due {
            guard let delivery = state.store.change(number, { $0.nextAttemptAt = nil }) else { continue }
            state.queues.append(number, to: delivery.webhookId)
            beginNext(delivery.webhookId, &state, &consequences)
        }
        state.timer += 1
        guard let next = state.queues.nextRepeat, let wait = clock.machineMilliseconds(until: next) else {
            return
        }
        let timer = state.timer
        // Not longer than a minute, because the machine's clock may be set.
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(Int(min(wait, 60_000)))) {
            [weak self] in self?.timerFired(timer)
        }
    }

    private func timerFired(_ timer: UInt64) {
        change { state, consequences in
            guard state.timer == timer, !state.hasEnded else { return }
            self.beginRepeats(&state, &consequences)
        }
    }
}
