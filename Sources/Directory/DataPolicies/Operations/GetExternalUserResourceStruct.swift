internal import Contract
internal import JSON
internal import PoolEngine

/// What the user with an external id may do with a data resource and the nodes of it (data-permissions.md).
extension GetExternalUserResourceStruct: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let decisions = directory.dataPolicies.decisions
        let user = try decisions.userKey(externalId, type: .externalId)
        let permissions = try decisions.structure(of: resourceCode, in: namespaceCode, for: user)
        permissions.write(to: &data)
    }
}
