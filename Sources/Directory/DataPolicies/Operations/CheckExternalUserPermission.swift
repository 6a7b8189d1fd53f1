internal import Contract
internal import JSON
internal import PoolEngine

/// Whether the user with an external id may do something with data resources (data-permissions.md).
extension CheckExternalUserPermission: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let decisions = directory.dataPolicies.decisions
        let user = try externalId.flatMap { try decisions.userKey($0, type: .externalId) }
        let answers = try decisions.check(user, may: action, resources, in: namespaceCode)
        data.checkResults(answers, resources, action, in: namespaceCode)
    }
}
