public import PoolEngine
internal import SQLite

/// The data policies of a pool.
public struct DataPolicies: DomainStore {
    /// What is said of a name that is in use.
    static let takenName = "data policy name already exist"

    let directory: PoolTransaction

    private static let byId = SQL("SELECT \(DataPolicy.columns) FROM data_policies p WHERE p.policyId = ?1")
    private static let byKey = SQL("SELECT \(DataPolicy.columns) FROM data_policies p WHERE p.key = ?1")
    private static let hasName = SQL("SELECT 1 FROM data_policies WHERE name = ?1")
    private static let count = SQL("SELECT count(*) FROM data_policies")
    private static let page = SQL(
        "SELECT \(DataPolicy.columns) FROM data_policies p ORDER BY p.key DESC LIMIT ?1 OFFSET ?2")
    private static let matching = SQL(
        "SELECT key FROM data_policies WHERE instr(fold(name), fold(?1)) > 0 ORDER BY key DESC")
    private static let resources = SQL(
        """
        SELECT r.id, r.name FROM data_resources r
        WHERE r.key IN (SELECT resourceKey FROM data_permissions WHERE policyKey = ?1) ORDER BY r.key
        """)
    private static let authorizations = SQL(
        """
        SELECT count(*) FROM data_policy_targets
        WHERE policyKey IN (SELECT policyKey FROM data_permissions WHERE resourceKey = ?1)
        """)

    /// Whom the policies are authorized to.
    public var targets: DataPolicyTargets { DataPolicyTargets(directory: directory) }
    /// The decisions by the policies.
    public var decisions: DataDecisions { DataDecisions(directory: directory) }

    /// The policy with an id.
    ///
    /// - Throws: `DataPolicyError.notFound`, `SQLiteError`.
    public func get(_ policyId: String) throws -> DataPolicy {
        guard let policy = try connection.first(Self.byId, policyId, read: DataPolicy.init) else {
            throw DataPolicyError.notFound
        }
        return policy
    }

    /// The policy with a key that is known to exist.
    ///
    /// - Throws: `DataPolicyError.notFound`, `SQLiteError`.
    func policy(withKey key: Int64) throws -> DataPolicy {
        guard let policy = try connection.first(Self.byKey, key, read: DataPolicy.init) else {
            throw DataPolicyError.notFound
        }
        return policy
    }

    /// The policies, newest first.
    ///
    /// - Parameters:
    ///   - keywords: text that the name contains, ignoring case (`CaseFolding`); nil or empty for every policy.
    ///   - page: the page.
    /// - Returns: the policies of the page and the number of all that match.
    /// - Throws: `SQLiteError`.
    /// - Complexity: with keywords, every policy of the pool is read.
    public func list(keywords: String?, page: Page) throws -> Paged<DataPolicy> {
        guard let keywords, !keywords.isEmpty else {
            let total = try connection.first(Self.count) { $0.integer(0) } ?? 0
            return Paged(
                totalCount: Int(total),
                list: try connection.all(Self.page, page.limit, page.offset, read: DataPolicy.init))
        }
        let keys = try connection.all(Self.matching, keywords) { $0.integer(0) }
        return Paged(totalCount: keys.count, list: try page.entries(of: keys).map(policy(withKey:)))
    }

    /// Whether a policy has a name.
    ///
    /// - Throws: `SQLiteError`.
    public func hasName(_ name: String) throws -> Bool {
        try connection.first(Self.hasName, name) { _ in true } ?? false
    }

    /// The ids and names of the data resources in the permissions of a policy, oldest first.
    ///
    /// - Throws: `SQLiteError`.
    public func resources(of policy: DataPolicy) throws -> [(id: String, name: String)] {
        try connection.all(Self.resources, policy.key) { ($0.text(0), $0.text(1)) }
    }

    /// The number of authorizations of policies with a permission on a data resource.
    ///
    /// - Throws: `SQLiteError`.
    public func authorizations(of resource: DataResource) throws -> Int64 {
        try connection.first(Self.authorizations, resource.key) { $0.integer(0) } ?? 0
    }
}

extension PoolTransaction {
    /// The data policies of the pool.
    var dataPolicies: DataPolicies { DataPolicies(directory: self) }
}

extension DomainStore {
    var dataPolicies: DataPolicies { directory.dataPolicies }
}
