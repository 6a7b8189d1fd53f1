internal import Contract
internal import JSON
internal import PoolEngine

/// Whether a user may do something with nodes that are below one node, or with the node itself (data-permissions.md).
extension CheckUserSameLevelPermission: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let decisions = directory.dataPolicies.decisions
        let places = resourceNodeCodes.isEmpty ? [resource] : resourceNodeCodes.map { "\(resource)/\($0)" }
        let answers = try decisions.check(
            try decisions.userKey(userId, type: .userId), may: action, places, in: namespaceCode)
        data.beginObject()
        data.name("checkLevelResultList")
        data.array(Array(answers.enumerated())) { row, data in
            data.beginObject()
            data.member("action", action)
            if !resourceNodeCodes.isEmpty { data.member("resourceNodeCode", resourceNodeCodes[row.offset]) }
            data.member("enabled", row.element)
            data.endObject()
        }
        data.endObject()
    }
}
