internal import Contract
internal import JSON
internal import PoolEngine

/// Returns whether a role with a code and a name could be created (roles.md).
extension CheckRoleParams: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        CheckRoleParamsRespDto(fault: try fault(in: directory)).write(to: &data)
    }

    /// What is against such a role; nil if nothing is.
    private func fault(in directory: PoolTransaction) throws -> String? {
        guard try directory.roles.findKey(of: RoleReference(code, in: namespace)) == nil else {
            return "role code already exist"
        }
        if let name, !name.isEmpty, try directory.roles.hasName(name, in: namespace) {
            return "role name already exist"
        }
        return Role.isCode(code) ? nil : "invalid role code: \(code)"
    }
}
