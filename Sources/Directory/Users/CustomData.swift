internal import JSON

/// The custom fields of a user, kept as the text of one JSON object.
///
/// Each member is a field of its own: it is set whole, never merged with the value it takes the place of, which rules
/// out SQLite's `json_patch` (RFC 7396 goes down into objects).
enum CustomData {
    /// The fields after a change.
    ///
    /// - Parameters:
    ///   - changes: the text of a JSON object; a member that is `null` takes the field away.
    ///   - kept: the fields so far; nil is none.
    /// - Returns: the text of the object with all fields. Fields that were there keep their places, new ones follow.
    static func merging(_ changes: String, into kept: String?) -> String {
        var names: [String] = []
        var values: [String: ArraySlice<UInt8>] = [:]
        for text in [kept, changes] {
            guard let text, let document = try? Document(parsing: Array(text.utf8)) else { continue }
            for (name, value) in document.root.members {
                guard let name = name.string else { continue }
                if values[name] == nil {
                    names.removeAll { $0 == name }
                    names.append(name)
                }
                values[name] = value.isNull ? nil : value.text
            }
        }
        var writer = Writer()
        writer.beginObject()
        for name in names {
            guard let value = values[name] else { continue }
            writer.name(name)
            writer.raw(value)
        }
        writer.endObject()
        return String(decoding: writer.finish(), as: UTF8.self)
    }
}
