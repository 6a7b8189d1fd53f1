internal import JSON
internal import PoolEngine
internal import SQLite
internal import Seeds

/// The common resources of a seed.
struct ResourcesSeed: SeedSection {
    private static let setUpdate = SQL("UPDATE resources SET updatedAt = ?2 WHERE key = ?1")
    private static let all = SQL("SELECT \(Resource.columns) FROM \(Resource.tables) ORDER BY r.key")

    let name = "resources"
    let counts = [SeedCount("resources", SQL("SELECT count(*) FROM resources"))]

    func read(_ list: SeedList, into build: SeedBuild?) throws {
        try list.forEach { element in
            let (resource, times) = try Self.resource(element.value, element.path)
            _ = try build?.make(at: element.path, times, setUpdate: Self.setUpdate) { directory in
                do {
                    return try directory.resources.create(resource)
                } catch NamespaceError.notFound {
                    throw element.path.member("namespace")
                        .error("no namespace of this pool has the code \"\(resource.namespace ?? "")\"")
                }
            }
        }
    }

    private static func resource(
        _ value: Value, _ path: SeedPath
    ) throws(SeedError) -> (resource: NewResource, times: SeedTimes) {
        let object = try SeedObject(
            value, at: path,
            allowing: [
                "id", "code", "namespace", "name", "description", "type", "actions", "apiIdentifier",
                "linkedToTenant",
            ] + SeedTimes.fields)
        let code = try object.requiredId("code", mayBeEmpty: true)
        guard let type = try object.choice("type", of: ResourceType.self) else {
            throw path.error("type is missing")
        }
        var resource = NewResource(code, type, in: try object.id("namespace"))
        resource.id = try object.id("id")
        resource.name = try object.text("name")
        resource.description = try object.text("description")
        resource.actions = Resource.text(of: try object.list("actions", read: action))
        resource.apiIdentifier = try object.text("apiIdentifier")
        resource.linkedToTenant = try object.bool("linkedToTenant") ?? false
        return (resource, try SeedTimes(of: object))
    }

    /// Reads an action: `{"name": "read", "description": "…"}`.
    private static func action(
        _ value: Value, _ path: SeedPath
    ) throws(SeedError) -> (name: String, description: String) {
        let object = try SeedObject(value, at: path, allowing: ["name", "description"])
        return (try object.requiredText("name"), try object.text("description") ?? "")
    }

    func write(to export: inout SeedExport) throws {
        let resources = try export.connection.all(Self.all, read: Resource.init)
        guard !resources.isEmpty else { return }
        export.writer.name("resources")
        export.writer.beginArray()
        for resource in resources {
            export.write(resource)
            export.note()
        }
        export.writer.endArray()
    }
}

extension SeedExport {
    fileprivate mutating func write(_ resource: Resource) {
        writer.beginObject()
        writer.member("id", resource.id)
        writer.member("code", resource.code)
        if resource.namespace != Namespace.standardCode { writer.member("namespace", resource.namespace) }
        if let name = resource.name { writer.member("name", name) }
        if let description = resource.description { writer.member("description", description) }
        writer.member("type", resource.type.rawValue)
        if resource.actions != "[]" { write(rawText: resource.actions, as: "actions") }
        if let identifier = resource.apiIdentifier { writer.member("apiIdentifier", identifier) }
        if resource.linkedToTenant { writer.member("linkedToTenant", true) }
        writeTimes(resource.createdAt, resource.updatedAt)
        writer.endObject()
    }
}
