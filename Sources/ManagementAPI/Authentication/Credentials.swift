internal import Bytes
internal import HTTP

/// The credentials in the `Authorization` field (auth.md, parts a and b).
///
/// Only this field determines the kind: the Java SDK sends signature headers together with a token.
enum Credentials {
    /// No field, or an empty one.
    case none
    /// A management token, bare or after `Bearer`.
    case token(ByteView)
    /// A request signature: the access key's id and the base64 text of the signature.
    case signature(accessKeyId: String, signature: ByteView)
    /// Something else.
    case unreadable

    /// Reads the field of a request.
    init(of headers: Headers) {
        guard let field = headers["authorization"]?.trimmed, !field.isEmpty else {
            self = .none
            return
        }
        guard let blank = field.firstIndex(of: UInt8(ascii: " ")) else {
            self = .token(field)
            return
        }
        let scheme = field.view(0..<blank)
        let rest = field.view(blank..<field.count).trimmed
        if scheme.equals(ignoringCase: "bearer") {
            self = .token(rest)
        } else if scheme.equals(ignoringCase: "authing") || scheme.equals(ignoringCase: "genauth") {
            self = Self.signature(in: rest)
        } else {
            self = .unreadable
        }
    }

    /// Reads `<access key id>:<signature>`.
    ///
    /// The id may contain colons, the signature cannot.
    private static func signature(in text: ByteView) -> Credentials {
        guard let colon = text.lastIndex(of: UInt8(ascii: ":")), let id = text.view(0..<colon).string else {
            return .unreadable
        }
        return .signature(accessKeyId: id, signature: text.view(colon + 1..<text.count))
    }
}
