internal import Directory
internal import JSON

/// Makes a department (`POST /api/v3/create-department`, departments.md).
struct CreateDepartment: Operation {
    private static let openDepartmentId = Field.optionalText("openDepartmentId", length: 1...Int.max)
    private static let name = Field.text("name")
    private static let parentDepartmentId = Field.text("parentDepartmentId")
    private static let isVirtualNode = Field.flag("isVirtualNode")

    static let declaration = OperationDeclaration(
        .post, "create-department",
        fields: [
            DepartmentFields.organizationCode, openDepartmentId, name, DepartmentContent.description,
            parentDepartmentId, DepartmentContent.code, isVirtualNode, DepartmentContent.i18n,
            DepartmentContent.customData, DepartmentFields.departmentIdType, DepartmentContent.postIdList,
            DepartmentFields.tenantId, DepartmentContent.metadata,
        ],
        writes: true, answers: .department, notEmulated: ["postIdList"])

    private let parent: DepartmentReference
    private let department: NewDepartment

    init(from fields: inout FieldReader) {
        let organizationCode = fields.read(DepartmentFields.organizationCode)
        let parentId = fields.read(Self.parentDepartmentId)
        let type = fields.read(DepartmentFields.departmentIdType)
        parent = DepartmentReference(
            organizationCode: organizationCode, tenantId: fields.read(DepartmentFields.tenantId),
            departmentId: parentId, type: type)
        var department = NewDepartment(name: fields.read(Self.name))
        department.openDepartmentId = fields.read(Self.openDepartmentId)
        department.description = fields.read(DepartmentContent.description)
        department.code = fields.read(DepartmentContent.code)
        department.isVirtualNode = fields.read(Self.isVirtualNode)
        department.i18n = fields.read(DepartmentContent.i18n)
        department.customData = fields.read(DepartmentContent.customData)
        self.department = department
        DepartmentContent.readOthers(from: &fields)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let code = parent.organizationCode
        // Only this operation refuses blanks so, and without the colon of the same text elsewhere (departments.md).
        if !code.isEmpty && code.utf8.allSatisfy({ $0 == UInt8(ascii: " ") }) {
            throw APIError(400, Message(fixed: "invalid organization code \(code)"))
        }
        let created = try directory.departments.create(department, below: parent)
        try DepartmentDto(department: created, withCustomData: true, directory: directory).write(to: &data)
    }
}
