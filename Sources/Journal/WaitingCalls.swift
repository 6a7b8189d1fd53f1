internal import Dispatch

/// How a call that waits for an entry has ended.
public enum WaitOutcome: Sendable {
    /// An entry matches.
    case found
    /// No entry matched within the time.
    case timeout
    /// Too many calls wait already.
    case full
    /// The user pool is removed, or the program stops.
    case ended
}

/// The calls that wait for an entry of a store; protected by the lock of the store.
public struct WaitingCalls<Entry: Sendable>: Sendable {
    /// A call that waits.
    public struct Call: Sendable {
        fileprivate let id: UInt64
        fileprivate let matches: @Sendable (Entry) -> Bool
        /// Called once, without the lock.
        public let completion: @Sendable (WaitOutcome) -> Void
    }

    /// What follows from the attempt to wait.
    public enum Start: Sendable {
        /// The call does not wait.
        case done(WaitOutcome)
        /// The call waits; the number removes it after its time.
        case waits(UInt64)
    }

    /// The most calls that may wait at a time.
    private let most = 1_024
    private var calls: [Call] = []
    private var lastId: UInt64 = 0
    private var isEnded = false

    /// No calls.
    public init() {}

    /// Whether no call waits.
    public var isEmpty: Bool { calls.isEmpty }

    /// Adds a call, unless too many wait or waiting has ended.
    public mutating func add(
        matching matches: @escaping @Sendable (Entry) -> Bool,
        completion: @escaping @Sendable (WaitOutcome) -> Void
    ) -> Start {
        guard !isEnded else { return .done(.ended) }
        guard calls.count < most else { return .done(.full) }
        lastId += 1
        calls.append(Call(id: lastId, matches: matches, completion: completion))
        return .waits(lastId)
    }

    /// Removes the calls that wait for an entry.
    public mutating func take(for entry: Entry) -> [Call] {
        let served = calls.filter { $0.matches(entry) }
        if !served.isEmpty { calls.removeAll { $0.matches(entry) } }
        return served
    }

    /// Removes a call whose time is over; nil if it has ended already.
    public mutating func take(id: UInt64) -> Call? {
        calls.firstIndex { $0.id == id }.map { calls.remove(at: $0) }
    }

    /// Removes all calls; later ones do not wait.
    public mutating func end() -> [Call] {
        isEnded = true
        defer { calls = [] }
        return calls
    }
}

extension WaitingCalls.Start {
    /// Completes a call that does not wait; ends another one after its time.
    ///
    /// - Parameters:
    ///   - milliseconds: how long to wait.
    ///   - completion: that of the call.
    ///   - take: removes the call with a number from those that wait; nil if it has ended.
    /// - Returns: withdraws the call, whose completion is then not called; nil if it does not wait.
    public func follow(
        for milliseconds: Int, _ completion: @Sendable (WaitOutcome) -> Void,
        taking take: @escaping @Sendable (UInt64) -> WaitingCalls.Call?
    ) -> (@Sendable () -> Void)? {
        switch self {
        case .done(let outcome):
            completion(outcome)
            return nil
        case .waits(let id):
            DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) {
                take(id)?.completion(.timeout)
            }
            return { _ = take(id) }
        }
    }
}
