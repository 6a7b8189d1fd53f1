internal import JSON
internal import SQLite
internal import Seeds

/// The sync relations of users and departments in seeds.
extension SyncRelation {
    /// Reads a relation.
    ///
    /// - Throws: `SeedError.invalid`.
    init(_ value: Value, _ path: SeedPath) throws(SeedError) {
        let object = try SeedObject(value, at: path, allowing: ["provider", "userIdInIdp", "userInfoInIdp"])
        self.init(
            provider: try object.requiredSource("provider"),
            userIdInIdp: try object.requiredText("userIdInIdp"),
            userInfoInIdp: try object.objectText("userInfoInIdp") ?? "{}")
    }

    /// Reads a row of provider, id and information.
    init(_ row: Row) {
        self.init(provider: row.text(0), userIdInIdp: row.text(1), userInfoInIdp: row.text(2))
    }
}

extension SeedObject {
    /// The name of a source, which must not contain a colon, since a colon follows it in ids.
    ///
    /// - Throws: `SeedError.invalid`.
    func requiredSource(_ name: String) throws(SeedError) -> String {
        let text = try requiredText(name)
        guard !text.utf8.contains(UInt8(ascii: ":")) else {
            throw path.member(name).error("must not contain \":\", which separates it from the id")
        }
        return text
    }
}

extension SeedExport {
    /// Writes relations; an empty array writes no member.
    mutating func write(syncRelations relations: [SyncRelation]) {
        guard !relations.isEmpty else { return }
        writer.name("syncRelations")
        writer.beginArray()
        for relation in relations {
            writer.beginObject()
            writer.member("provider", relation.provider)
            writer.member("userIdInIdp", relation.userIdInIdp)
            if relation.userInfoInIdp != "{}" { write(rawText: relation.userInfoInIdp, as: "userInfoInIdp") }
            writer.endObject()
        }
        writer.endArray()
    }
}
