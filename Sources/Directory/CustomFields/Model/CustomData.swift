internal import JSON
internal import SQLite

/// The custom fields of a user, group or department, kept as the text of one JSON object.
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
    /// - Throws: as `document(of:)` for the changes; `SQLiteError.unusable` when the fields so far cannot be read.
    static func merging(_ changes: String, into kept: String?) throws -> String {
        // Names are told apart by their bytes: two that differ only in how an accent is written are two names.
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

    /// How deep and large custom fields may be, whatever is said of request bodies.
    private static let limits = Limits(depth: 512, nodes: 100_000_000)

    /// Custom fields that a call gives.
    ///
    /// - Throws: `CustomFieldError.valueRefused` for more than is kept; no name is told.
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
