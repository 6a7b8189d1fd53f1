internal import Directory
internal import JSON

/// Makes a user belong to the departments listed and no others (`POST /api/v3/set-user-departments`, departments.md).
struct SetUserDepartments: Operation {
    private static let departments = Field<[Assignment]>.list("departments", count: 1...50)
    private static let options = ObjectField("options", as: UserIdTypeOptions.self)

    static let declaration = OperationDeclaration(
        .post, "set-user-departments", fields: [UserFields.userId, departments, options], writes: true)

    private let userId: String
    private let departments: [Assignment]
    private let type: UserIdType

    init(from fields: inout FieldReader) {
        userId = fields.read(UserFields.userId)
        departments = fields.read(Self.departments)
        type = Self.options.read(from: &fields).userIdType
        UserFields.check([userId], type: type, from: &fields)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let user = try directory.users.find(userId, type: type)
        try directory.users.setDepartments(departments.map(\.assignment), of: user)
        data.isSuccess()
    }

    /// One of the departments (`SetUserDepartmentDto`).
    private struct Assignment: FieldGroup {
        /// The service looks up an empty id as any other: 404, not 400.
        private static let departmentId = Field.text("departmentId", length: 0...Int.max)
        private static let isLeader = Field.flag("isLeader")
        private static let isMainDepartment = Field.flag("isMainDepartment")

        static let fields: [any FieldDeclaration] = [departmentId, isLeader, isMainDepartment]

        let assignment: DepartmentAssignment

        init(from fields: inout FieldReader) {
            assignment = DepartmentAssignment(
                departmentId: fields.read(Self.departmentId), isLeader: fields.read(Self.isLeader),
                isMainDepartment: fields.read(Self.isMainDepartment))
        }
    }
}
