internal import Contract
internal import JSON
internal import PoolEngine

/// The filters of list-users on other data than the fields of users (users.md, list-users details).
///
/// A user may have several values, so their operators are `IN`, `EQUAL` with one value, `NOT_EQUAL`, `IS_NULL` and
/// `NOT_NULL`.
enum SpecialUserFilter: String {
    case department, identity, userSource, loggedInApps

    /// The most identities or sources of one condition, since each user is compared with each of them.
    fileprivate static let mostValues = 100

    /// The members of a value; the description has no sample for two of the filters, so theirs are those of the
    /// replies.
    fileprivate var members: [String] {
        switch self {
        case .identity: ["extIdpId", "provider", "type", "userIdInIdp"]
        case .userSource: ["userSourceType", "userSourceId"]
        case .department, .loggedInApps: []
        }
    }
}

extension ListUsersAdvancedFilterItemDto {
    /// The condition; nil if it is invalid or not emulated.
    func filter(on special: SpecialUserFilter, tellingOf fields: inout FieldReader) -> UserFilter? {
        switch comparison {
        case .isNull, .notNull:
            return UserFilter(special.subject, comparison)
        case .equal, .notEqual, .isIn:
            break
        default:
            refuseNotEmulated(by: &fields)
            return nil
        }
        guard let value, comparison != .isIn || value.kind == .array else {
            fields.refuse(named: field)
            return nil
        }
        let elements = comparison == .isIn ? Array(value.elements) : [value]
        switch special {
        case .loggedInApps:
            if elements.allSatisfy({ $0.kind == .string }) { return UserFilter(.loggedInApps, comparison) }
        case .department:
            let selections = elements.compactMap(Self.department)
            if selections.count == elements.count { return UserFilter(.departments(selections), comparison) }
        case .identity where elements.count > SpecialUserFilter.mostValues,
            .userSource where elements.count > SpecialUserFilter.mostValues:
            break
        case .identity, .userSource:
            if elements.allSatisfy({ Self.isObject($0, of: special.members) }) {
                let list = elements.map { String(decoding: $0.text, as: UTF8.self) }
                return UserFilter(
                    special.subject, comparison, value: "[\(list.joined(separator: ","))]")
            }
            refuseNotEmulated(by: &fields)
            return nil
        }
        fields.refuse(named: field)
        return nil
    }

    private static func department(_ value: Value) -> DepartmentSelection? {
        guard value.kind == .object else { return nil }
        var fields = FieldReader(.body(value), fields: DepartmentFilterValue.fields)
        let named = DepartmentFilterValue(from: &fields)
        return fields.isValid
            ? DepartmentSelection(named.department, includesChildren: named.includeChildrenDepartments) : nil
    }

    private static func isObject(_ value: Value, of members: [String]) -> Bool {
        value.kind == .object && value.count > 0
            && value.members.allSatisfy { member in
                member.value.kind == .string && members.contains { member.name.isString(equalTo: $0) }
            }
    }
}

extension SpecialUserFilter {
    fileprivate var subject: UserFilter.Subject {
        switch self {
        case .department: .departments([])
        case .identity: .identities
        case .userSource: .sources
        case .loggedInApps: .loggedInApps
        }
    }
}
