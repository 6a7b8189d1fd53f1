import Logging
import Platform

/// Why the server stops.
enum StopReason {
    /// A signal was received.
    case signal(Int32)
    /// The process that the server belongs to has ended.
    case ownerEnded

    /// The signal that ends a process that is not to stop by itself.
    var signal: Int32 {
        switch self {
        case .signal(let number): number
        case .ownerEnded: SIGTERM
        }
    }

    /// The reason for the log.
    var details: Logger.Metadata {
        switch self {
        case .signal(let number): ["signal": "\(StopSignals.name(of: number))"]
        case .ownerEnded: ["reason": "the parent process has ended"]
        }
    }
}
