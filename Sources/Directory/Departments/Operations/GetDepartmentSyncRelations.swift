internal import Contract
internal import JSON
internal import PoolEngine

/// Lists a department's relations with outside directories (departments.md).
///
/// A relation has no custom data, so `withCustomData` has no effect.
extension GetDepartmentSyncRelations: Operation {
    func check(_ fields: inout FieldReader) {
        // The description calls it optional together with a `departmentCode`, which the operation does not have; one of
        // the two is required.
        if departmentId == nil { fields.refuse([Self.departmentId]) }
    }

    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let department = DepartmentReference(
            organizationCode: organizationCode, tenantId: tenantId, departmentId: departmentId ?? "",
            type: departmentIdType)
        data.array(try directory.departments.syncRelations(of: department)) {
            UserSyncRelationDto(relation: $0).write(to: &$1)
        }
    }
}
