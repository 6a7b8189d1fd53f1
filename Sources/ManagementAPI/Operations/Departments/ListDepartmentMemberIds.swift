internal import Directory
internal import JSON

/// Lists the ids of a department's direct members (`GET /api/v3/list-department-member-ids`, departments.md).
struct ListDepartmentMemberIds: Operation {
    static let declaration = OperationDeclaration(
        .get, "list-department-member-ids",
        fields: [
            DepartmentFields.organizationCode, DepartmentFields.departmentId,
            DepartmentFields.departmentIdType,
            DepartmentFields.tenantId,
        ], answers: .list(of: .text))

    private let department: DepartmentReference

    init(from fields: inout FieldReader) {
        department = DepartmentFields.read(from: &fields)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        data.array(try directory.departments.members.ids(of: department)) { $1.string($0) }
    }
}
