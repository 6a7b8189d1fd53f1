internal import Bytes
internal import Contract
internal import Crypto
internal import HTTP
internal import PoolEngine

/// Checks the signature of a request (auth.md, part b).
struct SignatureCheck: Sendable {
    private static let method: StaticString = "HMAC-SHA1"
    private static let version: StaticString = "1.0"

    /// How far a request's date may be from the clock, in milliseconds.
    private let window: Int64
    private let nonces: NonceCache
    private let hmacs = HMACCache()
    private let clock: any WallClock

    /// Creates a check that has seen no nonce.
    ///
    /// - Parameters:
    ///   - maxClockSkew: how far a request's date may be from the clock, in seconds.
    ///   - clock: the clock.
    init(maxClockSkew: Int, clock: any WallClock) {
        window = Int64(maxClockSkew) * 1_000
        nonces = NonceCache(window: window)
        self.clock = clock
    }

    /// Refuses a request that was not signed with the access key.
    ///
    /// Method, version, date and nonce are those of the signed headers. A nonce is remembered only after the signature
    /// has been found valid, so a client without the key cannot use up nonces.
    ///
    /// - Parameters:
    ///   - signature: the base64 text of the signature.
    ///   - key: the access key.
    ///   - text: the string to sign.
    /// - Throws: `APIError` with an apiCode from 1300 to 1306, in the order method, version, date, signature, nonce.
    func verify(
        _ signature: ByteView, of key: AccessKey, text: StringToSign
    ) throws(APIError) {
        let now = clock.now.milliseconds
        var candidates: [SignedHeaders] = []
        var refusal: APIError?
        for headers in text.headers {
            if let fault = fault(of: headers, now: now) {
                refusal = refusal ?? fault
            } else {
                candidates.append(headers)
            }
        }
        if candidates.isEmpty, let refusal { throw refusal }

        let initialState = hmacs.initialState(of: key)
        let received = Base64.decode(signature) ?? []
        let signed = text.headers(among: candidates) { candidate in
            var hmac = initialState
            hmac.update(data: candidate)
            // swift-crypto compares in constant time.
            return hmac.finalize() == received
        }
        guard let signed else {
            throw .signatureMismatch.logged(
                "compare what you signed with what was received: access key \(key.id), string to sign \(text.forLog)"
            )
        }
        if let nonce = signed.value("signature-nonce")?.string {
            guard nonces.insert(nonce, of: key.id, now: now) else { throw .nonceUsed }
        }
    }

    /// The error of an invalid method, version or date; nil if they are valid.
    private func fault(of headers: SignedHeaders, now: Int64) -> APIError? {
        guard headers.value("signature-method")?.equals(Self.method) == true else { return .signatureMethod }
        guard headers.value("signature-version")?.equals(Self.version) == true else {
            return .signatureVersion
        }
        guard let date = headers.date else { return .dateMissing }
        guard let moment = Self.milliseconds(date) else { return .dateFormat }
        guard (moment - now).magnitude <= UInt64(window) else {
            return .clockSkew.logged("the date is \(moment - now) ms from this machine's clock")
        }
        return nil
    }

    /// A date as milliseconds since the Unix epoch: the Node SDKs send RFC 1123 text, the others the number.
    private static func milliseconds(_ date: ByteView) -> Int64? {
        if let milliseconds = HTTPDate.milliseconds(date) { return milliseconds }
        // 15 digits are enough for every date that could be accepted.
        guard !date.isEmpty, date.count <= 15 else { return nil }
        var number: Int64 = 0
        for byte in date {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            number = number * 10 + Int64(byte - UInt8(ascii: "0"))
        }
        return number
    }
}
