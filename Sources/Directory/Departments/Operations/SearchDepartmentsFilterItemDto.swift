internal import Contract
internal import JSON
internal import PoolEngine

/// A condition of search-departments-list (departments.md).
///
/// An item on a field that cannot be searched is refused as not emulated, whatever its value.
extension SearchDepartmentsFilterItemDto {
    func check(_ fields: inout FieldReader) {
        if searchField != nil && searchCondition == nil { fields.refuse([Self.value]) }
    }

    /// The field; nil for one that cannot be searched.
    var searchField: DepartmentSearch.Field? { DepartmentSearch.Field(rawValue: field) }

    /// The item as text for the refusal.
    var text: String {
        let value = value.map { " " + String(decoding: $0.text, as: UTF8.self) } ?? ""
        return "\(field) \(`operator`.rawValue)\(value)"
    }

    /// The condition; nil if the value does not fit the field and the operator.
    ///
    /// The range includes both bounds. Only a name can contain a text, and only times have a range.
    var searchCondition: (field: DepartmentSearch.Field, condition: DepartmentSearch.Condition)? {
        guard let field = searchField, let value else { return nil }
        let condition: DepartmentSearch.Condition?
        switch (`operator`, field) {
        case (.equal, _): condition = operand(value).map { .isOne(of: [$0]) }
        case (.in, _): condition = operands(value).map { .isOne(of: $0) }
        case (.contains, .name): condition = value.string.map { .contains($0) }
        case (.contains, _), (_, .name): condition = nil
        case (.greater, _): condition = operand(value).map { .isWithin($0, nil) }
        case (.lesser, _): condition = operand(value).map { .isWithin(nil, $0) }
        case (.between, _):
            condition = operands(value).flatMap { $0.count == 2 ? .isWithin($0[0], $0[1]) : nil }
        }
        return condition.map { (field, $0) }
    }

    private func operand(_ value: Value) -> DepartmentSearch.Operand? {
        searchField == .name ? value.string.map { .text($0) } : value.int64.map { .milliseconds($0) }
    }

    private func operands(_ value: Value) -> [DepartmentSearch.Operand]? {
        guard value.kind == .array else { return nil }
        let operands = value.elements.compactMap { operand($0) }
        return operands.count == value.count ? operands : nil
    }
}
