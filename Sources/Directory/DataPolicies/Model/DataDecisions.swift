internal import PoolEngine
internal import SQLite

/// Decides what users may do with data resources (data-permissions.md).
///
/// A user's policies are those of the user, of the user's groups and departments, and of the roles that have an effect
/// now. A permission is about one node of a data resource and one action, or every action. What some policy allows and
/// none denies is permitted.
public struct DataDecisions: DomainStore {
    /// The policies of a user, by their keys.
    typealias Policies = Set<Int64>

    let directory: PoolTransaction

    private static let ofUser = SQL(
        """
        SELECT policyKey FROM data_policy_targets WHERE userKey = ?1
        UNION ALL SELECT t.policyKey FROM group_members m CROSS JOIN data_policy_targets t
            ON t.groupKey = m.groupKey WHERE m.userKey = ?1
        UNION ALL SELECT t.policyKey FROM department_members m CROSS JOIN data_policy_targets t
            ON t.departmentKey = m.departmentKey WHERE m.userKey = ?1
        UNION ALL SELECT policyKey FROM data_policy_targets
            WHERE roleKey IN (\(RoleHolding.effectiveKeys(ofUser: "?1", at: "?2")))
        """)
    private static let ofAction = SQL(
        """
        SELECT policyKey, isDenied, action FROM data_permissions
        WHERE resourceKey = ?1 AND path = ?2 AND action IN (?3, '*')
        """)
    private static let ofNode = SQL(
        "SELECT policyKey, isDenied, action FROM data_permissions WHERE resourceKey = ?1 AND path = ?2")

    /// The policies of a user.
    ///
    /// - Parameter user: the user's key; nil for a user who does not exist, who has none.
    /// - Returns: the policies.
    /// - Throws: `SQLiteError`.
    func policies(ofUser user: Int64?) throws -> Policies {
        guard let user else { return [] }
        return Set(
            try connection.all(Self.ofUser, user, environment.clock.now.milliseconds) { $0.integer(0) })
    }

    /// The key of a user; nil if there is none.
    ///
    /// - Throws: `SQLiteError`.
    func userKey(_ id: String, type: UserIdType) throws -> Int64? {
        do {
            return try users.find(id, type: type).key
        } catch UserError.notFound {
            return nil
        }
    }

    /// Whether a user may do something with each of some data resources.
    ///
    /// - Parameters:
    ///   - user: the user's key; nil for a user who does not exist.
    ///   - action: the action.
    ///   - resources: `resource` or `resource/node/…`; a slash at the beginning has no effect.
    ///   - namespace: the code of their namespace.
    /// - Returns: the answers in the order of the resources; false for unknown ones.
    /// - Throws: `DataResourceError.namespaceNotFound`, `SQLiteError`.
    func check(
        _ user: Int64?, may action: String, _ resources: [String], in namespace: String
    ) throws -> [Bool] {
        let namespaceKey = try dataResources.namespaceKey(of: namespace)
        let policies = try policies(ofUser: user)
        var places = DataPlaces(directory: directory, namespaceKey: namespaceKey)
        return try resources.map { text in
            guard !policies.isEmpty, let place = try places.find(text) else { return false }
            return try isPermitted(action, on: place, by: policies)
        }
    }

    /// What a user may do with each of some data resources.
    ///
    /// - Returns: the actions, in the order of the resources; none for unknown ones.
    /// - Throws: as `check`.
    func actions(of user: Int64?, on resources: [String], in namespace: String) throws -> [[String]] {
        let namespaceKey = try dataResources.namespaceKey(of: namespace)
        let policies = try policies(ofUser: user)
        var places = DataPlaces(directory: directory, namespaceKey: namespaceKey)
        return try resources.map { text in
            guard !policies.isEmpty, let place = try places.find(text) else { return [] }
            var grant = DataGrant()
            for row in try rows(Self.ofNode, place) where policies.contains(row.policy) {
                grant.add(DataActions(row.action, of: place.resource), isDenied: row.isDenied)
            }
            guard !grant.permitted.isEmpty, try places.exists(place) else { return [] }
            return grant.permitted.names(of: place.resource)
        }
    }

    private func isPermitted(_ action: String, on place: DataPlace, by policies: Policies) throws -> Bool {
        guard place.resource.has(action: action) else { return false }
        var isAllowed = false
        let rows = try connection.all(Self.ofAction, place.resource.key, place.path, action) {
            (policy: $0.integer(0), isDenied: $0.bool(1))
        }
        for row in rows where policies.contains(row.policy) {
            if row.isDenied { return false }
            isAllowed = true
        }
        return try isAllowed && dataPolicies.statementStore.hasNode(place.path, in: place.resource.key)
    }

    private func rows(
        _ sql: SQL, _ place: DataPlace
    ) throws -> [(policy: Int64, isDenied: Bool, action: String)] {
        try connection.all(sql, place.resource.key, place.path) {
            ($0.integer(0), $0.bool(1), $0.text(2))
        }
    }

    /// The policies with a permission for an action on a node, and whether they deny it.
    ///
    /// - Throws: `SQLiteError`.
    func policies(
        with action: String, on place: DataPlace
    ) throws -> [(policy: Int64, isDenied: Bool)] {
        guard place.resource.has(action: action),
            try dataPolicies.statementStore.hasNode(place.path, in: place.resource.key)
        else { return [] }
        return try connection.all(Self.ofAction, place.resource.key, place.path, action) {
            ($0.integer(0), $0.bool(1))
        }
    }
}
