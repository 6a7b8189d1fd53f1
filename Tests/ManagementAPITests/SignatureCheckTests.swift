import Directory
import HTTP
import Testing

@testable import ManagementAPI

/// Signatures of independent signers, and each of the seven refusals (auth.md, part b).
@Suite("Signature check")
struct SignatureCheckTests {
    private let clock = SettableClock()
    private let log = LogRecorder()
    private let check: SignatureCheck

    init() {
        check = SignatureCheck(maxClockSkew: 900, clock: clock, logger: log.logger)
    }

    /// The apiCode of the refusal, or nil when the signature is good.
    private func verify(_ request: RequestText, _ signature: String, secret: String = World.secret) throws
        -> Int?
    {
        let path = request.target.split(separator: "?")[0]
        let operation = EmulatedOperations.all.first { $0.declaration.path == path }
        let declaration = try #require(operation?.declaration)
        return try RequestText.get("/", headers: [("signature", signature)]).lend { carrier in
            let signature = try #require(carrier.headers["signature"])
            return try request.lend { request in
                let parameters = try RequestParameters(of: request)
                let text = StringToSign(request, parameters: parameters, declaration: declaration)
                do throws(APIError) {
                    try check.verify(
                        signature, of: AccessKey(id: "KEY", secret: secret), headers: request.headers,
                        text: text)
                    return nil
                } catch {
                    #expect(error.statusCode == 401 && error.httpStatus == 200)
                    return error.apiCode
                }
            }
        }
    }

    /// A good request with one header changed, or left out when the value is nil.
    private func verify(changing name: String, to value: String?) throws -> Int? {
        let vector = SignatureVector.all[0]
        var request = vector.request
        request.headers = request.headers.compactMap { header in
            guard header.name == name else { return header }
            return value.map { (name, $0) }
        }
        return try verify(request, vector.signature)
    }

    @Test("takes what an independent signer has signed", arguments: SignatureVector.all)
    func vectors(vector: SignatureVector) throws {
        #expect(try verify(vector.request, vector.signature) == nil)
        #expect(log.recorded.isEmpty)
    }

    @Test(
        "refuses with 1300 another signature, secret, method, path or parameter",
        arguments: SignatureVector.all)
    func wrong(vector: SignatureVector) throws {
        let other = vector.signature.hasPrefix("A") ? "B" : "A"
        #expect(try verify(vector.request, other + vector.signature.dropFirst()) == 1300)
        #expect(try verify(vector.request, vector.signature, secret: "other") == 1300)
        var request = vector.request
        if request.method == "GET" {
            request.target += request.target.contains("?") ? "&more=1" : "?more=1"
        } else {
            request.body = request.body.dropLast() + (request.body == "{}" ? #""more":1}"# : #","more":1}"#)
        }
        #expect(try verify(request, vector.signature) == 1300)
    }

    @Test(
        "refuses with 1300 a text that is no signature",
        arguments: ["x", "A5SINtVU1p1bEnnFJ6pZuLkgGR", "中", "===="])
    func noSignature(text: String) throws {
        #expect(try verify(SignatureVector.all[0].request, text) == 1300)
    }

    @Test("refuses with 1300 a signed header that was changed")
    func header() throws {
        #expect(try verify(changing: "x-authing-lang", to: "en-US") == 1300)
        #expect(try verify(changing: "x-authing-signature-nonce", to: nil) == 1300)
    }

    @Test(
        "refuses with 1301 another method or none",
        arguments: [nil, "", "HMAC-SHA256", "hmac-sha1", "HMAC-SHA1,"])
    func method(value: String?) throws {
        #expect(try verify(changing: "x-authing-signature-method", to: value) == 1301)
    }

    @Test("refuses with 1302 another version or none", arguments: [nil, "", "1", "1.00", "2.0"])
    func version(value: String?) throws {
        #expect(try verify(changing: "x-authing-signature-version", to: value) == 1302)
    }

    @Test(
        "refuses with 1303 a date in another form",
        arguments: [
            "", "2024-05-06T07:08:09Z", "Mon, 06 May 2024 07:08:09 +0000", "-1", "1714979289000.0", "now",
            "9999999999999999", "1e3", "１７１４９７９２８９",
        ])
    func dateFormat(value: String) throws {
        #expect(try verify(changing: "Date", to: value) == 1303)
    }

    @Test("refuses with 1304 a request without date")
    func noDate() throws {
        #expect(try verify(changing: "Date", to: nil) == 1304)
    }

    @Test(
        "refuses with 1305 a clock apart by more than the limit, either way",
        arguments: [
            (0, nil), (900_000, nil), (-900_000, nil), (900_001, 1305), (-900_001, 1305), (1 << 50, 1305),
        ])
    func skew(milliseconds: Int64, expected: Int?) throws {
        clock.advance(milliseconds: milliseconds)
        let vector = SignatureVector.all[0]
        #expect(try verify(vector.request, vector.signature) == expected)
    }

    @Test(
        "takes milliseconds for seconds as a clock far apart",
        arguments: ["1714979289", "0", "999999999999999"])
    func otherUnit(value: String) throws {
        #expect(try verify(changing: "Date", to: value) == 1305)
    }

    @Test("refuses with 1306 a nonce seen before, as long as its date could pass")
    func replay() throws {
        let vector = SignatureVector.all[0]
        #expect(try verify(vector.request, vector.signature) == nil)
        #expect(try verify(vector.request, vector.signature) == 1306)
        clock.advance(milliseconds: 900_000)
        #expect(try verify(vector.request, vector.signature) == 1306)
        clock.advance(milliseconds: 1)
        #expect(try verify(vector.request, vector.signature) == 1305)
    }

    @Test("does not use up a nonce for a wrong signature")
    func nonceOfWrongSignature() throws {
        let vector = SignatureVector.all[0]
        #expect(try verify(vector.request, vector.signature, secret: "other") == 1300)
        #expect(try verify(vector.request, vector.signature) == nil)
    }

    @Test("checks method, version, date and signature in this order")
    func order() throws {
        var request = RequestText.post("/api/v3/add-group-members", "{}")
        #expect(try verify(request, "") == 1301)
        request.headers.append(("x-genauth-signature-method", "HMAC-SHA1"))
        #expect(try verify(request, "") == 1302)
        request.headers.append(("X-GenAuth-Signature-Version", "1.0"))
        #expect(try verify(request, "") == 1304)
        request.headers.append(("x-genauth-date", "1714979289000"))
        #expect(try verify(request, "") == 1300)
    }

    @Test("logs the text to compare with, and never the secret")
    func logged() throws {
        #expect(try verify(SignatureVector.all[0].request, "AAAA") == 1300)
        let line = try #require(log.recorded.first)
        #expect(line.contains("accessKeyId=KEY"))
        #expect(line.contains(#"?code=developer&userIds=["6229ffa","623c20b"]"#))
        #expect(!line.contains(World.secret))
    }
}
