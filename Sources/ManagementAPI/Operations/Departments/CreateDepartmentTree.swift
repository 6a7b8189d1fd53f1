internal import Directory
internal import JSON

/// Makes a department and departments below it by their names (`POST /api/v3/create-department-tree`, departments.md).
struct CreateDepartmentTree: Operation {
    /// The member to be made or updated along with the tree (`UserInfoDto`).
    private struct Member: FieldGroup {
        private static let texts = [
            "username", "email", "phone", "phoneCountryCode", "name", "country", "province", "city",
        ].map { Field.optionalText($0) }
        private static let gender = Field.optionalText("gender")

        static let fields: [any FieldDeclaration] = texts + [gender]

        /// Whether something is said of the member.
        let isNamed: Bool

        init(from fields: inout FieldReader) {
            var values: [String?] = []
            for text in Self.texts { values.append(fields.read(text)) }
            let gender = fields.read(Self.gender)
            if let gender, Gender(rawValue: gender) == nil { fields.refuse([Self.gender]) }
            isNamed = gender != nil || values.contains { $0 != nil }
        }
    }

    private static let name = Field.text("name")
    private static let children = DepartmentContent.optionalTexts("children")
    /// The kind of object is known, what the service does with it is not.
    private static let members = Field<String?>(
        "members", .object(Member.fields), absent: .some(nil), placeholder: nil, convert: { _ in nil })

    static let declaration = OperationDeclaration(
        .post, "create-department-tree",
        fields: [name, children, members, DepartmentFields.tenantId], writes: true,
        answers: .object(
            ReplyObject(
                "Result",
                ["addUser", "updateUser", "addDepartment", "updateDepartment"].map {
                    ReplyMember($0, .integer)
                })), notEmulated: ["members"])

    private let name: String
    private let children: [String]
    private let tenantId: String?

    init(from fields: inout FieldReader) {
        name = fields.read(Self.name)
        children = fields.read(Self.children) ?? []
        let member = fields.readObject("members", as: Member.self)
        if member.isNamed { fields.refuseNotEmulated(Self.members) }
        tenantId = fields.read(DepartmentFields.tenantId)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let outcome = try directory.departments.createTree(name, children: children, tenantId: tenantId)
        data.beginObject()
        data.member("addUser", Int64(0))
        data.member("updateUser", Int64(0))
        data.member("addDepartment", Int64(outcome.added))
        data.member("updateDepartment", Int64(outcome.found))
        data.endObject()
    }
}
