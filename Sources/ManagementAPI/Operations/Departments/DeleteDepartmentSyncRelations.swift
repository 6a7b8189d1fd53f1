internal import Directory
internal import JSON

/// Ends a department's relation with an outside directory (`POST /api/v3/delete-department-sync-relations`,
/// departments.md).
struct DeleteDepartmentSyncRelations: Operation {
    private static let provider = Field.text("provider")

    static let declaration = OperationDeclaration(
        .post, "delete-department-sync-relations",
        fields: [
            DepartmentFields.organizationCode, DepartmentFields.departmentId,
            DepartmentFields.departmentIdType,
            provider,
        ],
        writes: true)

    private let department: DepartmentReference
    private let provider: String

    init(from fields: inout FieldReader) {
        let organizationCode = fields.read(DepartmentFields.organizationCode)
        let departmentId = fields.read(DepartmentFields.departmentId)
        department = DepartmentReference(
            organizationCode: organizationCode, tenantId: nil, departmentId: departmentId,
            type: fields.read(DepartmentFields.departmentIdType))
        provider = fields.read(Self.provider)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        try directory.departments.deleteSyncRelation(of: department, with: provider)
        data.isSuccess()
    }
}
