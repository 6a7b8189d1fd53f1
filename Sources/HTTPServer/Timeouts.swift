/// How long the server waits, in milliseconds each.
public struct Timeouts: Sendable, Equatable {
    /// From the first byte of a request to the end of its head; half of hyper's 30 s.
    ///
    /// Also the time a new connection has for its first byte.
    public var head = 15_000

    /// Without progress in a body; half of nginx's 60 s.
    public var bodyStall = 30_000

    /// The time a body has before its rate is counted.
    public var bodyGrace = 5_000

    /// The least rate of a body after the grace, in bytes a second; Kestrel's figure.
    public var bodyBytesPerSecond = 240

    /// On a connection kept open between requests; nginx's figure.
    public var idle = 75_000

    /// Without progress while the peer does not take an answer; half of nginx's 60 s.
    public var writeStall = 30_000

    /// After an answer that closes, without input to discard; nginx's 5 s are long for tests.
    public var lingerIdle = 2_000

    /// After an answer that closes, in all; a third of nginx's 30 s.
    public var lingerTotal = 10_000

    /// For the rest of a body that is on its way when the server stops.
    public var stopBody = 2_000

    /// After an answer that closes, in all, once the server stops: the client has sent its request and been answered.
    public var stopLinger = 500

    /// Between two looks at the deadlines: no time-out is exact to less.
    public var tick = 250

    /// The times for a server on one machine or in one network.
    public init() {}
}
