internal import JSON
internal import PoolEngine
internal import Seeds

/// A grant of a seed.
struct SeededGrant {
    /// The effects of grants.
    private enum Effect: String, CaseIterable {
        case allow = "ALLOW"
        case deny = "DENY"
    }

    private let namespace: String?
    private let targetType: ResourceTargetType
    private let targetIdentifier: String
    private let grant: NewResourceGrant
    let times: SeedTimes

    /// Reads an element of the list.
    init(_ value: Value, _ path: SeedPath) throws(SeedError) {
        let object = try SeedObject(
            value, at: path,
            allowing: [
                "namespace", "targetType", "targetIdentifier", "resource", "resourceType", "actions",
                "effect",
            ] + SeedTimes.fields)
        namespace = try object.id("namespace")
        guard let type = try object.choice("targetType", of: ResourceTargetType.self) else {
            throw path.error("targetType is missing")
        }
        targetType = type
        targetIdentifier = try object.requiredId("targetIdentifier")
        let resource = try object.requiredText("resource")
        let resourceType = try object.choice("resourceType", of: ResourceType.self) ?? .data
        var grant = NewResourceGrant(resource, resourceType, actions: try object.texts("actions"))
        grant.isDenied = try object.choice("effect", of: Effect.self) == .deny
        self.grant = grant
        times = try SeedTimes(of: object)
    }

    /// Makes the grant.
    ///
    /// - Returns: its key.
    /// - Throws: `SeedError` if the namespace or the target is unknown, or the target has such a grant; `SQLiteError`.
    func make(in directory: PoolTransaction, at path: SeedPath) throws -> Int64 {
        let grants = directory.resourceGrants
        do {
            let target = try grants.target(targetType, targetIdentifier, in: namespace)
            return try grants.insert(
                grant, to: target, namespaceKey: try directory.namespaces.key(of: namespace))
        } catch NamespaceError.notFound {
            throw path.member("namespace")
                .error("no namespace of this pool has the code \"\(namespace ?? "")\"")
        } catch UserError.notFound, ResourceGrantError.groupNotFound, RoleError.notFound,
            DepartmentError.notFound
        {
            throw path.member("targetIdentifier")
                .error("no \(targetType.rawValue.lowercased()) of this pool has \"\(targetIdentifier)\"")
        }
    }
}
