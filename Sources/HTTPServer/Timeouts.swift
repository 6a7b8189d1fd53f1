/// The timeouts of the server, in milliseconds.
public struct Timeouts: Sendable, Equatable {
    /// From the first byte of a request to the end of its head; half of hyper's 30 s.
    ///
    /// Also the time for the first byte of a new connection.
    public var head = 15_000

    /// Without progress in a body; half of nginx's 60 s.
    public var bodyStall = 30_000

    /// The time before the rate of a body is checked.
    public var bodyGrace = 5_000

    /// The minimum rate of a body after the grace period, in bytes per second; Kestrel's figure.
    public var bodyBytesPerSecond = 240

    /// Between the requests of a connection; nginx's figure.
    public var idle = 75_000

    /// Without progress in sending a response; half of nginx's 60 s.
    public var writeStall = 30_000

    /// After the last response, without input to discard; nginx's 5 s are long for tests.
    public var lingerIdle = 2_000

    /// After the last response, in total; a third of nginx's 30 s.
    public var lingerTotal = 10_000

    /// For the rest of a body when the server stops.
    public var stopBody = 2_000

    /// After the last response when the server stops, in total.
    public var stopLinger = 500

    /// The shortest time between two sweeps, which is the accuracy of all timeouts.
    public var tick = 250

    /// The defaults, for clients on the same machine or network.
    public init() {}
}
