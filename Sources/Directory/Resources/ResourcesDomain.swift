internal import PoolEngine
internal import Seeds

extension Domain {
    /// Common resources: what users may be allowed to do something with.
    static let resources = Domain(
        pool: PoolDomain(
            "resources", migrations: ResourcesSchema.migrations, differences: DiffTable.ofResources,
            hooks: [PoolHook(.namespaceIsDeleted) { try $0.resources.announceDeletion(ofNamespace: $1) }]),
        seed: ResourcesSeed(),
        operations: { ResourcesOperations.all })
}

extension DiffTable {
    /// The tables of resources, in the order of a difference.
    fileprivate static let ofResources = [
        DiffTable(
            "resources", from: "resources t JOIN namespaces n ON n.key = t.namespaceKey",
            identity: [Column("namespace", "n.code"), Column("code", "t.code")],
            values: [
                Column("id", "t.id"), Column("name", "t.name"), Column("description", "t.description"),
                Column("type"), Column("actions", nil, .json), Column("apiIdentifier"),
                Column("linkedToTenant", nil, .flag), Column("createdAt", "t.createdAt", .time),
                Column("updatedAt", "t.updatedAt", .time),
            ])
    ]
}
