internal import PoolEngine
internal import Seeds

extension Domain {
    /// The definitions of custom fields, and the values of fields.
    static let customFields = Domain(
        pool: PoolDomain(
            "customFields", migrations: CustomFieldsSchema.migrations, differences: DiffTable.ofCustomFields),
        seed: CustomFieldsSeed(), operations: { CustomFieldsOperations.all })
}
