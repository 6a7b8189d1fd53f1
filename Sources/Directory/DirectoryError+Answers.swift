public import Contract

extension DirectoryError: AnsweredError {
    /// The service's answer to a broken rule of the directory.
    public var answer: APIError {
        switch self {
        case .groupNotFound: .groupNotFound
        case .userNotFound(let id): .userNotFound.logged("no user has the id \(APIError.shown(id))")
        case .organizationNotFound(let code): .organizationNotFound(code)
        case .departmentNotFound(let id): .departmentNotFound(id)
        case .groupCodeTaken:
            APIError(409, Message(chinese: "分组标识符已存在", english: "Group code already exists"))
        case .organizationCodeTaken(let code):
            APIError(409, Message(fixed: "organization code already exists: \(code)"))
        case .valueTaken(let field):
            APIError(409, Message(chinese: "\(field) 已存在", english: "\(field) already exists"))
        case .invalidOrganizationCode(let code):
            APIError(400, Message(fixed: "invalid organization code: \(code)"))
        case .customFieldRefused(let name, let reason):
            .invalidParameters(["customData"]).logged("\(APIError.shown(name)) \(reason)")
        case .customFieldNotDefined(let name): .invalidParameters([name])
        case .customFieldTaken(let name):
            APIError(409, Message(chinese: "\(name) 已存在", english: "\(name) already exists"))
        case .accessKeyNotFound:
            APIError(404, Message(chinese: "accessKey 不存在", english: "Access key does not exist"))
        case .lastAccessKey:
            APIError(
                400,
                Message(
                    chinese: "不能删除或禁用用户池最后一个可用的 accessKey",
                    english: "The last enabled access key of a user pool cannot be deleted or disabled"))
        case .customFieldDefinitionRefused(let name, let reason):
            .invalidParameters(["list"]).logged("\(APIError.shown(name)) \(reason)")
        case .roleNotFound: APIError(404, Message(chinese: "角色不存在", english: "Role does not exist"))
        case .departmentCycle:
            APIError(
                400,
                Message(
                    chinese: "不能将部门移动到其自身或子部门下",
                    english: "A department cannot be moved below itself or its descendants"))
        case .rootDepartment:
            APIError(
                400,
                Message(
                    chinese: "不能移动或删除根部门", english: "The root department cannot be moved or deleted"))
        }
    }
}

extension APIError {
    /// No group has the code (groups.md).
    static let groupNotFound = APIError(404, Message(chinese: "分组不存在", english: "Group does not exist"))

    /// No user has the id (users.md; the code is of the public error list).
    static let userNotFound = APIError(
        404, apiCode: 2004, Message(chinese: "用户不存在", english: "User does not exist"))

    /// No organization has the code; recorded in English only (departments.md).
    static func organizationNotFound(_ code: String) -> APIError {
        APIError(404, Message(fixed: "organization not found for code: \(code)"))
    }

    /// No department of the organization has the id (departments.md, set-user-departments).
    static func departmentNotFound(_ id: String) -> APIError {
        APIError(
            404, Message(chinese: "存在不合法的 departmentId: \(id)", english: "Invalid departmentId: \(id)"))
    }

    /// A text of the caller, as the log shows it.
    fileprivate static func shown(_ text: String) -> String {
        String(text.unicodeScalars.prefix(100))
    }
}
