/// A system call that failed.
public struct SystemCallError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The name of the call, as in section 2 of the manual.
    public let call: String

    /// The value of errno right after the call.
    public let code: Int32

    /// The failure of `call` with the error number `code`.
    public init(_ call: String, _ code: Int32) {
        self.call = call
        self.code = code
    }

    /// The call with the system's text for the error, such as `bind: Address already in use`.
    public var description: String {
        guard let text = strerror(code) else { return "\(call): error \(code)" }
        return "\(call): \(String(cString: text))"
    }
}
