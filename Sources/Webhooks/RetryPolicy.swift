/// When a failed delivery is repeated: the vendor's retryConfig.
public struct RetryPolicy: Sendable, Equatable {
    /// The unit of a delay.
    public enum Unit: String, Sendable, CaseIterable {
        case second = "Second"
        case minute = "Minute"
        case hour = "Hour"
        case day = "Day"

        fileprivate var milliseconds: Int64 {
            switch self {
            case .second: 1_000
            case .minute: 60_000
            case .hour: 3_600_000
            case .day: 86_400_000
            }
        }
    }

    /// The most repetitions of a delivery.
    public static let mostRetries = 100
    /// The longest delay, in any unit.
    public static let longestDelay = 1_000_000

    /// Whether failed deliveries are repeated at all.
    public var isEnabled: Bool
    /// How often a delivery is repeated, from 0 to `mostRetries`.
    public var count = 3
    /// How long after a failure, from 0 to `longestDelay`.
    public var delay = 1
    public var unit = Unit.minute

    public init(isEnabled: Bool) {
        self.isEnabled = isEnabled
    }

    /// How long after a failure a delivery is repeated.
    ///
    /// - Parameter failures: how often it has failed, from 1.
    /// - Returns: milliseconds; nil if it was repeated as often as it may be.
    func milliseconds(after failures: Int) -> Int64? {
        isEnabled && failures <= count ? Int64(delay) * unit.milliseconds : nil
    }
}
