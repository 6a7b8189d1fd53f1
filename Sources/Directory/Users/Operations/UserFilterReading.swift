internal import Contract
internal import JSON
internal import PoolEngine

extension FieldReader {
    /// Reads the conditions of list-users; an invalid one is refused by the name of its field.
    mutating func readUserFilters(_ field: Field<[ListUsersAdvancedFilterItemDto]>) -> [UserFilter] {
        read(field).compactMap { $0.filter(tellingOf: &self) }
    }
}

/// A condition of list-users as received.
extension ListUsersAdvancedFilterItemDto {
    var comparison: UserFilterOperator { `operator` }

    /// The condition; nil if it is invalid.
    ///
    /// Errors are reported by the name of the condition's field: the service names `status` for an invalid status
    /// (users.md). A name that is not a field of users is that of a custom field.
    fileprivate func filter(tellingOf fields: inout FieldReader) -> UserFilter? {
        if let subject = SpecialUserFilter(rawValue: field) {
            return filter(on: subject, tellingOf: &fields)
        }
        if let column = UserColumn.named(field) {
            return filter(on: .column(column), of: column.kind, tellingOf: &fields)
        }
        guard !UserDto.names.contains(field) else {
            refuseNotEmulated(by: &fields)
            return nil
        }
        return filter(on: .customField(field), of: nil, tellingOf: &fields)
    }

    /// Refuses the condition as one that is not emulated, with its operator and value.
    func refuseNotEmulated(by fields: inout FieldReader) {
        let value = value.map { " " + String(decoding: $0.text, as: UTF8.self) } ?? ""
        fields.refuseNotEmulated(named: field, value: comparison.rawValue + value)
    }

    /// The condition on a subject with one value for a user.
    ///
    /// - Parameters:
    ///   - subject: the subject.
    ///   - kind: the type of its values; nil for a custom field, whose values are texts, numbers and Booleans.
    ///   - fields: receives errors.
    /// - Returns: the condition; nil if it is invalid.
    private func filter(
        on subject: UserFilter.Subject, of kind: UserColumn.Kind?, tellingOf fields: inout FieldReader
    ) -> UserFilter? {
        switch comparison {
        case .isNull, .notNull:
            return UserFilter(subject, comparison)
        default:
            guard let value, isValid(value, for: kind) else {
                fields.refuse(named: field)
                return nil
            }
            return UserFilter(subject, comparison, value: String(decoding: value.text, as: UTF8.self))
        }
    }

    private func isValid(_ value: Value, for kind: UserColumn.Kind?) -> Bool {
        func takes(_ value: Value) -> Bool { kind?.takes(value) ?? value.isScalar }
        return switch comparison {
        case .isIn: value.kind == .array && value.elements.allSatisfy(takes)
        case .between: value.kind == .array && value.count == 2 && value.elements.allSatisfy(takes)
        case .contains, .notContains: kind?.isText ?? true && value.kind == .string
        default: takes(value)
        }
    }
}

extension Value {
    fileprivate var isScalar: Bool { kind == .string || kind == .number || kind == .bool }
}

extension UserColumn.Kind {
    fileprivate var isText: Bool {
        if case .text = self { true } else { false }
    }

    fileprivate func takes(_ value: Value) -> Bool {
        switch self {
        case .text: value.kind == .string
        case .choice(let choices): value.string.map { choices.contains($0) } ?? false
        case .boolean: value.kind == .bool
        case .time: value.int64 != nil
        case .number: value.kind == .number
        }
    }
}
