internal import Directory
internal import JSON

/// A condition of list-users as received (`ListUsersAdvancedFilterItemDto`).
struct UserFilterItem: FieldGroup {
    private static let field = Field.text("field")
    private static let comparison = UserFields.requiredChoice(
        "operator", placeholder: UserFilterOperator.equal)
    private static let value = Field<Value?>("value", .any, absent: .some(nil), placeholder: nil) {
        source in
        guard case .json(let value) = source else { return nil }
        return .some(value)
    }

    static let fields: [any FieldDeclaration] = [field, comparison, value]

    private let field: String
    private let comparison: UserFilterOperator
    private let value: Value?

    init(from fields: inout FieldReader) {
        field = fields.read(Self.field)
        comparison = fields.read(Self.comparison)
        value = fields.read(Self.value)
    }

    /// The condition; nil when it is wrong.
    ///
    /// What is wrong is told to the reader under the name of the field the condition is about: the service answers
    /// `status` for a bad status (users.md).
    func filter(tellingOf fields: inout FieldReader) -> UserFilter? {
        guard let column = UserColumn.named(field) else {
            // Departments, applications, logins, identities and custom fields.
            fields.refuseNotEmulated(Field.optionalText(field))
            return nil
        }
        switch comparison {
        case .isNull, .notNull:
            return UserFilter(column, comparison)
        default:
            guard let value, isValid(value, for: column.kind) else {
                fields.refuse(named: field)
                return nil
            }
            return UserFilter(column, comparison, value: String(decoding: value.text, as: UTF8.self))
        }
    }

    private func isValid(_ value: Value, for kind: UserColumn.Kind) -> Bool {
        switch comparison {
        case .isIn: value.kind == .array && value.elements.allSatisfy { kind.takes($0) }
        case .between:
            value.kind == .array && value.count == 2 && value.elements.allSatisfy { kind.takes($0) }
        case .contains, .notContains: kind.isText && value.kind == .string
        default: kind.takes(value)
        }
    }
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
        }
    }
}
