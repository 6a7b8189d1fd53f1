internal import Directory
internal import JSON

/// Makes a group (`POST /api/v3/create-group`, groups.md).
struct CreateGroup: Operation {
    static let declaration = OperationDeclaration(
        .post, "create-group", fields: GroupFields.fields, writes: true, success: .success, answers: .group)

    private let group: NewGroup

    init(from fields: inout FieldReader) {
        group = GroupFields(from: &fields).group
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let group = try directory.groups.add(group)
        try GroupDto(group: group, withCustomData: false).write(to: &data)
    }
}
