internal import PoolEngine
internal import SQLite

/// What a user may do with a data resource, and by which policies.
struct DataPermissionViewRow {
    let user: User
    let namespaceKey: Int64
    let resource: DataResource
    let policies: [DataPolicy]
    /// The roles and groups by which the user has the policies.
    let roles: [(id: String, name: String, code: String)]
    let groups: [(id: String, name: String, code: String)]
    /// The nodes on which something is permitted.
    let nodes: [PermittedNode]
}

/// Lists what all users may do, a row for each user and data resource.
struct DataPermissionView: DomainStore {
    /// What some policies permit on a data resource.
    private struct Entry {
        let permitted: PermittedResource
        /// The policies that allow something on it.
        let policies: [Int64]
    }

    let directory: PoolTransaction
    /// What sets of policies permit, since many users have the same set.
    private var known: [[Int64]: [Entry]] = [:]

    private static let named = ["name", "username"]
    private static let groups = SQL(
        """
        SELECT g.id, g.name, g.code FROM group_members m JOIN groups g ON g.key = m.groupKey
        WHERE m.userKey = ?1 AND EXISTS (SELECT 1 FROM data_policy_targets t
            WHERE t.groupKey = m.groupKey AND t.policyKey IN (SELECT value FROM json_each(?2)))
        """)
    private static let roles = SQL(
        """
        SELECT r.id, r.name, r.code FROM roles r
        WHERE r.key IN (\(RoleHolding.effectiveKeys(ofUser: "?1", at: "?3")))
            AND EXISTS (SELECT 1 FROM data_policy_targets t
                WHERE t.roleKey = r.key AND t.policyKey IN (SELECT value FROM json_each(?2)))
        """)

    init(directory: PoolTransaction) {
        self.directory = directory
    }

    /// The rows, newest user first, oldest data resource first.
    ///
    /// - Parameters:
    ///   - keywords: text that the name or the username contains, ignoring case; nil or empty for every user.
    ///   - page: the page.
    /// - Returns: the rows of the page and the number of all.
    /// - Throws: `SQLiteError`.
    /// - Complexity: linear in the permissions of all users with a policy; only the rows of the page are made.
    mutating func list(keywords: String?, page: Page) throws -> Paged<DataPermissionViewRow> {
        var total = 0
        var rows: [DataPermissionViewRow] = []
        for (user, count) in try counts(keywords: keywords) {
            if total + count > page.offset, rows.count < page.limit {
                for (number, entry) in try entries(ofUser: user).enumerated()
                where total + number >= page.offset && rows.count < page.limit {
                    rows.append(try row(entry, ofUser: user))
                }
            }
            total += count
        }
        return Paged(totalCount: total, list: rows)
    }

    /// The users with a row, newest first, and how many rows each has.
    private func counts(keywords: String?) throws -> [(user: Int64, count: Int)] {
        var found: Set<Int64>?
        if let keywords, !keywords.isEmpty {
            let columns = Self.named.compactMap(UserColumn.named)
            found = Set(try users.texts.keys(having: keywords, in: columns))
        }
        var permissions = try EveryPermission(directory: directory)
        var counts: [(user: Int64, count: Int)] = []
        try PoliciesOfUsers(directory: directory).forEach { user, policies in
            guard found?.contains(user) ?? true else { return }
            let count = permissions.count(by: policies)
            if count > 0 { counts.append((user, count)) }
        }
        return counts
    }

    private mutating func entries(ofUser key: Int64) throws -> [Entry] {
        let policies = try dataPolicies.decisions.policyKeys(ofUser: key).sorted()
        if let found = known[policies] { return found }
        var allowing: [Int64: [Int64]] = [:]
        for policy in policies {
            let allowed = try dataPolicies.decisions.permissions(of: policy).filter { !$0.isDenied }
            for resource in Set(allowed.map(\.resource)) { allowing[resource, default: []].append(policy) }
        }
        let entries = try dataPolicies.decisions.permitted(by: policies, in: nil).map {
            Entry(permitted: $0, policies: allowing[$0.resource.key] ?? [])
        }
        known[policies] = entries
        return entries
    }

    private func row(_ entry: Entry, ofUser key: Int64) throws -> DataPermissionViewRow {
        let list = UserPolicies.list(of: entry.policies)
        let resource = entry.permitted.resource
        return DataPermissionViewRow(
            user: try users.users(withKeys: [key])[0],
            namespaceKey: try dataResources.namespaceKey(of: resource.namespace), resource: resource,
            policies: try entry.policies.map { try dataPolicies.policy(withKey: $0) },
            roles: try connection.all(Self.roles, key, list, environment.clock.now.milliseconds) {
                ($0.text(0), $0.text(1), $0.text(2))
            },
            groups: try connection.all(Self.groups, key, list) { ($0.text(0), $0.text(1), $0.text(2)) },
            nodes: entry.permitted.nodes)
    }
}
