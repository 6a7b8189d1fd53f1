internal import JSON
internal import SQLite

/// The custom fields of a user, group or department, kept as the text of one JSON object.
///
/// Each member is a field: its value is replaced as a whole and never merged with the old one. This excludes SQLite's
/// `json_patch` (RFC 7396 merges nested objects).
enum CustomData {
    /// The fields after a change.
    ///
    /// - Parameters:
    ///   - changes: the text of a JSON object; a member that is `null` removes the field.
    ///   - kept: the current fields; nil for none.
    /// - Returns: the text of the object with all fields. Existing fields keep their order, new ones follow.
    /// - Throws: as `document(of:)` for the changes; `SQLiteError.unusable` if the current fields cannot be read.
    static func merging(_ changes: String, into kept: String?) throws -> String {
        // Names are compared by their bytes: two encodings of an accented letter are different names.
        var places: [[UInt8]: Int] = [:]
        var fields: [(name: String, value: ArraySlice<UInt8>)?] = []
        for document in [try kept.map(stored), try document(of: changes)].compactMap({ $0 }) {
            for (name, value) in document.root.members {
                guard let name = name.string else { continue }
                let bytes = Array(name.utf8)
                let field = value.isNull ? nil : (name: name, value: value.text)
                if let place = places[bytes] {
                    fields[place] = field
                    if field == nil { places[bytes] = nil }
                } else if field != nil {
                    places[bytes] = fields.count
                    fields.append(field)
                }
            }
        }
        var writer = Writer()
        writer.beginObject()
        for case let field? in fields {
            writer.name(field.name)
            writer.raw(field.value)
        }
        writer.endObject()
        return String(decoding: writer.finish(), as: UTF8.self)
    }

    /// The change that removes the value of a field.
    static func removal(of name: String) -> String {
        var writer = Writer()
        writer.beginObject()
        writer.name(name)
        writer.null()
        writer.endObject()
        return String(decoding: writer.finish(), as: UTF8.self)
    }

    /// The limits of custom fields, independent of those of request bodies.
    private static let limits = Limits(depth: 512, nodes: 100_000_000)

    /// Parses the custom fields of a call.
    ///
    /// - Throws: `CustomFieldError.valueRefused` if they exceed the limits; without a name.
    static func document(of customData: String) throws -> Document {
        do {
            return try Document(parsing: Array(customData.utf8), limits: limits)
        } catch {
            throw CustomFieldError.valueRefused(name: "", reason: error.kind.message)
        }
    }

    private static func stored(_ text: String) throws(SQLiteError) -> Document {
        do {
            return try Document(parsing: Array(text.utf8), limits: limits)
        } catch {
            throw .unusable("users.customData")
        }
    }
}
