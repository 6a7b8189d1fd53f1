internal import Contract
internal import JSON
internal import PoolEngine

extension Writer {
    /// Writes the member `i18n`.
    ///
    /// - Parameters:
    ///   - names: the names by language, JSON text of an object; nil for null.
    ///   - member: the member with the names: `name` or `organizationName`.
    mutating func i18n(_ names: String?, as member: StaticString) {
        name("i18n")
        guard let names else {
            null()
            return
        }
        beginObject()
        name(member)
        raw(Array(names.utf8))
        endObject()
    }
}
