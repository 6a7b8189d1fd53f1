internal import PoolEngine

/// The compared tables of custom fields.
extension DiffTable {
    /// The tables, in the order of a difference.
    static let ofCustomFields = [customFields]

    private static let customFields = DiffTable(
        "customFields", from: "custom_fields t", identity: [Column("targetType"), Column("key", "t.name")],
        values: [
            Column("dataType"), Column("label"), Column("description"), Column("isUnique", nil, .flag),
            Column("createdAt", nil, .time), Column("i18n", nil, .json), Column("encrypted", nil, .flag),
            Column("userEditable", nil, .flag), Column("visibleInAdminConsole", nil, .flag),
            Column("visibleInUserCenter", nil, .flag), Column("desensitization", nil, .flag),
            Column("validateRules", nil, .json), Column("appIds", nil, .json),
            Column(
                "options",
                """
                (SELECT json_group_array(json_object('value', value, 'label', label)) FROM (
                    SELECT o.value, o.label FROM custom_field_options o WHERE o.fieldKey = t.key ORDER BY o.key))
                """, .json),
        ])
}
