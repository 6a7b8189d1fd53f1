internal import JSON
internal import SQLite
internal import Seeds

/// The sync relations of users and departments in seeds.
extension SyncRelation {
    /// Reads a relation.
    ///
    /// - Throws: `SeedError.invalid`.
    init(_ value: Value, _ place: SeedPlace) throws(SeedError) {
        let object = try SeedObject(value, at: place, allowing: ["provider", "userIdInIdp", "userInfoInIdp"])
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
    /// The name of a source, which has no colon because one follows it in ids.
    ///
    /// - Throws: `SeedError.invalid`.
    func requiredSource(_ name: String) throws(SeedError) -> String {
        let text = try requiredText(name)
        guard !text.utf8.contains(UInt8(ascii: ":")) else {
            throw place.member(name).error("must have no \":\", which stands behind it in ids")
        }
        return text
    }
}

extension SeedExport {
    /// Writes relations; no member when there are none.
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
