/// The clock of a user pool, as deliveries use it.
public protocol DeliveryClock: AnyObject, Sendable {
    /// The present moment, in milliseconds since 1970.
    var milliseconds: Int64 { get }
    /// How long it takes by the machine's clock until the clock shows a moment.
    ///
    /// - Parameter moment: in milliseconds since 1970.
    /// - Returns: milliseconds, from 0; nil if the clock does not run.
    func machineMilliseconds(until moment: Int64) -> Int64?
}
