internal import Bytes
internal import Crypto
internal import JSON

/// A management token: a JWT signed with HS256 (RFC 7519, RFC 7515) by the secret of its user pool.
struct ManagementToken {
    /// `{"alg":"HS256","typ":"JWT"}`.
    ///
    /// Only this header is accepted, so a client cannot choose the algorithm.
    private static let header = Base64.encode(Array(#"{"alg":"HS256","typ":"JWT"}"#.utf8), .url)
    private static let dot = UInt8(ascii: ".")

    /// The pool the token is for.
    let userPoolId: String
    /// The access key for which it was issued.
    let accessKeyId: String
    /// When it was issued, in seconds since the Unix epoch.
    let issuedAt: Int64
    /// When it expires, in seconds since the Unix epoch.
    let expiresAt: Int64

    /// The signed text of the token.
    ///
    /// The claims are those of observed tokens (auth.md, part a). The payload is ASCII without `>`, `?` and `~`, so
    /// that its base64 text is the same in both alphabets: the Python SDKs decode it with the standard one.
    ///
    /// - Parameter secret: the secret of the token's user pool.
    /// - Returns: header, payload and signature, separated by dots.
    func signed(with secret: [UInt8]) -> String {
        var writer = Writer(reserving: 256)
        writer.beginObject()
        writer.member("token_type", "management_token")
        writer.member("scoped_userpool_id", userPoolId)
        writer.member("access_key_type", "userpool")
        writer.member("access_key_id", accessKeyId)
        writer.member("iat", issuedAt)
        writer.member("exp", expiresAt)
        writer.endObject()
        var text = Self.header
        text.append(Self.dot)
        text += Base64.encode(Self.plain(writer.finish()), .url)
        let signature = HMAC<SHA256>.authenticationCode(for: text, using: SymmetricKey(data: secret))
        text.append(Self.dot)
        text += Base64.encode(signature, .url)
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads a token without checking its signature, to find its user pool; nil if it is not a token of this program.
    ///
    /// - Parameter text: the token as received.
    init?(unverified text: some RandomAccessCollection<UInt8>) {
        let parts = text.split(separator: Self.dot, maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].elementsEqual(Self.header), let payload = Base64.decode(parts[1]),
            let document = try? Document(parsing: payload), document.root.kind == .object,
            let userPoolId = document.root["scoped_userpool_id"]?.string,
            let accessKeyId = document.root["access_key_id"]?.string,
            let issuedAt = document.root["iat"]?.int64, let expiresAt = document.root["exp"]?.int64
        else { return nil }
        self.init(userPoolId: userPoolId, accessKeyId: accessKeyId, issuedAt: issuedAt, expiresAt: expiresAt)
    }

    init(userPoolId: String, accessKeyId: String, issuedAt: Int64, expiresAt: Int64) {
        self.userPoolId = userPoolId
        self.accessKeyId = accessKeyId
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
    }

    /// Whether a token's text was signed with a secret; compared in constant time.
    static func isSigned(_ text: some RandomAccessCollection<UInt8>, with secret: [UInt8]) -> Bool {
        guard let lastDot = text.lastIndex(of: dot),
            let signature = Base64.decode(text[text.index(after: lastDot)...])
        else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(
            signature, authenticating: Array(text[..<lastDot]), using: SymmetricKey(data: secret))
    }

    /// The same JSON text with `\u` escapes for `>`, `?`, `~` and everything that is not ASCII.
    private static func plain(_ json: [UInt8]) -> [UInt8] {
        var plain: [UInt8] = []
        plain.reserveCapacity(json.count)
        for unit in String(decoding: json, as: UTF8.self).utf16 {
            switch unit {
            case UInt16(UInt8(ascii: ">")), UInt16(UInt8(ascii: "?")), 0x7e...:
                plain += Array("\\u".utf8)
                for shift in stride(from: UInt16(12), through: 0, by: -4) {
                    let digit = UInt8(unit >> shift & 0xf)
                    plain.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
                }
            default: plain.append(UInt8(unit))
            }
        }
        return plain
    }
}
