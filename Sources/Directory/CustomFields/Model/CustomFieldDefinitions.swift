internal import PoolEngine
internal import SQLite

/// Creating, changing and deleting definitions of custom fields.
extension CustomFields {
    private static let ofTarget = SQL(
        """
        SELECT \(CustomField.columns) FROM custom_fields WHERE targetType = ?1 AND isBuiltIn = ?2 ORDER BY key
        """)
    private static let named = SQL(
        """
        SELECT \(CustomField.columns) FROM custom_fields
        WHERE targetType = ?1 AND name = ?2 AND isBuiltIn = ?3
        """)
    private static let options = SQL(
        "SELECT value, label FROM custom_field_options WHERE fieldKey = ?1 ORDER BY key")
    private static let insert = SQL(
        """
        INSERT INTO custom_fields (targetType, name, dataType, isBuiltIn, isUnique) VALUES (?1, ?2, ?3, ?4, ?5)
        """)
    private static let update = SQL(
        """
        UPDATE custom_fields SET label = ?2, i18n = ?3, description = ?4, isUnique = ?5, encrypted = ?6,
            userEditable = ?7, visibleInAdminConsole = ?8, visibleInUserCenter = ?9, desensitization = ?10,
            validateRules = ?11, appIds = ?12, createdAt = ?13
        WHERE key = ?1
        """)
    private static let insertOption = SQL(
        "INSERT INTO custom_field_options (fieldKey, value, label) VALUES (?1, ?2, ?3)")
    private static let deleteOptions = SQL("DELETE FROM custom_field_options WHERE fieldKey = ?1")
    private static let delete = SQL("DELETE FROM custom_fields WHERE key = ?1")

    private typealias Kept = (key: Int64, field: CustomField)

    /// The definitions of a target, in the order of their creation.
    ///
    /// - Parameters:
    ///   - target: the target.
    ///   - isBuiltIn: whether to return the changes of built-in fields instead of custom fields.
    /// - Returns: the definitions.
    /// - Throws: `SQLiteError`.
    func list(of target: CustomField.Target, isBuiltIn: Bool = false) throws -> [CustomField] {
        try connection.all(Self.ofTarget, target.rawValue, isBuiltIn, read: Self.kept).map(withOptions)
    }

    /// Creates a definition, as for a seed.
    ///
    /// - Throws: `SQLiteError`, with `isUniqueViolation` if the target already has a field of this name, or the field
    ///   an option of this value.
    func define(_ field: CustomField) throws {
        let isBuiltIn = field.target == .user && BaseField.named(field.name) != nil
        try connection.run(
            Self.insert, field.target.rawValue, field.name, field.dataType.rawValue, isBuiltIn, field.isUnique
        )
        try write(field, to: connection.lastInsertedRow)
    }

    /// Creates or changes the definition of a custom field.
    ///
    /// - Parameters:
    ///   - name: its key in `customData`.
    ///   - target: the target.
    ///   - changes: the changes; a new field without a type is a string.
    /// - Returns: the definition.
    /// - Throws: `CustomFieldError.definitionRefused`, `SQLiteError`.
    func set(
        _ name: String, of target: CustomField.Target, _ changes: CustomFieldChanges
    ) throws -> CustomField {
        func refuse(_ reason: String) -> CustomFieldError {
            .definitionRefused(name: name, reason: reason)
        }
        if target == .user, BaseField.named(name) != nil { throw refuse("is the key of a built-in field") }
        let values = Set(changes.options.map { ExactText($0.value) })
        guard values.count == changes.options.count else { throw refuse("has an option twice") }
        let known = try find(name, of: target, isBuiltIn: false)
        let type = known?.field.dataType ?? changes.dataType ?? .string
        guard changes.dataType ?? type == type else { throw refuse("has another type already") }
        if let known, changes.encrypted ?? known.field.encrypted != known.field.encrypted {
            throw refuse("cannot change whether it is encrypted")
        }
        var new = CustomField(target: target, name: name, dataType: type)
        new.createdAt = environment.clock.now
        let field = changes.applied(to: known?.field ?? new)
        guard !field.isUnique || type == .string || type == .number else {
            throw refuse("cannot be unique with the type \(type.rawValue)")
        }
        guard let known else {
            try define(field)
            emit(PoolEvent(.customFieldAdded, name))
            return field
        }
        try write(field, to: known.key)
        return field
    }

    /// Deletes a definition and the values of the field, if it exists.
    ///
    /// - Throws: `SQLiteError`.
    /// - Complexity: linear in the number of users with a value, or of all groups or departments.
    func delete(_ name: String, of target: CustomField.Target) throws {
        guard let known = try find(name, of: target, isBuiltIn: false) else { return }
        try directory.runHooks(
            .customFieldDeleted(of: target), PoolHook.Subject(key: known.key, id: name))
        try connection.run(Self.delete, known.key)
        emit(PoolEvent(.customFieldDeleted, name))
    }

    /// Stores the changes of a built-in field of users.
    ///
    /// - Throws: `CustomFieldError.definitionRefused` if there is no such field; `SQLiteError`.
    func setBaseField(_ name: String, _ changes: CustomFieldChanges) throws -> CustomField {
        guard let base = BaseField.named(name) else {
            throw CustomFieldError.definitionRefused(name: name, reason: "is no built-in field")
        }
        guard let known = try find(name, of: .user, isBuiltIn: true) else {
            let field = changes.applied(to: base)
            try define(field)
            return field
        }
        let field = changes.applied(to: known.field)
        try write(field, to: known.key)
        return field
    }

    private func find(_ name: String, of target: CustomField.Target, isBuiltIn: Bool) throws -> Kept? {
        try connection.first(Self.named, target.rawValue, name, isBuiltIn, read: Self.kept).map {
            (key: $0.key, field: try withOptions($0))
        }
    }

    private func write(_ field: CustomField, to key: Int64) throws {
        try connection.run(
            Self.update, key, field.label, field.i18n, field.description, field.isUnique, field.encrypted,
            field.userEditable, field.visibleInAdminConsole, field.visibleInUserCenter,
            field.desensitization, field.validateRules, field.appIds, field.createdAt?.milliseconds)
        try connection.run(Self.deleteOptions, key)
        for option in field.options { try connection.run(Self.insertOption, key, option.value, option.label) }
    }

    private static func kept(_ row: Row) throws(SQLiteError) -> Kept {
        (key: row.integer(0), field: try CustomField(row))
    }

    private func withOptions(_ kept: Kept) throws -> CustomField {
        var field = kept.field
        field.options = try connection.all(Self.options, kept.key) {
            CustomField.Option(value: $0.text(0), label: $0.optionalText(1))
        }
        return field
    }
}
