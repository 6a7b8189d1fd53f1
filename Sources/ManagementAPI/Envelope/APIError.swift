internal import Directory

/// A failure as the service reports it.
package struct APIError: Error, Sendable, Equatable {
    /// The business status code, `statusCode` of the envelope.
    package let statusCode: Int
    /// The fine code, absent where none is known.
    ///
    /// None is ever invented: envelope.md lists the known ones.
    package let apiCode: Int?
    /// The message.
    package let message: Message
    /// The HTTP status.
    ///
    /// The service answers 200 whatever the outcome; other values are for what never reaches it.
    package let httpStatus: Int
    /// What the log says besides the message, and the caller never sees; of bounded length.
    package private(set) var detail: String?

    /// Describes a failure.
    init(_ statusCode: Int, apiCode: Int? = nil, httpStatus: Int = 200, _ message: Message) {
        self.statusCode = statusCode
        self.apiCode = apiCode
        self.httpStatus = httpStatus
        self.message = message
    }

    /// The same refusal, of which the log says more.
    ///
    /// - Parameter detail: what the caller must not see, or what is not in the service's message.
    /// - Returns: the refusal.
    func logged(_ detail: String) -> APIError {
        var error = self
        error.detail = error.detail.map { "\(detail): \($0)" } ?? detail
        return error
    }

    /// Whether two refusals are the same to the caller.
    package static func == (first: APIError, second: APIError) -> Bool {
        first.statusCode == second.statusCode && first.apiCode == second.apiCode
            && first.message == second.message && first.httpStatus == second.httpStatus
    }
}

extension APIError {
    /// Fields that are missing or have the wrong type, length or value (envelope.md, Validation messages).
    ///
    /// - Parameter names: the fields, in the order of their declaration.
    /// - Returns: the failure, 400 without apiCode.
    static func invalidParameters(_ names: [String]) -> APIError {
        let list = names.joined(separator: ", ")
        return APIError(
            400, Message(chinese: "参数 \(list) 格式错误", english: "Invalid parameter format: \(list)"))
    }

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

    /// The HTTP status of everything the public description knows and the emulator does not do.
    static let notEmulatedStatus = 501
    /// Marks an answer with that status as the emulator's own.
    static let notEmulatedHeader: (name: StaticString, value: String) = ("x-genauth-emulator", "not-emulated")

    /// A value of a field that the emulator does not emulate.
    static func notEmulated(field: String, value: String? = nil, of path: String) -> APIError {
        APIError(
            notEmulatedStatus, httpStatus: notEmulatedStatus,
            .emulator(
                "\(path): the value given for \(field) is not emulated" + (value.map { ": \($0)" } ?? "")))
    }

    /// A failure inside the emulator; the log has the details.
    static let internalError = APIError(
        500, httpStatus: 500, .emulator("the emulator failed to carry out this request; see its log"))

    /// A text of the caller, as the log shows it.
    private static func shown(_ text: String) -> String {
        String(text.unicodeScalars.prefix(100))
    }

    /// The service's answer to a broken rule of the directory.
    init(_ error: DirectoryError) {
        switch error {
        case .groupNotFound: self = .groupNotFound
        case .userNotFound(let id): self = .userNotFound.logged("no user has the id \(Self.shown(id))")
        case .organizationNotFound(let code): self = .organizationNotFound(code)
        case .departmentNotFound(let id): self = .departmentNotFound(id)
        case .groupCodeTaken:
            self = APIError(409, Message(chinese: "分组标识符已存在", english: "Group code already exists"))
        case .organizationCodeTaken(let code):
            self = APIError(409, Message(fixed: "organization code already exists: \(code)"))
        case .valueTaken(let field):
            self = APIError(409, Message(chinese: "\(field) 已存在", english: "\(field) already exists"))
        case .invalidOrganizationCode(let code):
            self = APIError(400, Message(fixed: "invalid organization code: \(code)"))
        case .customFieldRefused(let name, let reason):
            self = .invalidParameters(["customData"]).logged("\(Self.shown(name)) \(reason)")
        case .customFieldNotDefined(let name): self = .invalidParameters([name])
        case .customFieldTaken(let name):
            self = APIError(409, Message(chinese: "\(name) 已存在", english: "\(name) already exists"))
        case .departmentCycle:
            self = APIError(
                400,
                Message(
                    chinese: "不能将部门移动到其自身或子部门下",
                    english: "A department cannot be moved below itself or its descendants"))
        case .rootDepartment:
            self = APIError(
                400,
                Message(
                    chinese: "不能移动或删除根部门", english: "The root department cannot be moved or deleted"))
        }
    }
}
