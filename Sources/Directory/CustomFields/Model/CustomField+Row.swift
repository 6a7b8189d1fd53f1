internal import PoolEngine
internal import SQLite

extension CustomField {
    /// The columns of a query that `init(_:)` reads.
    static let columns = """
        key, targetType, name, dataType, label, i18n, description, isUnique, encrypted, userEditable,
        visibleInAdminConsole, visibleInUserCenter, desensitization, validateRules, appIds, createdAt
        """

    /// Reads a row of a query over `columns`, which has no options.
    ///
    /// - Throws: `SQLiteError` for an unknown target or type.
    init(_ row: Row) throws(SQLiteError) {
        self.init(
            target: try row.choice(1, of: "custom_fields.targetType"), name: row.text(2),
            dataType: try row.choice(3, of: "custom_fields.dataType"))
        label = row.optionalText(4)
        i18n = row.optionalText(5)
        description = row.optionalText(6)
        isUnique = row.bool(7)
        encrypted = row.bool(8)
        userEditable = row.bool(9)
        visibleInAdminConsole = row.bool(10)
        visibleInUserCenter = row.bool(11)
        desensitization = row.bool(12)
        validateRules = row.optionalText(13)
        appIds = row.optionalText(14)
        createdAt = row.optionalInteger(15).map { Timestamp(milliseconds: $0) }
    }
}
