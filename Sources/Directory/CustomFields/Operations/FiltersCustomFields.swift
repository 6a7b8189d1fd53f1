internal import Contract

/// A request with a filter of definitions.
protocol FiltersCustomFields {
    var dataType: CustomFieldDataType? { get }
    var userVisible: Bool? { get }
    var adminVisible: Bool? { get }
    var keyword: String? { get }
}

extension FiltersCustomFields {
    /// The query of the model.
    var query: CustomFieldQuery {
        CustomFieldQuery(
            dataType: dataType?.dataType, userVisible: userVisible, adminVisible: adminVisible,
            keyword: keyword)
    }
}
