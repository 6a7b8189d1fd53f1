internal import PoolEngine

/// The rows of access keys that are compared.
extension DiffTable {
    /// The tables, in the order in which a difference has them.
    static let ofAccessKeys = [accessKeys]

    private static let accessKeys = DiffTable(
        "accessKeys", from: "access_keys t", identity: [Column("accessKeyId", "t.id")],
        values: [
            Column("accessKeySecret", "t.secret", .secret), Column("userId"), Column("tenantId"),
            Column("type"), Column("enable", "t.isEnabled", .flag),
            Column("createdAt", "ifnull(t.createdAt, (SELECT createdAt FROM pool))", .time),
        ])
}
