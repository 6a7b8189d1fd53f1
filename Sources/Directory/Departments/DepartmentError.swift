public import Contract
public import Seeds

/// A violated rule of departments (departments.md).
public enum DepartmentError: AnsweredError, SeedRule, Equatable {
    /// No department of the organization has the given id (set-user-departments).
    case notFound(id: String)
    /// Another department of the organization has the value of a field that is unique: the field's name.
    case valueTaken(field: String)
    /// A department cannot be moved below itself or one of its descendants.
    case cycle
    /// The root department is created and deleted with its organization.
    case root

    public var answer: APIError {
        switch self {
        case .notFound(let id):
            APIError(
                404,
                Message(chinese: "存在不合法的 departmentId: \(id)", english: "Invalid departmentId: \(id)"))
        case .valueTaken(let field): .valueTaken(field)
        case .cycle:
            APIError(
                400,
                Message(
                    chinese: "不能将部门移动到其自身或子部门下",
                    english: "A department cannot be moved below itself or its descendants"))
        case .root:
            APIError(
                400,
                Message(
                    chinese: "不能移动或删除根部门", english: "The root department cannot be moved or deleted"))
        }
    }

    public var brokenRule: (path: [String], reason: String?)? {
        if case .valueTaken(let field) = self { ([field], nil) } else { nil }
    }
}
