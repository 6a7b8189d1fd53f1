internal import PoolEngine
internal import Seeds

extension Domain {
    /// The namespaces of roles, resources and data resources.
    static let namespaces = Domain(
        pool: PoolDomain(
            "namespaces", migrations: NamespacesSchema.migrations, differences: [DiffTable.namespaces]),
        seed: NamespacesSeed(),
        operations: { NamespacesOperations.all })
}

extension DiffTable {
    fileprivate static let namespaces = DiffTable(
        "namespaces", from: "namespaces t", identity: [Column("code")],
        values: [
            Column("id", "t.key"), Column("name"), Column("description"), Column("status", nil, .flag),
            Column("appId"),
            Column("createdAt", nil, .time), Column("updatedAt", nil, .time),
        ])
}
