internal import Faults
internal import HTTP
internal import JSON
internal import PoolEngine

/// Calls about the fault plans of a user pool.
extension ControlRoute {
    private static let path = "/user-pools/{userPoolId}/faults"

    /// The longest body of a plan, in bytes; plans are kept as texts.
    private static let longestPlan = 65_536

    private static let list = ControlObject(
        name: "FaultList",
        fields: [
            .required(
                "faults", .list(.object(FaultPlanEntry.type)), "The plans, in the order of their creation.")
        ])

    static let faults = [
        ControlRoute(
            "listFaults", .get, path, "Lists the fault plans of a user pool, and how often each was applied.",
            answer: .object(200, list)
        ) { call in
            try call.answer(faults: call.userPool().faults.all)
        },
        ControlRoute(
            "planFault", .post, path, "Adds a fault plan for requests of a user pool.",
            body: NewFaultPlan.fields, answer: .object(201, FaultPlanEntry.type)
        ) { call in
            let pool = try call.userPool()
            guard call.bodyText.count <= longestPlan else {
                throw ControlError.invalidRequest("a fault plan must have at most \(longestPlan) bytes")
            }
            let new = try NewFaultPlan(call.body, reasonAgainst: call.context.reasonAgainstFault)
            let plan = try pool.faults.add(new.plan(random: pool.random))
            call.answer { FaultPlanEntry(plan).write(to: &$0) }
        },
        ControlRoute(
            "verifyFaults", .post, "\(path)/verify",
            "Checks that each fault plan of a user pool was applied: first times, or at least once.",
            answer: .object(200, list)
        ) { call in
            let plans = try call.userPool().faults.all
            let missing = plans.filter { $0.fired < $0.expected }
            guard missing.isEmpty else { throw ControlError.notFired(missing) }
            call.answer(faults: plans)
        },
        ControlRoute(
            "getFault", .get, "\(path)/{faultId}", "Shows a fault plan and how often it was applied.",
            answer: .object(200, FaultPlanEntry.type)
        ) { call in
            let id = call.faultId
            guard let plan = try call.userPool().faults.all.first(where: { $0.id == id }) else {
                throw ControlError.unknownFault(id)
            }
            call.answer { FaultPlanEntry(plan).write(to: &$0) }
        },
        ControlRoute(
            "deleteFault", .delete, "\(path)/{faultId}", "Removes a fault plan.", answer: .none
        ) { call in
            let id = call.faultId
            guard try call.userPool().faults.remove(id: id) else { throw ControlError.unknownFault(id) }
            call.answer()
        },
    ]
}

extension ControlCall {
    fileprivate var faultId: String { values["faultId"] ?? "" }

    fileprivate func answer(faults: [CountedFaultPlan]) {
        answer { writer in
            writer.beginObject()
            writer.name("faults")
            writer.beginArray()
            for plan in faults { FaultPlanEntry(plan).write(to: &writer) }
            writer.endArray()
            writer.endObject()
        }
    }
}

extension ControlError {
    fileprivate static func unknownFault(_ id: String) -> ControlError {
        ControlError(404, "fault_not_found", "there is no fault plan \(id)")
    }

    /// The error of plans that were applied less often than planned.
    fileprivate static func notFired(_ plans: [CountedFaultPlan]) -> ControlError {
        let list = plans.map { "\($0.plan.name ?? $0.id) (\($0.fired) of \($0.expected))" }
        return ControlError(
            409, "faults_not_fired", "not applied as often as planned: \(list.joined(separator: ", "))")
    }
}
