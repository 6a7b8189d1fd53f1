internal import PoolEngine

/// The rows of groups that are compared.
///
/// What follows from these rows is not compared: counts and orders of joining.
extension DiffTable {
    /// The tables, in the order in which a difference has them.
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
