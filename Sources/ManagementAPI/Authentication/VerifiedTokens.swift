internal import HTTP
internal import Locking

/// Remembers tokens whose signature was good.
///
/// A client sends the same token with each call for hours; reading it and computing its HMAC each time would cost
/// more than many an operation. What a token permits is not remembered, and is looked up for each call: a place in
/// a fixed table holds the token that was verified last, so that callers cannot fill the memory.
final class VerifiedTokens: Sendable {
    /// A token, and the secret that had signed it.
    struct Entry {
        /// The token as received.
        fileprivate let text: [UInt8]
        /// What it says.
        let token: ManagementToken
        /// The secret its signature was checked with.
        let secret: [UInt8]
    }

    private static let places = 256

    private let entries = Lock([Entry?](repeating: nil, count: places))

    /// The entry of a token, or nil when it is not known.
    ///
    /// Texts are compared in a time that does not depend on where they differ.
    func entry(of text: ByteView) -> Entry? {
        entries.withLock { entries in
            guard let entry = entries[Self.place(of: text)], text.equalsInConstantTime(entry.text) else {
                return nil
            }
            return entry
        }
    }

    /// Notes that a token was signed with a secret.
    ///
    /// - Parameters:
    ///   - text: the token as received.
    ///   - token: what it says.
    ///   - secret: the secret that had signed it.
    /// - Returns: its entry.
    func note(_ text: ByteView, _ token: ManagementToken, signedWith secret: [UInt8]) -> Entry {
        let entry = Entry(text: text.bytes, token: token, secret: secret)
        entries.withLock { $0[Self.place(of: text)] = entry }
        return entry
    }

    /// The last bytes of a token are of its signature, which is different in each.
    private static func place(of text: ByteView) -> Int {
        var hasher = Hasher()
        text.withUnsafeBytes { hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: $0.suffix(16))) }
        return Int(hasher.finalize().magnitude % UInt(places))
    }
}
