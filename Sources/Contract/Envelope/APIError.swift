/// A failure as the service reports it.
public struct APIError: Error, Sendable, Equatable {
    /// The business status code, `statusCode` of the envelope.
    public let statusCode: Int
    /// The fine code, absent where none is known.
    ///
    /// None is ever invented: envelope.md lists the known ones.
    public let apiCode: Int?
    /// The message.
    public let message: Message
    /// The HTTP status.
    ///
    /// The service answers 200 whatever the outcome; other values are for what never reaches it.
    public let httpStatus: Int
    /// What the log says besides the message, and the caller never sees; of bounded length.
    public private(set) var detail: String?

    /// Describes a failure.
    public init(_ statusCode: Int, apiCode: Int? = nil, httpStatus: Int = 200, _ message: Message) {
        self.statusCode = statusCode
        self.apiCode = apiCode
        self.httpStatus = httpStatus
        self.message = message
    }

    /// The same refusal, of which the log says more.
    ///
    /// - Parameter detail: what the caller must not see, or what is not in the service's message.
    /// - Returns: the refusal.
    public func logged(_ detail: String) -> APIError {
        var error = self
        error.detail = error.detail.map { "\(detail): \($0)" } ?? detail
        return error
    }

    /// Whether two refusals are the same to the caller.
    public static func == (first: APIError, second: APIError) -> Bool {
        first.statusCode == second.statusCode && first.apiCode == second.apiCode
            && first.message == second.message && first.httpStatus == second.httpStatus
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

    /// A value that has to be unique, and that something else in the pool has.
    ///
    /// - Parameter name: the field.
    /// - Returns: the failure, 409 without apiCode.
    public static func valueTaken(_ name: String) -> APIError {
        APIError(409, Message(chinese: "\(name) 已存在", english: "\(name) already exists"))
    }

    /// A text of the caller as the log shows it: at most 100 Unicode scalars.
    public static func shown(_ text: String) -> String {
        String(text.unicodeScalars.prefix(100))
    }

    /// The HTTP status of everything the public description knows and the emulator does not do.
    public static let notEmulatedStatus = 501
    /// Marks an answer with that status as the emulator's own.
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
