internal import Contract
internal import JSON
internal import PoolEngine

/// Enables or disables an organization (organizations.md).
extension UpdateOrganizationStatus: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.organizations.setStatus(ofRoot: rootNodeId, to: status.map { $0 == .true })
        data.isSuccess()
    }
}
