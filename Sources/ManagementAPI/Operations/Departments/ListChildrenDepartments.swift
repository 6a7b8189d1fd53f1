internal import Directory
internal import JSON

/// Lists the departments directly below one (`GET /api/v3/list-children-departments`, departments.md).
struct ListChildrenDepartments: Operation {
    private static let status = Field.optionalFlag("status")
    private static let excludeVirtualNode = Field.flag("excludeVirtualNode")
    private static let onlyVirtualNode = Field.flag("onlyVirtualNode")
    private static let withCustomData = Field.flag("withCustomData")

    static let declaration = OperationDeclaration(
        .get, "list-children-departments",
        fields: [
            DepartmentFields.organizationCode, DepartmentFields.departmentId, status,
            DepartmentFields.departmentIdType, excludeVirtualNode, onlyVirtualNode, withCustomData,
            DepartmentFields.tenantId,
        ], answers: .page(of: .department))

    private let department: DepartmentReference
    private let filter: Departments.ChildrenFilter
    private let withCustomData: Bool

    init(from fields: inout FieldReader) {
        department = DepartmentFields.read(from: &fields)
        let excludesVirtual = fields.read(Self.excludeVirtualNode)
        let onlyVirtual = fields.read(Self.onlyVirtualNode)
        filter = Departments.ChildrenFilter(
            status: fields.read(Self.status),
            isVirtualNode: excludesVirtual ? false : onlyVirtual ? true : nil)
        withCustomData = fields.read(Self.withCustomData)
        // Without the virtual ones and only the virtual ones is nothing anyone can mean.
        if excludesVirtual && onlyVirtual { fields.refuse([Self.excludeVirtualNode, Self.onlyVirtualNode]) }
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let children = try directory.departments.children(of: department, filter)
        try data.page(Paged(totalCount: children.count, list: children)) { child, data in
            try DepartmentDto(department: child, withCustomData: withCustomData, directory: directory)
                .write(to: &data)
        }
    }
}
