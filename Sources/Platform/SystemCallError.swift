/// A system call that failed.
package struct SystemCallError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The name of the call, as in section 2 of the manual.
    package let call: String

    /// The value of errno right after the call.
    package let code: Int32

    /// The failure of `call` with the error number `code`.
    package init(_ call: String, _ code: Int32) {
        self.call = call
        self.code = code
    }

    /// The call with the system's text for the error, such as `bind: Address already in use`.
    package var description: String {
        guard let text = strerror(code) else { return "\(call): error \(code)" }
        return "\(call): \(String(cString: text))"
    }
}
