internal import Directory
internal import JSON

/// Lists a department's relations with outside directories (`GET /api/v3/get-department-sync-relations`,
/// departments.md).
struct GetDepartmentSyncRelations: Operation {
    /// Declared optional beside a `departmentCode` that the operation does not have; one of them is required.
    private static let departmentId = Field.optionalText("departmentId", length: 1...Int.max)
    private static let withCustomData = Field.flag("withCustomData")

    static let declaration = OperationDeclaration(
        .get, "get-department-sync-relations",
        fields: [
            DepartmentFields.organizationCode, departmentId, DepartmentFields.departmentIdType,
            withCustomData,
            DepartmentFields.tenantId,
        ], answers: .list(of: .syncRelation))

    private let department: DepartmentReference

    init(from fields: inout FieldReader) {
        let organizationCode = fields.read(DepartmentFields.organizationCode)
        let departmentId = fields.read(Self.departmentId)
        if departmentId == nil { fields.refuse([Self.departmentId]) }
        let type = fields.read(DepartmentFields.departmentIdType)
        // A relation has no custom data to show.
        _ = fields.read(Self.withCustomData)
        department = DepartmentReference(
            organizationCode: organizationCode, tenantId: fields.read(DepartmentFields.tenantId),
            departmentId: departmentId ?? "", type: type)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        data.array(try directory.departments.syncRelations(of: department)) {
            UserSyncRelationDto(relation: $0).write(to: &$1)
        }
    }
}
