internal import SQLite

/// A department's counterpart in an outside directory.
package struct DepartmentSyncRelation: Sendable, Equatable {
    /// The kind of outside directory, `lark` for example.
    package let provider: String
    /// The id there.
    package let userIdInIdp: String
}

/// The ties of departments to outside directories.
extension Departments {
    private static let relations = SQL(
        "SELECT provider, userIdInIdp FROM department_sync_relations WHERE departmentKey = ?1 ORDER BY provider"
    )
    private static let deleteRelation = SQL(
        "DELETE FROM department_sync_relations WHERE departmentKey = ?1 AND provider = ?2")

    /// The relations of a department, by provider.
    ///
    /// - Throws: as `get(_:)`.
    package func syncRelations(of reference: DepartmentReference) throws -> [DepartmentSyncRelation] {
        try connection.all(Self.relations, try key(of: reference)) {
            DepartmentSyncRelation(provider: $0.text(0), userIdInIdp: $0.text(1))
        }
    }

    /// Ends the relation of a department with a provider; without one nothing changes.
    ///
    /// - Throws: as `get(_:)`.
    package func deleteSyncRelation(of reference: DepartmentReference, with provider: String) throws {
        let key = try key(of: reference)
        guard try connection.run(Self.deleteRelation, key, provider) > 0 else { return }
        emit(DirectoryEvent(.departmentUpdated, try id(of: key)))
    }
}
