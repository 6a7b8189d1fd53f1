internal import Bytes
internal import HTTP

/// The token that callers of the control API must send.
struct ControlToken: Sendable {
    private let text: [UInt8]

    /// Demands a token.
    init(_ text: String) {
        self.text = Array(text.utf8)
    }

    /// Refuses a request without the token in `Authorization: Bearer`; compared in constant time.
    ///
    /// - Throws: `ControlError` 401.
    func check(_ headers: Headers) throws(ControlError) {
        if let field = headers["authorization"]?.trimmed, let blank = field.firstIndex(of: UInt8(ascii: " ")),
            field.view(0..<blank).equals(ignoringCase: "bearer"),
            field.view(blank..<field.count).trimmed.equalsInConstantTime(text)
        {
            return
        }
        var error = ControlError(
            401, "unauthorized", "send the token of --control-token in the field Authorization: Bearer")
        error.headers = [("WWW-Authenticate", "Bearer")]
        throw error
    }
}
