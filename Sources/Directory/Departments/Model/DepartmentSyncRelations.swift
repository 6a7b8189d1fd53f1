internal import PoolEngine
internal import SQLite

/// The relations of departments to outside directories.
extension Departments {
    private static let relations = SQL(
        """
        SELECT provider, userIdInIdp, userInfoInIdp FROM department_sync_relations
        WHERE departmentKey = ?1 ORDER BY provider
        """)
    private static let insertRelation = SQL(
        """
        INSERT INTO department_sync_relations (departmentKey, provider, userIdInIdp, userInfoInIdp)
        VALUES (?1, ?2, ?3, ?4)
        """)
    private static let hasCounterpart = SQL(
        """
        SELECT 1 FROM department_sync_relations s JOIN departments d ON d.key = s.departmentKey
        WHERE s.provider = ?2 AND s.userIdInIdp = ?3
            AND d.organizationKey = (SELECT organizationKey FROM departments WHERE key = ?1)
        """)
    private static let deleteRelation = SQL(
        "DELETE FROM department_sync_relations WHERE departmentKey = ?1 AND provider = ?2")

    /// The relations of a department, by provider.
    ///
    /// - Throws: as `get(_:)`.
    public func syncRelations(of reference: DepartmentReference) throws -> [SyncRelation] {
        try syncRelations(of: try key(of: reference))
    }

    /// The relations of a department that is known to exist, by provider.
    ///
    /// - Throws: `SQLiteError`.
    func syncRelations(of key: Int64) throws -> [SyncRelation] {
        try connection.all(Self.relations, key) {
            SyncRelation(provider: $0.text(0), userIdInIdp: $0.text(1), userInfoInIdp: $0.text(2))
        }
    }

    /// Adds the relation of a department to its counterpart in an outside directory.
    ///
    /// - Throws: `DepartmentError.valueTaken` when another department of the organization has the same counterpart;
    ///   `SQLiteError`, with `isUniqueViolation` when the department has a relation with the provider.
    func addSyncRelation(_ relation: SyncRelation, to key: Int64) throws {
        let isTaken = try connection.first(
            Self.hasCounterpart, key, relation.provider, relation.userIdInIdp
        ) { _ in true }
        guard isTaken == nil else { throw DepartmentError.valueTaken(field: "userIdInIdp") }
        try connection.run(
            Self.insertRelation, key, relation.provider, relation.userIdInIdp, relation.userInfoInIdp)
    }

    /// Deletes the relation of a department with a provider, if there is one.
    ///
    /// - Throws: as `get(_:)`.
    public func deleteSyncRelation(of reference: DepartmentReference, with provider: String) throws {
        let key = try key(of: reference)
        guard try connection.run(Self.deleteRelation, key, provider) > 0 else { return }
        try emitUpdated(id(of: key), since: nil)
    }
}
