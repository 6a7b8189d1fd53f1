internal import Directory
internal import JSON

/// A group as the API shows it (`GroupDto`, and `ResGroupDto`, which has the same fields).
struct GroupDto {
    let group: Group
    /// Whether `customData` is asked for.
    let withCustomData: Bool
    /// Whether the custom fields are to stand among the group's own.
    var flatCustomData = false

    /// Writes the object without members, as every call answers that does not ask for them.
    func write(to writer: inout Writer) {
        write(to: &writer) { _ in }
    }

    /// Writes the object.
    ///
    /// `metadataSource` and `members` are required by the schema; nothing emulated fills the first.
    ///
    /// - Parameters:
    ///   - writer: where to.
    ///   - writeMembers: writes the elements of `members`.
    /// - Throws: what `writeMembers` throws.
    func write(to writer: inout Writer, writeMembers: (inout Writer) throws -> Void) rethrows {
        writer.beginObject()
        writer.member("id", group.id)
        writer.member("code", group.code)
        writer.member("name", group.name)
        writer.member("description", group.description)
        writer.member("type", group.type)
        writer.emptyArray("metadataSource")
        writer.name("members")
        writer.beginArray()
        try writeMembers(&writer)
        writer.endArray()
        if withCustomData { writer.customData(group.customData) }
        if flatCustomData { writer.flatCustomData(group.customData, besides: Self.names) }
        writer.endObject()
    }
}

extension ReplyType {
    /// A group (`GroupDto`), as `GroupDto.write` writes it.
    static let group = ReplyType.object(
        ReplyObject(
            "GroupDto",
            [
                ReplyMember("id", .text),
                ReplyMember("code", .text),
                ReplyMember("name", .text),
                ReplyMember("description", .text),
                ReplyMember("type", .text),
                ReplyMember("metadataSource", .list(of: .nothing)),
                ReplyMember("members", .list(of: .user)),
                ReplyMember("customData", .anyObject).whenAsked,
            ], hasFlatCustomData: true))
}
