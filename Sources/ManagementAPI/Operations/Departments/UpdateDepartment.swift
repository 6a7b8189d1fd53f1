internal import Directory
internal import JSON

/// Changes a department, or moves it (`POST /api/v3/update-department`, departments.md).
struct UpdateDepartment: Operation {
    private static let leaderUserIds = Field<[String]?>.optionalTexts("leaderUserIds")
    private static let status = Field.optionalFlag("status")
    private static let name = Field.optionalText("name", length: 1...Int.max)
    private static let parentDepartmentId = Field.optionalText("parentDepartmentId")

    static let declaration = OperationDeclaration(
        .post, "update-department",
        fields: [
            DepartmentFields.organizationCode, DepartmentFields.departmentId, leaderUserIds,
            DepartmentContent.description, DepartmentContent.code, DepartmentContent.i18n, status, name,
            DepartmentFields.departmentIdType, parentDepartmentId, DepartmentContent.customData,
            DepartmentContent.metadata, DepartmentContent.postIdList, DepartmentFields.tenantId,
        ],
        writes: true, answers: .department, notEmulated: ["postIdList"])

    private let department: DepartmentReference
    private let changes: DepartmentChanges

    init(from fields: inout FieldReader) {
        department = DepartmentFields.read(from: &fields)
        var changes = DepartmentChanges()
        changes.leaderUserIds = fields.read(Self.leaderUserIds)
        changes.description = fields.read(DepartmentContent.description)
        changes.code = fields.read(DepartmentContent.code)
        changes.i18n = fields.read(DepartmentContent.i18n)
        changes.status = fields.read(Self.status)
        changes.name = fields.read(Self.name)
        changes.parentDepartmentId = fields.read(Self.parentDepartmentId)
        changes.customData = fields.read(DepartmentContent.customData)
        self.changes = changes
        DepartmentContent.readOthers(from: &fields)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let updated = try directory.departments.update(department, changes)
        try DepartmentDto(department: updated, withCustomData: true, directory: directory).write(to: &data)
    }
}
