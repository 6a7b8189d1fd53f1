internal import PoolEngine

/// The compared tables of access keys.
extension DiffTable {
    /// The tables, in the order of a difference.
    static let ofAccessKeys = [accessKeys]

    private static let accessKeys = DiffTable(
        "accessKeys", from: "access_keys t", identity: [Column("accessKeyId", "t.id")],
        values: [
            Column("accessKeySecret", "t.secret", .secret), Column("userId"), Column("tenantId"),
            Column("type"), Column("enable", "t.isEnabled", .flag),
            Column("createdAt", "ifnull(t.createdAt, (SELECT createdAt FROM pool))", .time),
        ])
}
