/// An event on its way to a webhook, and what has become of it.
public struct Delivery: Sendable {
    /// How far a delivery is.
    public enum State: String, Sendable, CaseIterable {
        /// It is sent now or will be.
        case pending
        /// The receiver has answered with a status from 200 to 299.
        case delivered
        /// It has failed and is not repeated: a dead letter.
        case dead
    }

    /// An attempt to deliver.
    public struct Attempt: Sendable {
        /// When it began, in milliseconds since 1970 by the clock of the user pool.
        public let time: Int64
        /// How long it took by the machine's clock.
        public let microseconds: Int64
        /// The status of the response; nil without one.
        public let status: Int?
        public let responseHeaders: [(name: String, value: String)]
        /// The body of the response, or its beginning.
        public let responseBody: [UInt8]
        /// Whether the body was longer.
        public let isResponseCut: Bool
        /// Why the attempt has failed; nil for a success.
        public let error: String?
        /// Whether another attempt would fail, too.
        let isFinal: Bool
    }

    /// The number in the user pool, from 1.
    public let number: UInt64
    public let webhookId: String
    public let eventName: String
    /// When the event was committed, in milliseconds since 1970 by the clock of the user pool.
    public let createdAt: Int64
    /// How the body is written.
    public let contentType: Webhook.ContentType
    /// The body of the request; empty if it was too large to be kept.
    public internal(set) var body: [UInt8]
    public internal(set) var state = State.pending
    /// Where the last attempt was sent; nil before the first.
    public internal(set) var url: String?
    /// The header fields of the last attempt.
    public internal(set) var requestHeaders: [(name: String, value: String)] = []
    /// The attempts, at most `mostAttempts` of the last ones.
    public internal(set) var attempts: [Attempt] = []
    /// When it is repeated, in milliseconds since 1970 by the clock of the user pool; nil if no time is set.
    public internal(set) var nextAttemptAt: Int64?
    /// Why it is dead, if that is not the error of the last attempt.
    public internal(set) var endReason: String?

    /// How often it has failed since it was enqueued.
    var failures = 0

    /// The most attempts that are kept.
    static let mostAttempts = 10

    /// Begins a delivery.
    init(number: UInt64, _ notice: EventNotice, at time: Int64) {
        self.number = number
        webhookId = notice.webhookId
        eventName = notice.eventName
        contentType = notice.contentType
        body = notice.body
        createdAt = time
    }

    /// Why it has failed, or failed the last time; nil for a success.
    public var error: String? { endReason ?? attempts.last?.error }

    /// About how many bytes it needs.
    var size: Int {
        256 + body.count + attempts.reduce(0) { $0 + 256 + $1.responseBody.count }
    }
}

/// Which deliveries are wanted.
public struct DeliveryFilter: Sendable {
    /// Only those to this webhook.
    public var webhookId: String?
    /// Only those of events with this name.
    public var eventName: String?
    public var state: Delivery.State?
    /// Only those after the one with this number.
    public var since: UInt64 = 0

    /// All deliveries.
    public init() {}

    func fits(_ delivery: Delivery) -> Bool {
        delivery.number > since && (state == nil || state == delivery.state)
            && (webhookId == nil || webhookId == delivery.webhookId)
            && (eventName == nil || eventName == delivery.eventName)
    }
}
