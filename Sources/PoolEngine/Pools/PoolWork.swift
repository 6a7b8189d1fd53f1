internal import Locking

/// What is being done with a user pool as a whole, and how much of it is done.
///
/// It may be read at any time on any thread.
public final class PoolWork: Sendable {
    /// What takes long in a large pool.
    public enum Kind: String, Sendable {
        case snapshot, restore, fork, export
    }

    /// The state of the work.
    public struct Moment: Sendable, Equatable {
        public let kind: Kind
        /// How much is done, from 0 to 100.
        public fileprivate(set) var percent: Int
    }

    /// Receives how much is done, in any unit.
    public typealias Report = @Sendable (_ done: Int, _ all: Int) -> Void

    private struct State {
        var running: [(id: Int, moment: Moment)] = []
        var lastId = 0
    }

    private let state = Lock(State())

    public init() {}

    /// The work that began first and has not ended; nil if there is none.
    public var now: Moment? { state.withLock { $0.running.first?.moment } }

    /// Shows work while `body` does it.
    ///
    /// - Parameters:
    ///   - kind: what is done.
    ///   - body: does it; reports how much is done.
    /// - Returns: what `body` returns.
    public func during<Result>(_ kind: Kind, _ body: (_ report: @escaping Report) throws -> Result) rethrows
        -> Result
    {
        let id = state.withLock { state in
            state.lastId += 1
            state.running.append((state.lastId, Moment(kind: kind, percent: 0)))
            return state.lastId
        }
        defer { state.withLock { $0.running.removeAll { $0.id == id } } }
        return try body { [state] done, all in
            guard all > 0 else { return }
            state.withLock { state in
                guard let place = state.running.firstIndex(where: { $0.id == id }) else { return }
                state.running[place].moment.percent = min(100, done * 100 / all)
            }
        }
    }
}
