internal import Bytes
public import Contract
internal import Crypto
public import HTTP
internal import JSON

/// The signature of a request that has not been sent yet, as the vendor's Node SDKs make it (auth.md, part b).
public struct RequestSignature: Sendable {
    /// The names of a vendor brand in signatures.
    public enum Brand: String, Sendable, CaseIterable {
        case authing, genauth

        fileprivate var scheme: String { self == .authing ? "authing" : "GenAuth" }
    }

    /// The text of the signature.
    public let stringToSign: String
    /// The header fields to send with the request; the last one is `authorization`.
    public let headers: [(name: String, value: String)]

    /// Signs a request; nil if it is not one of HTTP.
    ///
    /// - Parameters:
    ///   - method: the method.
    ///   - target: the path and the query, as they are sent.
    ///   - body: the body as it is sent, a JSON object; empty for a request without one.
    ///   - accessKeyId: the id of the access key.
    ///   - secret: its secret.
    ///   - brand: the brand in the names of the headers.
    ///   - date: the date of the request; RFC 1123, or milliseconds since the Unix epoch.
    ///   - nonce: a text that was in no earlier request.
    /// - Throws: `APIError` if its parameters cannot be read.
    public init?(
        _ method: Method, _ target: String, body: [UInt8], accessKeyId: String, secret: String, brand: Brand,
        date: String, nonce: String
    ) throws(APIError) {
        let prefix = "x-\(brand.rawValue)-signature-"
        let signed = [
            ("date", date), ("\(prefix)method", "HMAC-SHA1"), ("\(prefix)nonce", nonce),
            ("\(prefix)version", "1.0"),
        ]
        var head = "\(method.rawValue) \(target) HTTP/1.1\r\nhost: localhost\r\n"
        for (name, value) in signed { head += "\(name): \(value)\r\n" }
        if !body.isEmpty { head += "content-type: application/json\r\ncontent-length: \(body.count)\r\n" }
        guard let text = try Self.text(of: Array("\(head)\r\n".utf8) + body) else { return nil }
        let key = SymmetricKey(data: Array(secret.utf8))
        let code = HMAC<Insecure.SHA1>.authenticationCode(for: Array(text.utf8), using: key)
        // 20 bytes are 27 digits and one character of padding (RFC 4648, section 4).
        let signature = String(decoding: Base64.encode(code, .standard), as: UTF8.self) + "="
        stringToSign = text
        headers = signed + [("authorization", "\(brand.scheme) \(accessKeyId):\(signature)")]
    }

    /// What the Node SDKs sign of a request; nil if it is not a whole request.
    private static func text(of request: [UInt8]) throws(APIError) -> String? {
        let parsed = try? RequestParser.withRequest(request) { request in
            Result { () throws(APIError) in
                let parameters = try RequestParameters(of: request)
                // The declaration matters for the forms of other clients only.
                let text = StringToSign(
                    request, parameters: parameters, declaration: GetManagementToken.declaration)
                return text.accepted(nil)[0].text(hidesSecrets: false)
            }
        }
        return try parsed?.get()
    }
}
