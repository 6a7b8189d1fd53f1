internal import Directory
internal import JSON

/// Makes several groups, all or none (`POST /api/v3/create-groups-batch`, groups.md).
struct CreateGroupsBatch: Operation {
    private static let list = Field<[GroupFields]>.list("list", count: 1...50)

    static let declaration = OperationDeclaration(
        .post, "create-groups-batch", fields: [list], writes: true, success: .success,
        answers: .list(of: .group))

    private let groups: [NewGroup]

    init(from fields: inout FieldReader) {
        groups = fields.read(Self.list).map(\.group)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let groups = try BatchEntry.entries(of: groups, named: Self.list.name).map { entry in
            try entry.run { try directory.groups.add($0) }
        }
        try data.array(groups) { try GroupDto(group: $0, withCustomData: false).write(to: &$1) }
    }
}
