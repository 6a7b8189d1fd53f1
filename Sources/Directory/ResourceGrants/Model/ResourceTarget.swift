/// Whom a resource can be granted to.
public enum ResourceTargetType: String, CaseIterable, Sendable {
    case user = "USER"
    case role = "ROLE"
    case group = "GROUP"
    case department = "DEPARTMENT"

    /// The column of the table of grants.
    var column: String {
        switch self {
        case .user: "userKey"
        case .role: "roleKey"
        case .group: "groupKey"
        case .department: "departmentKey"
        }
    }

    /// The index of the grants of one target.
    var index: String {
        switch self {
        case .user: "resource_grants_by_user"
        case .role: "resource_grants_by_role"
        case .group: "resource_grants_by_group"
        case .department: "resource_grants_by_department"
        }
    }

    /// The place among all cases.
    var place: Int {
        switch self {
        case .user: 0
        case .role: 1
        case .group: 2
        case .department: 3
        }
    }
}

/// One to whom resources are granted.
public struct ResourceTarget: Sendable, Hashable {
    /// The kind of target.
    public let type: ResourceTargetType
    /// The key in the table of its kind.
    let key: Int64
}
