import HTTP

/// Explains refusals by the rules of HTTP to developers.
struct RefusalExplanation {
    /// The sizes a request may have.
    let limits: Limits

    /// The explanation of a rule, in English; nil if the rule's name is enough.
    func text(for refusal: Refusal) -> String? {
        switch refusal {
        case .tlsHandshake: "this port uses HTTP without TLS; the URL must begin with http://"
        case .unencodedPath: "bytes above 0x7F in a path must be percent-encoded"
        case .queryNotUTF8: "bytes above 0x7F in a query must be UTF-8"
        case .methodTooLong: limit(limits.methodBytes)
        case .requestLineTooLong: limit(limits.requestLineBytes)
        case .fieldLineTooLong: limit(limits.fieldLineBytes)
        case .fieldSectionTooLarge: limit(limits.fieldSectionBytes)
        case .bodyTooLarge: limit(limits.bodyBytes) + " (--max-body-bytes)"
        case .chunkExtensionsTooLarge: limit(limits.chunkExtensionBytes)
        case .trailersTooLarge:
            "the limits are \(limits.trailerCount) trailers and \(limits.trailerBytes) bytes"
        case .tooManyFields: "the limit is \(limits.fieldCount) header fields"
        default: nil
        }
    }

    private func limit(_ bytes: Int) -> String {
        "the limit is \(bytes) bytes"
    }
}
