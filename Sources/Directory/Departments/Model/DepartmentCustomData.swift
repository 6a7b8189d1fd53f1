internal import PoolEngine
internal import SQLite

/// Setting and removing single values of custom fields.
extension Departments {
    private static let withCustomData = SQL(
        "SELECT key, customData FROM departments WHERE customData IS NOT NULL")
    private static let setCustomData = SQL(
        "UPDATE departments SET customData = ?2, updatedAt = ifnull(?3, updatedAt) WHERE key = ?1")

    /// Sets values of a department; other values are unchanged.
    ///
    /// - Parameters:
    ///   - changes: JSON text of an object; a member that is `null` removes the value.
    ///   - departmentId: the vendor's id.
    /// - Throws: `DepartmentError.notFound`, `CustomFieldError.valueRefused`, `SQLiteError`.
    func addCustomData(_ changes: String, to departmentId: String) throws {
        let department = try get(departmentId: departmentId, tenantId: nil)
        try customFields.check(changes, of: .department)
        let merged = try CustomData.merging(changes, into: department.customData)
        try connection.run(
            Self.setCustomData, department.key, merged, environment.clock.now.milliseconds)
        try emitUpdated(departmentId, since: nil)
        try emitCustomDataChanged(departmentId)
    }

    /// Removes the values of a field whose definition is deleted; the time of the last change is unchanged.
    ///
    /// - Throws: `SQLiteError`.
    func removeCustomValues(named name: String) throws {
        let null = CustomData.removal(of: name)
        for (key, customData) in try connection.all(
            Self.withCustomData, read: { ($0.integer(0), $0.text(1)) })
        {
            let rest = try CustomData.merging(null, into: customData)
            guard rest.utf8.count < customData.utf8.count else { continue }
            try connection.run(Self.setCustomData, key, rest, Int64?.none)
        }
    }
}
