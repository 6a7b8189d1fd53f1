internal import Contract
internal import JSON
internal import PoolEngine

/// Deletes roles of one namespace, all or none (roles.md).
extension DeleteRolesBatch: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.roles.delete(codeList.map { RoleReference($0, in: namespace) })
        data.isSuccess()
    }
}
