internal import Contract
internal import JSON
internal import PoolEngine

/// What a user may do with a data resource and the nodes of it (data-permissions.md).
extension GetUserResourceStruct: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let decisions = directory.dataPolicies.decisions
        let user = try decisions.userKey(userId, type: .userId)
        let permissions = try decisions.structure(of: resourceCode, in: namespaceCode, for: user)
        permissions.write(to: &data)
    }
}
