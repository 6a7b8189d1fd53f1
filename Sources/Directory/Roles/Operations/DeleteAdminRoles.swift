internal import Contract
internal import JSON
internal import PoolEngine

/// Deletes roles of the namespace `system`, all or none (roles.md).
extension DeleteAdminRoles: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.roles.delete(codeList.map { RoleReference($0, in: Role.adminNamespace) })
        data.isSuccess()
    }
}
