internal import PoolEngine
internal import SQLite

/// Decides what users may do with data resources (data-permissions.md).
///
/// A user's policies are those of the user, of the user's groups and departments, and of the roles that have an effect
/// now. A permission is about one node of a data resource and one action, or every action. What some policy allows and
/// none denies is permitted.
public struct DataDecisions: DomainStore {
    let directory: PoolTransaction

    /// The conditions on the action filter the permissions on a node, which are mostly few.
    private static let named = SQL(
        """
        SELECT r.key, m.policyKey, m.isDenied FROM data_resources r
        CROSS JOIN data_permissions m ON m.resourceKey = r.key AND m.path = ?3
        WHERE r.namespaceKey = ?1 AND r.code = ?2 AND (+m.action = ?4 OR +m.action = '*') LIMIT ?5
        """)
    private static let actionsOfNode = SQL(
        """
        SELECT r.actions FROM data_resources r WHERE r.key = ?1 AND (?2 = ''
            OR EXISTS (SELECT 1 FROM data_resource_nodes n WHERE n.resourceKey = r.key AND n.path = ?2))
        """)
    private static let ofAction = SQL(
        """
        SELECT policyKey, isDenied, action FROM data_permissions
        WHERE resourceKey = ?1 AND path = ?2 AND action IN (?3, '*')
        """)

    /// The policies of a user.
    ///
    /// - Parameter user: the user's key; nil for a user who does not exist, who has none.
    /// - Returns: the policies.
    func policies(ofUser user: Int64?) -> UserPolicies {
        UserPolicies(of: user, directory: directory)
    }

    /// The policies of a user, by their keys.
    ///
    /// - Throws: `SQLiteError`.
    func policyKeys(ofUser user: Int64?) throws(SQLiteError) -> Set<Int64> {
        var policies = policies(ofUser: user)
        return try policies.everything()
    }

    /// The key of a user; nil if there is none.
    ///
    /// - Throws: `SQLiteError`.
    func userKey(_ id: String, type: UserIdType) throws -> Int64? {
        if type == .userId { return try dataPolicies.targets.find(.user, id) }
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
        var policies = policies(ofUser: user)
        return try resources.map { text in
            guard let name = DataPlaceName(text) else { return false }
            return try isPermitted(action, on: name, namespaceKey, by: &policies)
        }
    }

    /// What a user may do with each of some data resources.
    ///
    /// - Returns: the actions, in the order of the resources; none for unknown ones.
    /// - Throws: as `check`.
    func actions(of user: Int64?, on resources: [String], in namespace: String) throws -> [[String]] {
        let namespaceKey = try dataResources.namespaceKey(of: namespace)
        var policies = policies(ofUser: user)
        var places = DataPlaces(directory: directory, namespaceKey: namespaceKey)
        return try resources.map { text in
            guard user != nil, let place = try places.find(text) else { return [] }
            var grant = DataGrant()
            for permission in try permissions(on: place, by: &policies) {
                grant.add(
                    DataActions(ExactText(permission.action), of: place.resource),
                    isDenied: permission.isDenied)
            }
            guard !grant.permitted.isEmpty, try places.exists(place) else { return [] }
            return grant.permitted.names(of: place.resource)
        }
    }

    private func isPermitted(
        _ action: String, on name: DataPlaceName, _ namespaceKey: Int64, by policies: inout UserPolicies
    ) throws -> Bool {
        var found = try connection.all(
            Self.named, namespaceKey, name.resource, name.path, action, Self.manyPermissions
        ) {
            (resource: $0.integer(0), policy: $0.integer(1), isDenied: $0.bool(2))
        }
        guard let resource = found.first?.resource else { return false }
        if found.count == Self.manyPermissions {
            found = try manyPermissions(on: name.path, of: resource, for: [action], by: &policies)
                .filter { $0.names(action) }.map { (resource, $0.policy, $0.isDenied) }
        }
        var isAllowed = false
        for row in found where try policies.contains(row.policy) {
            if row.isDenied { return false }
            isAllowed = true
        }
        guard isAllowed else { return false }
        let actions = try connection.first(Self.actionsOfNode, resource, name.path) {
            DataResource.actions(in: $0.text(0))
        }
        return actions?.contains { ExactText.same($0, action) } ?? false
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
