internal import Contract
internal import JSON
internal import PoolEngine

/// A group in replies (`GroupDto`, and `ResGroupDto`, which has the same fields).
struct GroupDto {
    let group: Group
    /// Whether `customData` is requested.
    let withCustomData: Bool
    /// Whether the custom fields are written as members of the group.
    var flatCustomData = false

    /// Writes the object.
    ///
    /// `metadataSource` and `members` are required by the schema. The first is not emulated; the second is `null` in
    /// replies to calls that do not request members (recorded for get-group and list-groups).
    ///
    /// - Parameters:
    ///   - writer: receives the object.
    ///   - writeMembers: writes the elements of `members`; nil if not requested.
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
