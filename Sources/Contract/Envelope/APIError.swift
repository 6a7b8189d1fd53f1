/// A failure as the service reports it.
public struct APIError: Error, Sendable, Equatable {
    /// The business status code, `statusCode` of the envelope.
    public let statusCode: Int
    /// The detailed code; nil if none is known.
    ///
    /// envelope.md lists the known ones; none are invented.
    public let apiCode: Int?
    /// The message.
    public let message: Message
    /// The HTTP status.
    ///
    /// The service always returns 200; other values are for requests that would not reach it.
    public let httpStatus: Int
    /// Additional text of bounded length for the log, which is not sent to the client.
    public private(set) var detail: String?
    /// The `data` of the reply, JSON text; nil for none.
    public private(set) var data: [UInt8]?

    public init(_ statusCode: Int, apiCode: Int? = nil, httpStatus: Int = 200, _ message: Message) {
        self.statusCode = statusCode
        self.apiCode = apiCode
        self.httpStatus = httpStatus
        self.message = message
    }

    /// The same error with additional text for the log.
    ///
    /// - Parameter detail: text that the client must not see, or that is not in the service's message.
    /// - Returns: the error.
    public func logged(_ detail: String) -> APIError {
        var error = self
        error.detail = error.detail.map { "\(detail): \($0)" } ?? detail
        return error
    }

    /// The same error with `data` in its reply.
    ///
    /// - Parameter data: the JSON text of the value.
    /// - Returns: the error.
    public func answering(_ data: [UInt8]) -> APIError {
        var error = self
        error.data = data
        return error
    }

    /// Whether two errors are equal for the client.
    public static func == (first: APIError, second: APIError) -> Bool {
        first.statusCode == second.statusCode && first.apiCode == second.apiCode
            && first.message == second.message && first.httpStatus == second.httpStatus
            && first.data == second.data
    }
}

extension APIError {
    /// Fields that are missing or have the wrong type, length or value (envelope.md, Validation messages).
    ///
    /// - Parameter names: the fields, in the order of their declaration.
    /// - Returns: the failure, 400 without apiCode.
    public static func invalidParameters(_ names: [String]) -> APIError {
        let list = names.joined(separator: ", ")
        return APIError(
            400, Message(chinese: "参数 \(list) 格式错误", english: "Invalid parameter format: \(list)"))
    }

    /// Fields that break rules, in operations that name the rules.
    ///
    /// - Parameter rules: the rules, one sentence each, such as `code should not be empty`.
    /// - Returns: the failure, 400 without apiCode.
    public static func brokenRules(_ rules: [String]) -> APIError {
        APIError(400, Message(fixed: rules.joined(separator: ",")))
    }

    /// A value that must be unique and is already used in the pool.
    ///
    /// - Parameter name: the field.
    /// - Returns: the failure, 409 without apiCode.
    public static func valueTaken(_ name: String) -> APIError {
        APIError(409, Message(chinese: "\(name) 已存在", english: "\(name) already exists"))
    }

    /// A text of the client as the log shows it: at most 100 Unicode scalars.
    public static func shown(_ text: String) -> String {
        String(text.unicodeScalars.prefix(100))
    }

    /// The HTTP status of operations and fields of the public description that are not emulated.
    public static let notEmulatedStatus = 501
    /// Marks a reply with that status as the emulator's own.
    public static let notEmulatedHeader: (name: StaticString, value: String) = (
        "x-genauth-emulator", "not-emulated"
    )

    /// A value of a field that the emulator does not emulate.
    public static func notEmulated(field: String, value: String? = nil, of path: String) -> APIError {
        APIError(
            notEmulatedStatus, httpStatus: notEmulatedStatus,
            .emulator(
                "\(path): the value given for \(field) is not emulated" + (value.map { ": \($0)" } ?? "")))
    }

    /// A failure inside the emulator; the log has the details.
    public static let internalError = APIError(
        500, httpStatus: 500, .emulator("the emulator failed to carry out this request; see its log"))
}
