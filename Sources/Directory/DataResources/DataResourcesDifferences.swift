internal import PoolEngine

/// The compared tables of data resources.
///
/// Nodes follow from `struct`.
extension DiffTable {
    /// The tables, in the order of a difference.
    static let ofDataResources = [dataResources]

    private static let dataResources = DiffTable(
        "dataResources", from: "data_resources t JOIN namespaces n ON n.key = t.namespaceKey",
        identity: [Column("namespaceCode", "n.code"), Column("resourceCode", "t.code")],
        values: [
            Column("resourceId", "t.id"), Column("resourceName", "t.name"), Column("description"),
            Column("type"),
            Column("struct", nil, .json), Column("actions", nil, .json), Column("createdAt", nil, .time),
            Column("updatedAt", nil, .time),
        ])
}
