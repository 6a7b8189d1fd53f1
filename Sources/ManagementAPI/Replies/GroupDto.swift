internal import Directory
internal import JSON

/// A group as the API shows it (`GroupDto`, and `ResGroupDto`, which has the same fields).
struct GroupDto {
    let group: Group
    /// Whether `customData` is asked for.
    let withCustomData: Bool

    /// Writes the object.
    ///
    /// `metadataSource` and `members` are required by the schema; what fills them is not asked for by any
    /// call emulated here, so they are empty lists.
    func write(to writer: inout Writer) {
        writer.beginObject()
        writer.member("id", group.id)
        writer.member("code", group.code)
        writer.member("name", group.name)
        writer.member("description", group.description)
        writer.member("type", group.type)
        writer.emptyArray("metadataSource")
        writer.emptyArray("members")
        if withCustomData { writer.customData(group.customData) }
        writer.endObject()
    }
}
