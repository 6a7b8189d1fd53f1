internal import JSON
internal import PoolEngine
internal import SQLite
internal import Seeds

/// The grants of a seed.
struct ResourceGrantsSeed: SeedSection {
    private static let setUpdate = SQL("UPDATE resource_grants SET updatedAt = ?2 WHERE key = ?1")
    private static let all = SQL(
        """
        SELECT n.code, t.userKey, t.roleKey, t.groupKey, t.departmentKey, t.resource, t.resourceType, t.actions,
            t.isDenied, t.createdAt, t.updatedAt
        FROM resource_grants t CROSS JOIN namespaces n ON n.key = t.namespaceKey ORDER BY t.key
        """)

    let name = "resourceGrants"
    let counts = [SeedCount("grants", SQL("SELECT count(*) FROM resource_grants"))]

    func read(_ list: SeedList, into build: SeedBuild?) throws {
        try list.forEach { element in
            let seeded = try SeededGrant(element.value, element.path)
            _ = try build?.make(at: element.path, seeded.times, setUpdate: Self.setUpdate) {
                try seeded.make(in: $0, at: element.path)
            }
        }
    }

    func write(to export: inout SeedExport) throws {
        let transaction = export.transaction
        let grants = try export.connection.all(Self.all) { row in
            let place = ResourceTargetType.allCases.indices.first { !row.isNull(Int32(1 + $0)) } ?? 0
            return (
                namespace: row.text(0),
                target: ResourceTarget(
                    type: ResourceTargetType.allCases[place], key: row.integer(Int32(1 + place))),
                resource: row.text(5), type: row.text(6), actions: row.text(7), isDenied: row.bool(8),
                createdAt: Timestamp(milliseconds: row.integer(9)),
                updatedAt: Timestamp(milliseconds: row.integer(10))
            )
        }
        guard !grants.isEmpty else { return }
        export.writer.name("resourceGrants")
        export.writer.beginArray()
        for grant in grants {
            export.writer.beginObject()
            if grant.namespace != Namespace.standardCode {
                export.writer.member("namespace", grant.namespace)
            }
            export.writer.member("targetType", grant.target.type.rawValue)
            export.writer.member(
                "targetIdentifier", try transaction.resourceGrants.identifier(of: grant.target))
            export.writer.member("resource", grant.resource)
            export.writer.member("resourceType", grant.type)
            if grant.actions != "[]" { export.write(rawText: grant.actions, as: "actions") }
            if grant.isDenied { export.writer.member("effect", "DENY") }
            export.writeTimes(grant.createdAt, grant.updatedAt)
            export.writer.endObject()
            export.note()
        }
        export.writer.endArray()
    }
}
