internal import Directory
internal import JSON

/// Makes a department and departments below it by their names (`POST /api/v3/create-department-tree`, departments.md).
///
/// The member, if there is one, belongs to the department at the top.
struct CreateDepartmentTree: Operation {
    private static let name = Field.text("name")
    private static let children = Field<[String]?>.optionalTexts("children")
    private static let members = ObjectField("members", as: DepartmentTreeMember.self)

    static let declaration = OperationDeclaration(
        .post, "create-department-tree",
        fields: [name, children, members, DepartmentFields.tenantId], writes: true,
        answers: .object(
            ReplyObject(
                "Result",
                ["addUser", "updateUser", "addDepartment", "updateDepartment"].map {
                    ReplyMember($0, .integer)
                })))

    private let name: String
    private let children: [String]
    private let member: DepartmentTreeMember
    private let tenantId: String?

    init(from fields: inout FieldReader) {
        name = fields.read(Self.name)
        children = fields.read(Self.children) ?? []
        member = Self.members.read(from: &fields)
        tenantId = fields.read(DepartmentFields.tenantId)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let outcome = try directory.departments.createTree(name, children: children, tenantId: tenantId)
        let isNew = try member.join(outcome.departmentId, in: directory)
        data.beginObject()
        data.member("addUser", Int64(isNew == true ? 1 : 0))
        data.member("updateUser", Int64(isNew == false ? 1 : 0))
        data.member("addDepartment", Int64(outcome.added))
        data.member("updateDepartment", Int64(outcome.found))
        data.endObject()
    }
}
