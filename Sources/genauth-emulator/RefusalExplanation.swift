import HTTP

/// What a developer may do about a request that the server refuses by a rule of HTTP.
struct RefusalExplanation {
    /// The sizes a request may have.
    let limits: Limits

    /// The explanation of a rule, in English; nil where the rule's name says it all.
    func text(for refusal: Refusal) -> String? {
        switch refusal {
        case .tlsHandshake: "this port speaks HTTP without TLS, so the URL begins with http://"
        case .unencodedPath: "bytes over 0x7F in a path have to be percent-encoded"
        case .queryNotUTF8: "bytes over 0x7F in a query have to be UTF-8"
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
