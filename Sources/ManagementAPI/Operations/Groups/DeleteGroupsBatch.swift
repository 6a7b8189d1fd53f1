internal import Directory
internal import JSON

/// Deletes groups; unknown codes are no fault (`POST /api/v3/delete-groups-batch`, groups.md).
struct DeleteGroupsBatch: Operation {
    private static let codeList = Field.texts("codeList", count: 1...50)

    static let declaration = OperationDeclaration(
        .post, "delete-groups-batch", fields: [codeList], writes: true, success: .success)

    private let codes: [String]

    init(from fields: inout FieldReader) {
        codes = fields.read(Self.codeList)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        try directory.groups.delete(codes)
        data.isSuccess()
    }
}
