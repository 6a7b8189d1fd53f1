/// A response in place of the operation's; the operation is not carried out.
public struct FaultAnswer: Sendable {
    /// The HTTP status.
    public var httpStatus: Int
    /// `statusCode` of the envelope.
    public var statusCode: Int
    /// `apiCode` of the envelope.
    public var apiCode: Int?
    /// `message` of the envelope; nil for the emulator's own.
    public var message: String?
    /// The value of Retry-After, in seconds.
    public var retryAfter: Int?

    /// A response without further members.
    public init(httpStatus: Int, statusCode: Int) {
        self.httpStatus = httpStatus
        self.statusCode = statusCode
    }
}
