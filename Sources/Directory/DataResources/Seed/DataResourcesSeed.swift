internal import JSON
internal import PoolEngine
internal import SQLite
internal import Seeds

/// The data resources of a seed.
struct DataResourcesSeed: SeedSection {
    private static let setUpdate = SQL("UPDATE data_resources SET updatedAt = ?2 WHERE key = ?1")
    private static let all = SQL(
        "SELECT \(DataResource.columns) FROM \(DataResource.tables) ORDER BY r.key")

    let name = "dataResources"
    let counts = [SeedCount("data resources", SQL("SELECT count(*) FROM data_resources"))]

    func read(_ list: SeedList, into build: SeedBuild?) throws {
        try list.forEach { element in
            let (resource, times) = try Self.resource(element.value, element.path)
            _ = try build?.make(at: element.path, times, setUpdate: Self.setUpdate) { directory in
                do {
                    return try directory.dataResources.create(resource)
                } catch DataResourceError.namespaceNotFound {
                    throw element.path.member("namespace")
                        .error("no namespace of this pool has the code \"\(resource.namespace)\"")
                }
            }
        }
    }

    private static func resource(
        _ value: Value, _ path: SeedPath
    ) throws(SeedError) -> (resource: NewDataResource, times: SeedTimes) {
        let object = try SeedObject(
            value, at: path,
            allowing: ["id", "code", "namespace", "name", "description", "struct", "actions"]
                + SeedTimes.fields)
        guard let structure = object["struct"] else { throw path.error("struct is missing") }
        let read: DataStructure
        do {
            read = try DataStructure(structure)
        } catch {
            throw path.member("struct").error(error.brokenRule?.reason ?? "is not valid")
        }
        let code = try object.requiredId("code")
        var resource = NewDataResource(
            code, in: try object.id("namespace") ?? Namespace.standardCode,
            name: try object.text("name", emptyIsNone: true) ?? code, structure: read,
            actions: try object.texts("actions"))
        resource.id = try object.id("id")
        resource.description = try object.text("description")
        return (resource, try SeedTimes(of: object))
    }

    func write(to export: inout SeedExport) throws {
        let resources = try export.connection.all(Self.all, read: DataResource.init)
        guard !resources.isEmpty else { return }
        export.writer.name("dataResources")
        export.writer.beginArray()
        for resource in resources {
            export.writer.beginObject()
            export.writer.member("id", resource.id)
            export.writer.member("code", resource.code)
            if resource.namespace != Namespace.standardCode {
                export.writer.member("namespace", resource.namespace)
            }
            export.writer.member("name", resource.name)
            if let description = resource.description { export.writer.member("description", description) }
            export.write(rawText: try export.transaction.dataResources.structure(of: resource), as: "struct")
            export.write(texts: resource.actions, as: "actions")
            export.writeTimes(resource.createdAt, resource.updatedAt)
            export.writer.endObject()
            export.note()
        }
        export.writer.endArray()
    }
}
