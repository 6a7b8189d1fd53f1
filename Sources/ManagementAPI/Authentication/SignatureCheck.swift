internal import Crypto
internal import Directory
internal import HTTP
internal import Logging

/// Checks the signature of a request (auth.md, part b).
struct SignatureCheck: Sendable {
    private static let method: StaticString = "HMAC-SHA1"
    private static let version: StaticString = "1.0"
    /// The bytes of `x-authing-`, and of `x-genauth-`.
    private static let prefixLength = 10

    /// How far a request's date may be from the clock, in milliseconds.
    private let window: Int64
    private let nonces: NonceLedger
    private let codes = KeyedCodes()
    private let clock: any WallClock
    private let logger: Logger

    /// Makes a check that has seen no nonce.
    ///
    /// - Parameters:
    ///   - maxClockSkew: how far a request's date may be from the clock, in seconds.
    ///   - clock: the clock.
    ///   - logger: learns what a wrong signature should have been made of.
    init(maxClockSkew: Int, clock: any WallClock, logger: Logger) {
        window = Int64(maxClockSkew) * 1_000
        nonces = NonceLedger(window: window)
        self.clock = clock
        self.logger = logger
    }

    /// Refuses a request that its access key has not signed.
    ///
    /// - Parameters:
    ///   - signature: the base64 text of the signature.
    ///   - key: the access key.
    ///   - headers: the headers of the request.
    ///   - text: what the signature has to be made of.
    /// - Throws: `APIError` with an apiCode from 1300 to 1306, in the order method, version, date, signature, nonce.
    ///   A nonce counts only once the signature is known to be good, so nobody can use up another's.
    func verify(
        _ signature: ByteView, of key: AccessKey, headers: Headers, text: StringToSign
    ) throws(APIError) {
        guard Self.header("signature-method", in: headers)?.equals(Self.method) == true else {
            throw .signatureMethod
        }
        guard Self.header("signature-version", in: headers)?.equals(Self.version) == true else {
            throw .signatureVersion
        }
        let now = clock.now.milliseconds
        guard let date = headers["date"] ?? Self.header("date", in: headers) else { throw .dateMissing }
        guard let moment = Self.milliseconds(date) else { throw .dateFormat }
        guard (moment - now).magnitude <= UInt64(window) else { throw .clockSkew }

        let keyed = codes.code(of: key)
        let received = Base64.decode(signature) ?? []
        let isSigned = text.contains { candidate in
            var code = keyed
            code.update(data: candidate)
            // swift-crypto compares in constant time.
            return code.finalize() == received
        }
        guard isSigned else {
            logger.warning(
                "wrong signature; compare what you signed with what was received",
                metadata: ["accessKeyId": "\(key.id)", "stringToSign": "\(text.forLog)"])
            throw .signatureMismatch
        }
        if let nonce = Self.header("signature-nonce", in: headers)?.string {
            guard nonces.note(nonce, of: key.id, now: now) else { throw .nonceUsed }
        }
    }

    /// A header under either brand's prefix.
    private static func header(_ name: StaticString, in headers: Headers) -> ByteView? {
        for header in headers where header.name.count == prefixLength + name.utf8CodeUnitCount {
            guard
                header.name.hasPrefix(ignoringCase: "x-authing-")
                    || header.name.hasPrefix(ignoringCase: "x-genauth-")
            else { continue }
            let rest = header.name.view(prefixLength..<header.name.count)
            if rest.equals(ignoringCase: name) { return header.value }
        }
        return nil
    }

    /// A date as milliseconds since the Unix epoch: the Node SDKs send RFC 1123 text, the others the number.
    private static func milliseconds(_ date: ByteView) -> Int64? {
        if let milliseconds = HTTPDate.milliseconds(date) { return milliseconds }
        // 15 digits reach far beyond every date that could pass.
        guard !date.isEmpty, date.count <= 15 else { return nil }
        var number: Int64 = 0
        for byte in date {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            number = number * 10 + Int64(byte - UInt8(ascii: "0"))
        }
        return number
    }
}
