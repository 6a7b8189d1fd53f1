internal import JSON
internal import PoolEngine
internal import SQLite
internal import Seeds

/// The namespaces of a seed, without the two that every pool has.
struct NamespacesSeed: SeedSection {
    private static let setUpdate = SQL("UPDATE namespaces SET updatedAt = ?2 WHERE key = ?1")
    private static let all = SQL(
        "SELECT \(Namespace.columns), n.createdAt, n.updatedAt FROM namespaces n ORDER BY n.key")

    let name = "namespaces"

    func read(_ list: SeedList, into build: SeedBuild?) throws {
        try list.forEach { element in
            let (namespace, times) = try Self.namespace(element.value, element.path)
            _ = try build?.make(
                at: element.path, times, renaming: ["key": "id"], setUpdate: Self.setUpdate
            ) {
                try $0.namespaces.create(namespace)
            }
        }
    }

    private static func namespace(
        _ value: Value, _ path: SeedPath
    ) throws(SeedError) -> (namespace: NewNamespace, times: SeedTimes) {
        let object = try SeedObject(
            value, at: path, allowing: ["id", "code", "name", "description", "status"] + SeedTimes.fields)
        var namespace = NewNamespace(code: try object.requiredId("code"))
        if let id = try object.integer("id") {
            guard id > 0 else { throw path.member("id").error("must be at least 1") }
            namespace.id = Int64(id)
        }
        namespace.name = try object.text("name", emptyIsNone: true)
        namespace.description = try object.text("description")
        namespace.isOpen = try object.bool("status") ?? true
        return (namespace, try SeedTimes(of: object))
    }

    func write(to export: inout SeedExport) throws {
        let namespaces = try export.connection.all(Self.all) { row in
            (
                Namespace(row), createdAt: Timestamp(milliseconds: row.integer(6)),
                updatedAt: Timestamp(milliseconds: row.integer(7))
            )
        }.filter { !$0.0.isBuiltIn }
        guard !namespaces.isEmpty else { return }
        export.writer.name("namespaces")
        export.writer.beginArray()
        for (namespace, createdAt, updatedAt) in namespaces {
            export.writer.beginObject()
            export.writer.member("id", namespace.key)
            export.writer.member("code", namespace.code)
            export.writer.member("name", namespace.name)
            if let description = namespace.description { export.writer.member("description", description) }
            if !namespace.isOpen { export.writer.member("status", false) }
            export.writeTimes(createdAt, updatedAt)
            export.writer.endObject()
        }
        export.writer.endArray()
    }
}
