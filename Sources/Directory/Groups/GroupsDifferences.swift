internal import PoolEngine

/// The compared tables of groups.
///
/// Derived data is not compared: counts and join orders.
extension DiffTable {
    /// The tables, in the order of a difference.
    static let ofGroups = [groups, groupMembers]

    private static let groups = DiffTable(
        "groups", from: "groups t", identity: [Column("code")],
        values: [
            Column("id"), Column("name"), Column("description"), Column("type"),
            Column("customData", nil, .json),
            Column("createdAt", nil, .time), Column("updatedAt", nil, .time),
        ])

    private static let groupMembers = DiffTable(
        "groupMembers",
        from: "group_members t JOIN groups g ON g.key = t.groupKey JOIN users u ON u.key = t.userKey",
        identity: [Column("code", "g.code"), Column("userId", "u.userId")],
        values: [Column("joinedAt", nil, .time)])
}
