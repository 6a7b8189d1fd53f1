internal import PoolEngine
internal import SQLite

/// Creating, changing and deleting data policies.
extension DataPolicies {
    private static let insert = SQL(
        "INSERT INTO data_policies (policyId, name, description, createdAt, updatedAt) VALUES (?1, ?2, ?3, ?4, ?4)"
    )
    private static let update = SQL(
        """
        UPDATE data_policies SET name = ifnull(?2, name), description = ifnull(?3, description), updatedAt = ?4
        WHERE key = ?1
        """)
    private static let delete = SQL("DELETE FROM data_policies WHERE key = ?1")

    /// Creates a policy.
    ///
    /// - Throws: `DataPolicyError.nameTaken`, `.noPermissions`, `.invalidPermission`, `SQLiteError`.
    public func add(_ name: String, description: String?, statements: [DataStatement]) throws -> DataPolicy {
        let key = try withFreeName { try create(nil, name: name, description: description) }
        try statementStore.set(statements, of: key, checkingNodes: true)
        return try policy(withKey: key)
    }

    /// Creates a policy without statements.
    ///
    /// - Parameters:
    ///   - policyId: the id; nil to generate one.
    ///   - name: the display name.
    ///   - description: the description.
    /// - Returns: the policy's key.
    /// - Throws: `SQLiteError`, with `isUniqueViolation` if the id or the name is in use.
    func create(_ policyId: String?, name: String, description: String?) throws -> Int64 {
        let now = environment.clock.now
        try connection.run(
            Self.insert, policyId ?? environment.ids.next(at: now), name, description, now.milliseconds)
        return connection.lastInsertedRow
    }

    /// Changes a policy; nil leaves a field unchanged.
    ///
    /// - Returns: the changed policy.
    /// - Throws: `DataPolicyError.notFound`, `.nameTaken`, `.noPermissions`, `.invalidPermission`, `SQLiteError`.
    public func update(
        _ policyId: String, name: String?, description: String?, statements: [DataStatement]?
    ) throws -> DataPolicy {
        let key = try get(policyId).key
        try withFreeName {
            try connection.run(Self.update, key, name, description, environment.clock.now.milliseconds)
        }
        if let statements { try statementStore.set(statements, of: key, checkingNodes: true) }
        return try policy(withKey: key)
    }

    /// Deletes a policy with its authorizations.
    ///
    /// - Throws: `DataPolicyError.notFound`, `SQLiteError`.
    public func delete(_ policyId: String) throws {
        try connection.run(Self.delete, try get(policyId).key)
    }

    /// The statements of the policies.
    var statementStore: DataStatements { DataStatements(directory: directory) }

    /// Runs a statement that sets the name of a policy.
    @discardableResult
    private func withFreeName<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as SQLiteError where error.isUniqueViolation {
            throw DataPolicyError.nameTaken
        }
    }
}
