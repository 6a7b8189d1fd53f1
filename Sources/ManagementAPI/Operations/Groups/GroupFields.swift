internal import Directory

/// What describes a new group, alone or in a list (`CreateGroupReqDto`, groups.md).
struct GroupFields: FieldGroup {
    private static let code = Field.groupCode
    private static let name = Field.text("name")
    private static let description = Field.groupDescription
    private static let type = Field.groupType
    private static let customData = Field.optionalObject("customData")

    static let fields: [any FieldDeclaration] = [code, name, description, type, customData]

    let group: NewGroup

    init(from fields: inout FieldReader) {
        var group = NewGroup(code: fields.read(Self.code), name: fields.read(Self.name))
        group.description = fields.read(Self.description)
        group.type = fields.read(Self.type)
        group.customData = fields.read(Self.customData)
        self.group = group
    }
}

extension Field<String> {
    /// The description of a new group; empty when absent.
    ///
    /// Both it and `type` are required in the description. Older SDKs cannot send `type` (groups.md); this is
    /// optional with it.
    static let groupDescription = Field(
        "description", .string(length: 0...Int.max), absent: "", placeholder: ""
    ) { $0.text }

    /// The kind of a new group; `static` when absent or empty, as the Go SDK sends it.
    static let groupType = Field(
        "type", .string(length: 0...Int.max), absent: NewGroup.staticType, placeholder: NewGroup.staticType
    ) { source in
        source.text.map { $0.isEmpty ? NewGroup.staticType : $0 }
    }
}
