internal import Crypto
internal import PoolEngine

/// What a client has signed: a text of which its signature is, and its mistakes.
struct SignatureReading {
    /// What the client does otherwise than the service; empty if the signature is valid.
    let mistakes: [String]
    let text: SignedText
}

/// Searches for the text that a client has signed.
///
/// Texts are tried with no mistake, with each known one, with another secret, and with each two.
struct SignatureSearch {
    /// The search ends after this many bytes of text.
    private static let mostBytes = 16 << 20

    private let signature: ReceivedSignature
    /// The secrets: that of the access key first, with no mistake.
    private let secrets: [(mistake: String?, secret: String)]
    private var rest = Self.mostBytes

    /// Begins a search.
    ///
    /// - Parameters:
    ///   - signature: the signature.
    ///   - key: the access key that the request names.
    ///   - others: the other access keys, whose secrets may have been used.
    init(_ signature: ReceivedSignature, of key: AccessKey, others: [AccessKey]) {
        self.signature = signature
        secrets =
            [
                (nil, key.secret),
                ("the id of the access key is used as the secret", key.id),
                ("the secret is used with a line feed at its end", key.secret + "\n"),
                ("the secret is empty", ""),
            ]
            + others.map { ("the secret is that of the access key \($0.id)", $0.secret) }
    }

    /// Finds what was signed.
    ///
    /// - Parameters:
    ///   - accepted: the texts of which a signature is valid.
    ///   - mistakes: the known mistakes.
    /// - Returns: nil if nothing that was tried has the signature.
    mutating func find(_ accepted: [SignedText], _ mistakes: [SignatureMistake]) -> SignatureReading? {
        for text in accepted { if let found = test(text, [], secrets.prefix(1)) { return found } }
        for text in accepted { if let found = test(text, [], secrets.dropFirst()) { return found } }
        for used in [secrets.prefix(1), secrets.dropFirst()] {
            for mistake in mistakes {
                for text in accepted { if let found = test(text, [mistake], used) { return found } }
            }
        }
        for (index, first) in mistakes.enumerated() {
            for second in mistakes[(index + 1)...] where first.part != second.part {
                for text in accepted {
                    if let found = test(text, [first, second], secrets.prefix(1)) { return found }
                }
            }
        }
        return nil
    }

    private mutating func test(
        _ text: SignedText, _ mistakes: [SignatureMistake],
        _ secrets: ArraySlice<(mistake: String?, secret: String)>
    ) -> SignatureReading? {
        guard rest > 0 else { return nil }
        var text = text
        for mistake in mistakes { mistake.apply(&text) }
        let bytes = Array(text.text(hidesSecrets: false).utf8)
        for (mistake, secret) in secrets {
            rest -= bytes.count
            guard isSignature(of: bytes, secret) else { continue }
            return SignatureReading(
                mistakes: signature.mistakes + [mistake].compactMap(\.self) + mistakes.map(\.summary),
                text: text)
        }
        return nil
    }

    private func isSignature(of text: [UInt8], _ secret: String) -> Bool {
        let key = SymmetricKey(data: Array(secret.utf8))
        return signature.isSHA256
            ? HMAC<SHA256>.isValidAuthenticationCode(signature.code, authenticating: text, using: key)
            : HMAC<Insecure.SHA1>.isValidAuthenticationCode(signature.code, authenticating: text, using: key)
    }
}
