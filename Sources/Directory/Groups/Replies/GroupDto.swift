internal import Contract
internal import JSON
internal import PoolEngine

/// A group as the API shows it (`GroupDto`, and `ResGroupDto`, which has the same fields).
struct GroupDto {
    let group: Group
    /// Whether `customData` is asked for.
    let withCustomData: Bool
    /// Whether the custom fields are to stand among the group's own.
    var flatCustomData = false

    /// Writes the object.
    ///
    /// `metadataSource` and `members` are required by the schema. Nothing emulated fills the first; the second is
    /// `null` in the answer to every call that does not ask for members (recorded of get-group and list-groups).
    ///
    /// - Parameters:
    ///   - writer: where to.
    ///   - writeMembers: writes the elements of `members`; nil when they are not asked for.
    /// - Throws: what `writeMembers` throws.
    func write(to writer: inout Writer, writeMembers: ((inout Writer) throws -> Void)? = nil) throws {
        writer.beginObject()
        writer.member("id", group.id)
        writer.member("code", group.code)
        writer.member("name", group.name)
        writer.member("description", group.description)
        writer.member("type", group.type)
        writer.emptyArray("metadataSource")
        writer.name("members")
        if let writeMembers {
            writer.beginArray()
            try writeMembers(&writer)
            writer.endArray()
        } else {
            writer.null()
        }
        if withCustomData { writer.customData(group.customData) }
        if flatCustomData { writer.flatCustomData(group.customData, besides: Self.names) }
        writer.endObject()
    }
}

extension GroupDto {
    /// The names that a custom field among the members cannot have.
    static let names = Set(memberNames)
}
