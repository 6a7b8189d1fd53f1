internal import Directory

/// What describes a new group, alone or in a list (`CreateGroupReqDto`, groups.md).
struct GroupFields: FieldGroup {
    private static let code = Field.groupCode
    private static let name = Field.text("name")
    private static let description = Field.groupDescription
    private static let type = Field.text("type")
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
    /// The description of a group: required, but it may be empty.
    static let groupDescription = text("description", length: 0...Int.max)
}
