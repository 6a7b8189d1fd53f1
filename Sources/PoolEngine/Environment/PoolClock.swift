internal import Locking
internal import Synchronization
public import Webhooks

/// The clock of one user pool: the machine's, held at a moment, or running at another rate.
///
/// Every time in the pool, every lifetime and every expiry follows it.
public final class PoolClock: WallClock, DeliveryClock {
    /// How a clock runs.
    public enum Mode: String, Sendable, CaseIterable {
        /// As the machine's clock, with an offset if it was advanced.
        case real
        /// Not at all.
        case frozen
        /// At another rate than the machine's clock.
        case scaled
    }

    /// A reading of the clock and how it runs.
    public struct Setting: Sendable, Equatable {
        /// How the clock runs.
        public let mode: Mode
        /// The present moment.
        public let now: Timestamp
        /// How many seconds pass in a second of the machine's clock.
        public let rate: Double
    }

    /// The last moment that a time of the API can have, 9999-12-31T23:59:59.999Z.
    public static let latest = Timestamp(milliseconds: 253_402_300_799_999)
    /// The highest rate: a year in 32 seconds.
    public static let highestRate = 1_000_000.0

    private struct State {
        var mode = Mode.real
        var rate = 1.0
        /// A moment of the machine's clock, in milliseconds, and what this clock showed then.
        var machineStart: Int64 = 0
        var start: Int64 = 0
    }

    private let machine: any WallClock
    private let frozenAt: Timestamp?
    /// Whether the clock shows what the machine's does, so that no lock is needed.
    private let isMachines = Atomic(true)
    private let state = Lock(State())
    private let observer = Lock<(@Sendable () -> Void)?>(nil)

    /// Makes a clock.
    ///
    /// - Parameters:
    ///   - machine: the machine's clock.
    ///   - frozenAt: the moment at which the clock is frozen; nil to show what the machine's does.
    init(_ machine: any WallClock, frozenAt: Timestamp? = nil) {
        self.machine = machine
        self.frozenAt = frozenAt
        setToBeginning()
    }

    public var now: Timestamp {
        let now = machine.now
        if isMachines.load(ordering: .acquiring) { return now }
        return state.withLock { Self.moment($0, at: now.milliseconds) }
    }

    /// How the clock runs.
    public var setting: Setting {
        let now = machine.now.milliseconds
        return state.withLock { Setting(mode: $0.mode, now: Self.moment($0, at: now), rate: $0.rate) }
    }

    /// Sets how the clock runs.
    ///
    /// - Parameters:
    ///   - mode: how it runs.
    ///   - now: the present moment from now on; nil for what the clock shows, or the machine's for `.real`.
    ///   - rate: for `.scaled`, how many seconds pass in a second; above 0, at most `highestRate`.
    public func set(_ mode: Mode, now: Timestamp? = nil, rate: Double = 1) {
        let machineNow = machine.now.milliseconds
        state.withLock { state in
            let start =
                now?.milliseconds
                ?? (mode == .real ? machineNow : Self.moment(state, at: machineNow).milliseconds)
            state = State(mode: mode, rate: mode.rate(rate), machineStart: machineNow, start: start)
            isMachines.store(mode == .real && start == machineNow, ordering: .releasing)
        }
        observer.withLock(\.self)?()
    }

    /// Has a function called after each change of the clock, instead of an earlier one.
    func setObserver(_ new: @escaping @Sendable () -> Void) {
        observer.withLock { $0 = new }
    }

    /// Sets the clock to how it was when the pool was created.
    func setToBeginning() {
        set(frozenAt == nil ? .real : .frozen, now: frozenAt)
    }

    /// Moves the clock forward; how it runs stays.
    ///
    /// - Parameter milliseconds: how far, from 0; the clock stops at `latest`.
    public func advance(milliseconds: Int64) {
        let machineNow = machine.now.milliseconds
        state.withLock { state in
            let now = Self.moment(state, at: machineNow).milliseconds
            state.start = min(now + min(milliseconds, Self.latest.milliseconds), Self.latest.milliseconds)
            state.machineStart = machineNow
            isMachines.store(false, ordering: .releasing)
        }
        observer.withLock(\.self)?()
    }

    public var milliseconds: Int64 { now.milliseconds }

    public func machineMilliseconds(until moment: Int64) -> Int64? {
        let machineNow = machine.now.milliseconds
        return state.withLock { state in
            let missing = moment - Self.moment(state, at: machineNow).milliseconds
            guard missing > 0 else { return 0 }
            guard state.rate > 0 else { return nil }
            return Int64(min((Double(missing) / state.rate).rounded(.up), 1e15))
        }
    }

    private static func moment(_ state: State, at machineNow: Int64) -> Timestamp {
        let passed = machineNow - state.machineStart
        guard state.rate != 1 else { return clamped(state.start + passed) }
        let scaled = Double(passed) * state.rate
        return clamped(state.start + Int64(min(max(scaled, -1e15), 1e15)))
    }

    private static func clamped(_ milliseconds: Int64) -> Timestamp {
        Timestamp(milliseconds: min(milliseconds, latest.milliseconds))
    }
}

extension PoolClock.Mode {
    /// The rate of a clock in this mode.
    fileprivate func rate(_ wanted: Double) -> Double {
        switch self {
        case .real: 1
        case .frozen: 0
        case .scaled: wanted
        }
    }
}
