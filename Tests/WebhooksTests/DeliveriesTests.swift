import Dispatch
import HTTPClient
import Journal
import Locking
import Testing

@testable import Webhooks

@Suite("Deliveries")
struct DeliveriesTests {
    /// A clock that stands still until it is set.
    private final class HeldClock: DeliveryClock {
        let time = Lock<Int64>(1_000)
        var milliseconds: Int64 { time.withLock(\.self) }
        func machineMilliseconds(until moment: Int64) -> Int64? { nil }
    }

    private let clock = HeldClock()
    private let deliveries: Deliveries

    init() {
        deliveries = Deliveries(userPoolId: "p", capacity: 5, clock: clock, client: .local)
    }

    /// A webhook at a port where nobody listens.
    private func webhook(
        _ id: String = "w", url: String = "http://127.0.0.1:1/", isEnabled: Bool = true, retries: Int? = nil
    ) throws -> Webhook {
        var retry = RetryPolicy(isEnabled: true)
        retry.count = retries ?? 0
        return Webhook(
            id: id, name: id, url: try WebhookURL(url), events: ["e"], contentType: .json,
            isEnabled: isEnabled, secret: nil, retry: retries == nil ? nil : retry, createdAt: 0, updatedAt: 0
        )
    }

    private func enqueue(_ webhook: Webhook, count: Int = 1, data: [UInt8] = [0x7b, 0x7d]) {
        let notice = EventNotice.all("e", data: data, for: [webhook])
        deliveries.enqueue((0..<count).flatMap { _ in notice })
    }

    private func wait(state: Delivery.State? = nil, since: UInt64 = 0) async -> Bool {
        var filter = DeliveryFilter()
        filter.state = state
        filter.since = since
        let wanted = filter
        return await withCheckedContinuation { continuation in
            deliveries.wait(for: wanted, milliseconds: 5_000) { outcome in
                if case .found = outcome { return continuation.resume(returning: true) }
                continuation.resume(returning: false)
            }
        }
    }

    private func settled(_ number: UInt64, attempts: Int) async throws -> Delivery {
        for _ in 0..<500 {
            let delivery = deliveries.delivery(number)
            if let delivery, delivery.attempts.count >= attempts { return delivery }
            try await Task.sleep(for: .milliseconds(10))
        }
        return try #require(deliveries.delivery(number))
    }

    @Test("A delivery that fails is a dead letter at once without a retry policy")
    func dead() async throws {
        let webhook = try webhook()
        deliveries.use([webhook])
        enqueue(webhook)
        #expect(await wait(state: .dead))
        let dead = try #require(deliveries.delivery(1))
        #expect(dead.attempts.count == 1 && dead.error?.hasPrefix("no connection") == true)
        #expect(dead.createdAt == 1_000 && dead.nextAttemptAt == nil)
    }

    @Test("A delivery is repeated when the clock reaches the time, and is dead after the last attempt")
    func repeated() async throws {
        let webhook = try webhook(retries: 2)
        deliveries.use([webhook])
        enqueue(webhook)
        var delivery = try await settled(1, attempts: 1)
        #expect(delivery.state == .pending && delivery.nextAttemptAt == 61_000)
        deliveries.clockDidChange()
        clock.time.withLock { $0 = 60_999 }
        deliveries.clockDidChange()
        try await Task.sleep(for: .milliseconds(50))
        #expect(try #require(deliveries.delivery(1)).attempts.count == 1)
        clock.time.withLock { $0 = 61_000 }
        deliveries.clockDidChange()
        delivery = try await settled(1, attempts: 2)
        #expect(delivery.state == .pending && delivery.nextAttemptAt == 121_000)
        clock.time.withLock { $0 = 500_000 }
        deliveries.clockDidChange()
        delivery = try await settled(1, attempts: 3)
        #expect(delivery.state == .dead && delivery.attempts.map(\.time) == [1_000, 61_000, 500_000])
    }

    @Test("Deliveries to a webhook that was removed or disabled become dead letters")
    func removed() async throws {
        let (first, second) = (try webhook("a", retries: 3), try webhook("b", retries: 3))
        deliveries.use([first, second])
        enqueue(first)
        enqueue(second)
        _ = try await settled(1, attempts: 1)
        _ = try await settled(2, attempts: 1)
        deliveries.use([try webhook("b", isEnabled: false)])
        let list = deliveries.list(DeliveryFilter(), limit: 10)
        #expect(list.map(\.error) == ["the webhook was removed", "the webhook was disabled"])
        #expect(list.allSatisfy { $0.state == .dead && $0.nextAttemptAt == nil })
        #expect(throws: Deliveries.RedeliveryError.self) { try deliveries.redeliver(1) }
    }

    @Test("A dead letter can be delivered again, and nothing else")
    func redelivered() async throws {
        let webhook = try webhook()
        deliveries.use([webhook])
        #expect(throws: Deliveries.RedeliveryError.unknown) { try deliveries.redeliver(1) }
        enqueue(webhook)
        _ = try await settled(1, attempts: 1)
        #expect(try deliveries.redeliver(1).state == .pending)
        #expect(try await settled(1, attempts: 2).state == .dead)
    }

    @Test("Deliveries of a pool that is removed end, and none begins")
    func ended() async throws {
        let webhook = try webhook(retries: 3)
        deliveries.use([webhook])
        enqueue(webhook)
        _ = try await settled(1, attempts: 1)
        deliveries.end()
        #expect(try #require(deliveries.delivery(1)).state == .dead)
        enqueue(webhook)
        #expect(deliveries.delivery(2) == nil)
        #expect(await !wait(since: 5))
    }

    @Test("Deliveries that have ended are limited in number")
    func bounds() async throws {
        let webhook = try webhook()
        deliveries.use([webhook])
        enqueue(webhook, count: 20)
        _ = try await settled(20, attempts: 1)
        #expect(deliveries.list(DeliveryFilter(), limit: 100).map(\.number) == [16, 17, 18, 19, 20])
    }

    @Test("Deliveries that wait are limited in number and bytes")
    func waitingBounds() throws {
        let webhook = try webhook()
        var store = DeliveryStore(capacity: 3_000)
        let notice = try #require(EventNotice.all("e", data: [0x7b, 0x7d], for: [webhook]).first)
        for _ in 0..<DeliveryStore.mostPending { #expect(store.add(notice, at: 0).state == .pending) }
        #expect(store.add(notice, at: 0).error == "more than 1000 deliveries of the user pool wait")
        var other = DeliveryStore(capacity: 3_000)
        let large = try #require(
            EventNotice.all("e", data: [UInt8](repeating: 0x31, count: 9 << 20), for: [webhook]).first)
        #expect(other.add(large, at: 0).state == .pending)
        let refused = other.add(large, at: 0)
        #expect(refused.state == .dead && refused.body.isEmpty)
    }

    @Test("A URL of https is a dead letter without an attempt to connect or a repetition")
    func secure() async throws {
        let webhook = try webhook(url: "https://127.0.0.1:1/", retries: 3)
        deliveries.use([webhook])
        enqueue(webhook)
        #expect(await wait(state: .dead))
        #expect(deliveries.delivery(1)?.error == "https is not supported; use http")
    }
}
