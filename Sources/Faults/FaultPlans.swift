public import JSON
internal import Locking
internal import Synchronization

/// The fault plans of one user pool.
///
/// A request meets the plans in the order of their creation, up to the first that applies more than a delay.
public final class FaultPlans: Sendable {
    private struct State {
        var plans: [CountedFaultPlan] = []
        /// How many plans there have been.
        var count = 0
    }

    /// The most plans.
    public static let most = 100

    /// Responses that are held back.
    public let delays = Delays()
    private let state = Lock(State())
    private let hasPlans = Atomic(false)

    /// No plans.
    public init() {}

    /// Whether there are none, so that no request needs to be looked at.
    public var isEmpty: Bool { !hasPlans.load(ordering: .relaxed) }

    /// The plans with their counts, in the order of their creation.
    public var all: [CountedFaultPlan] { state.withLock(\.plans) }

    /// Whether a plan has to see the parameters of requests.
    public var comparesParameters: Bool {
        state.withLock { $0.plans.contains { $0.plan.condition.match != nil } }
    }

    /// Adds a plan.
    ///
    /// - Returns: the plan with its id.
    /// - Throws: `FaultPlanError`.
    public func add(_ plan: FaultPlan) throws(FaultPlanError) -> CountedFaultPlan {
        try state.withLock { (state) throws(FaultPlanError) in
            guard state.plans.count < Self.most else { throw .tooMany }
            if let name = plan.name, state.plans.contains(where: { $0.plan.name == name }) {
                throw .nameTaken(name)
            }
            state.count += 1
            let counted = CountedFaultPlan(plan, id: "fault-\(state.count)")
            state.plans.append(counted)
            hasPlans.store(true, ordering: .relaxed)
            return counted
        }
    }

    /// Removes a plan.
    ///
    /// - Returns: whether it was there.
    public func remove(id: String) -> Bool {
        state.withLock { state in
            guard let index = state.plans.firstIndex(where: { $0.id == id }) else { return false }
            state.plans.remove(at: index)
            hasPlans.store(!state.plans.isEmpty, ordering: .relaxed)
            return true
        }
    }

    /// Removes all plans.
    public func removeAll() {
        state.withLock { state in
            state.plans = []
            hasPlans.store(false, ordering: .relaxed)
        }
    }

    /// Counts a request, and finds the fault that applies to it.
    ///
    /// - Parameters:
    ///   - operation: the last part of the operation's path.
    ///   - name: the only plan that counts, if the request names one.
    ///   - matches: whether the parameters of the request contain an object; must not use these plans.
    /// - Returns: the fault; nil if none applies.
    public func fault(operation: String, name: String?, matches: (Value) -> Bool) -> Fault? {
        let effects = state.withLock { state in
            var effects: [(counted: CountedFaultPlan, latency: Int)] = []
            for index in state.plans.indices {
                let plan = state.plans[index].plan
                guard plan.operation == nil || plan.operation == operation else { continue }
                guard name == nil || plan.name == name else { continue }
                if let match = plan.condition.match, !matches(match) { continue }
                guard let latency = state.plans[index].apply() else { continue }
                effects.append((state.plans[index], latency))
                if plan.effect.isFinal { break }
            }
            return effects
        }
        return effects.isEmpty ? nil : Fault(effects, delays: delays)
    }
}
