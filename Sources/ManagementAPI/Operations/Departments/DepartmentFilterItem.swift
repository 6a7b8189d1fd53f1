internal import Directory
internal import JSON

/// A condition of search-departments-list (`SearchDepartmentsFilterItemDto`).
struct DepartmentFilterItem: FieldGroup {
    /// What a condition asks of the field (departments.md; both bounds belong to what they bound).
    private enum Comparison: String, CaseIterable, Sendable {
        case between = "BETWEEN"
        case equal = "EQUAL"
        case isIn = "IN"
        case lesser = "LESSER"
        case greater = "GREATER"
        case contains = "CONTAINS"
    }

    private static let field = Field.text("field")
    private static let comparison = Field<Comparison>(
        "operator", .choice(Comparison.allCases.map(\.rawValue)), absent: nil, placeholder: .equal,
        convert: { source in source.text.flatMap { Comparison(rawValue: $0) } })
    /// Declared an object; a value of whatever type the field and the operator need.
    private static let value = Field<Value?>(
        "value", .any, absent: .some(nil), placeholder: nil,
        convert: { source in
            guard case .json(let value) = source else { return nil }
            return .some(value)
        })

    static let fields: [any FieldDeclaration] = [field, comparison, value]

    /// What was asked for, in words for an answer that refuses it.
    let asked: String
    /// The field; nil for one that cannot be searched for.
    let field: DepartmentSearch.Field?
    /// What it is held against.
    let condition: DepartmentSearch.Condition

    init(from fields: inout FieldReader) {
        let name = fields.read(Self.field)
        field = DepartmentSearch.Field(rawValue: name)
        let comparison = fields.read(Self.comparison)
        let value = fields.read(Self.value)
        asked =
            "\(name) \(comparison.rawValue)"
            + (value.map { " " + String(decoding: $0.text, as: UTF8.self) } ?? "")
        guard let field else {
            // Refused by the operation as not emulated, so the value has no type to be checked against.
            condition = .isOne(of: [])
            return
        }
        let condition = value.flatMap { Self.condition(comparison, $0, on: field) }
        if condition == nil { fields.refuse([Self.value]) }
        self.condition = condition ?? .isOne(of: [])
    }

    private static func condition(
        _ comparison: Comparison, _ value: Value, on field: DepartmentSearch.Field
    ) -> DepartmentSearch.Condition? {
        switch (comparison, field) {
        case (.equal, _): return operand(value, of: field).map { .isOne(of: [$0]) }
        case (.isIn, _): return operands(value, of: field).map { .isOne(of: $0) }
        case (.contains, .name): return value.string.map { .contains($0) }
        // Contained is a text in a text, before and after are times: the description says so.
        case (.contains, _), (_, .name): return nil
        case (.greater, _): return operand(value, of: field).map { .isWithin($0, nil) }
        case (.lesser, _): return operand(value, of: field).map { .isWithin(nil, $0) }
        case (.between, _):
            guard let bounds = operands(value, of: field), bounds.count == 2 else { return nil }
            return .isWithin(bounds[0], bounds[1])
        }
    }

    private static func operand(_ value: Value, of field: DepartmentSearch.Field) -> DepartmentSearch.Operand?
    {
        field == .name ? value.string.map { .text($0) } : value.int64.map { .milliseconds($0) }
    }

    private static func operands(_ value: Value, of field: DepartmentSearch.Field) -> [DepartmentSearch
        .Operand]?
    {
        guard value.kind == .array else { return nil }
        let operands = value.elements.compactMap { operand($0, of: field) }
        return operands.count == value.count ? operands : nil
    }
}

/// A rule of sorting of search-departments-list (`DepartmentSortingDto`).
struct DepartmentSorting: FieldGroup {
    /// The direction as this list spells it.
    private enum Direction: String, CaseIterable, Sendable {
        case descending = "desc"
        case ascending = "asc"
    }

    private static let field = Field<DepartmentSearch.Field>(
        "field", .choice(DepartmentSearch.Field.allCases.map(\.rawValue)), absent: nil,
        placeholder: .updatedAt,
        convert: { source in source.text.flatMap { DepartmentSearch.Field(rawValue: $0) } })
    private static let order = Field<Direction>(
        "order", .choice(Direction.allCases.map(\.rawValue)), absent: nil, placeholder: .descending,
        convert: { source in source.text.flatMap { Direction(rawValue: $0) } })

    static let fields: [any FieldDeclaration] = [field, order]

    /// The rule.
    let rule: DepartmentSearch.Rule

    init(from fields: inout FieldReader) {
        let field = fields.read(Self.field)
        rule = DepartmentSearch.Rule(field, fields.read(Self.order) == .ascending ? .ascending : .descending)
    }
}
