import HTTP
import PoolEngine
import Testing

@testable import Contract
@testable import Directory
@testable import ManagementAPI

/// Signatures of independent signers, and each of the seven refusals (auth.md, part b).
@Suite("Signature check")
struct SignatureCheckTests {
    private let clock = SettableClock()
    private let check: SignatureCheck

    init() {
        check = SignatureCheck(maxClockSkew: 900, clock: clock)
    }

    /// The apiCode of the refusal; nil if the signature is valid.
    private func verify(_ request: RequestText, _ signature: String, secret: String = Fixture.secret) throws
        -> Int?
    {
        try refusal(of: request, signature, secret: secret)?.apiCode
    }

    private func refusal(
        of request: RequestText, _ signature: String, secret: String = Fixture.secret
    ) throws -> APIError? {
        let segments = request.target.split(separator: "?")[0].split(separator: "/")
        let path = "/" + segments.joined(separator: "/")
        let operation = EmulatedOperations.ofTests.all.first { $0.declaration.path == path }
        let declaration = try #require(operation?.declaration)
        return try RequestText.get("/", headers: [("signature", signature)]).lend { carrier in
            let signature = try #require(carrier.headers["signature"])
            return try request.lend { request in
                let parameters = try RequestParameters(of: request)
                let text = StringToSign(request, parameters: parameters, declaration: declaration)
                do throws(APIError) {
                    try check.verify(
                        signature, of: AccessKey(id: "KEY", secret: secret), text: text)
                    return nil
                } catch {
                    #expect(error.statusCode == 401 && error.httpStatus == 200)
                    return error
                }
            }
        }
    }

    /// A valid request with one header changed, or omitted if the value is nil.
    private func verify(changing name: String, to value: String?) throws -> Int? {
        let vector = SignatureVector.all[0]
        var request = vector.request
        request.headers = request.headers.compactMap { header in
            guard header.name == name else { return header }
            return value.map { (name, $0) }
        }
        return try verify(request, vector.signature)
    }

    @Test("The signature check accepts what an independent signer has signed", arguments: SignatureVector.all)
    func vectors(vector: SignatureVector) throws {
        #expect(try verify(vector.request, vector.signature) == nil)
    }

    @Test(
        "The signature check refuses with 1300 another signature, secret, method, path or parameter",
        arguments: SignatureVector.all)
    func wrong(vector: SignatureVector) throws {
        let other = vector.signature.hasPrefix("A") ? "B" : "A"
        #expect(try verify(vector.request, other + vector.signature.dropFirst()) == 1300)
        #expect(try verify(vector.request, vector.signature, secret: "other") == 1300)
        var request = vector.request
        if request.method == "GET" {
            request.target += request.target.contains("?") ? "&more=1" : "?more=1"
        } else if request.body.count <= "null".count {
            request.body = #"{"more":1}"#
        } else {
            request.body = request.body.dropLast() + #","more":1}"#
        }
        #expect(try verify(request, vector.signature) == 1300)
    }

    @Test(
        "The signature check refuses with 1300 a text that is no signature",
        arguments: ["x", "A5SINtVU1p1bEnnFJ6pZuLkgGR", "中", "===="])
    func noSignature(text: String) throws {
        #expect(try verify(SignatureVector.all[0].request, text) == 1300)
    }

    @Test("The signature check refuses with 1300 a signed header that was changed")
    func header() throws {
        #expect(try verify(changing: "x-authing-lang", to: "en-US") == 1300)
        #expect(try verify(changing: "x-authing-signature-nonce", to: nil) == 1300)
    }

    @Test(
        "The signature check refuses with 1301 another method or none",
        arguments: [nil, "", "HMAC-SHA256", "hmac-sha1", "HMAC-SHA1,"])
    func method(value: String?) throws {
        #expect(try verify(changing: "x-authing-signature-method", to: value) == 1301)
    }

    @Test(
        "The signature check refuses with 1302 another version or none",
        arguments: [nil, "", "1", "1.00", "2.0"])
    func version(value: String?) throws {
        #expect(try verify(changing: "x-authing-signature-version", to: value) == 1302)
    }

    @Test(
        "The signature check refuses with 1303 a date in another form",
        arguments: [
            "", "2024-05-06T07:08:09Z", "Mon, 06 May 2024 07:08:09 +0000", "-1", "1714979289000.0", "now",
            "9999999999999999", "1e3", "１７１４９７９２８９",
        ])
    func dateFormat(value: String) throws {
        #expect(try verify(changing: "Date", to: value) == 1303)
    }

    @Test("The signature check refuses with 1304 a request without date")
    func noDate() throws {
        #expect(try verify(changing: "Date", to: nil) == 1304)
    }

    @Test(
        "The signature check refuses with 1305 a clock apart by more than the limit, either way",
        arguments: [
            (0, nil), (900_000, nil), (-900_000, nil), (900_001, 1305), (-900_001, 1305), (1 << 50, 1305),
        ])
    func skew(milliseconds: Int64, expected: Int?) throws {
        clock.advance(milliseconds: milliseconds)
        let vector = SignatureVector.all[0]
        #expect(try verify(vector.request, vector.signature) == expected)
    }

    @Test(
        "The signature check refuses a date in milliseconds as a clock far apart",
        arguments: ["1714979289", "0", "999999999999999"])
    func otherUnit(value: String) throws {
        #expect(try verify(changing: "Date", to: value) == 1305)
    }

    @Test("The signature check refuses with 1306 a nonce seen before, as long as its date could pass")
    func replay() throws {
        let vector = SignatureVector.all[0]
        #expect(try verify(vector.request, vector.signature) == nil)
        #expect(try verify(vector.request, vector.signature) == 1306)
        clock.advance(milliseconds: 900_000)
        #expect(try verify(vector.request, vector.signature) == 1306)
        clock.advance(milliseconds: 1)
        #expect(try verify(vector.request, vector.signature) == 1305)
    }

    @Test("The signature check does not use up a nonce for a wrong signature")
    func nonceOfWrongSignature() throws {
        let vector = SignatureVector.all[0]
        #expect(try verify(vector.request, vector.signature, secret: "other") == 1300)
        #expect(try verify(vector.request, vector.signature) == nil)
    }

    @Test("The signature check checks method, version, date and signature in this order")
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

    @Test(
        "The signature check uses the headers that were signed, whatever the other brand's say",
        arguments: ["x-genauth-", "X-GENAUTH-"], ["before", "behind"])
    func otherBrand(prefix: String, place: String) throws {
        let vector = SignatureVector.all[0]
        #expect(try verify(vector.request, vector.signature) == nil)
        let fresh = [
            ("signature-nonce", "fresh"), ("date", "\(clock.now.milliseconds)"),
            ("signature-method", "other"),
        ]
        for (name, value) in fresh {
            var request = vector.request
            let header = (name: prefix + name, value: value)
            request.headers = place == "before" ? [header] + request.headers : request.headers + [header]
            #expect(try verify(request, vector.signature) == 1306, "\(name)")
        }
    }

    @Test("The signature check does not let the other brand's date renew a request")
    func otherBrandsDate() throws {
        let vector = SignatureVector.all[0]
        clock.advance(milliseconds: 900_001)
        var request = vector.request
        request.headers.insert(("x-genauth-date", "\(clock.now.milliseconds)"), at: 0)
        #expect(try verify(request, vector.signature) == 1305)
        request.headers.removeAll { $0.name == "Date" }
        #expect(try verify(request, vector.signature) == 1300)
    }

    @Test(
        "The signature check does not accept the other brand's method or version for those that were signed")
    func otherBrandsMethod() throws {
        for (name, code) in [("signature-method", 1301), ("signature-version", 1302)] {
            var request = SignatureVector.all[0].request
            request.headers.removeAll { $0.name == "x-authing-" + name }
            request.headers.append(("x-genauth-" + name, name == "signature-method" ? "HMAC-SHA1" : "1.0"))
            // The signature is over the headers of the first brand only, which lack one.
            let signature = try #require(unsigned[code])
            #expect(try verify(request, signature) == 1300, "\(name)")
        }
    }

    /// What an independent signer makes of the first vector without its method, and without its version.
    private let unsigned = [1301: "e6luddP88HEfMHML1ODivTqMl7A=", 1302: "TbnA23nl/lhrMx45Nup3zzykr50="]

    @Test("The signature check logs the text to compare with, and never the secret")
    func logged() throws {
        let refusal = try #require(try refusal(of: SignatureVector.all[0].request, "AAAA"))
        let detail = try #require(refusal.detail)
        #expect(refusal == .signatureMismatch)
        #expect(detail.contains("access key KEY"))
        #expect(detail.contains(#"?code=developer&userIds=["6229ffa","623c20b"]"#))
        #expect(!detail.contains(Fixture.secret))
    }

    @Test(
        "The signature check keeps its log lines short",
        arguments: ["a long value", "a long name", "many names"])
    func shortLog(kind: String) throws {
        let long = String(repeating: "n", count: 1_000_000)
        let body =
            switch kind {
            case "a long value": #"{"note":"\#(long)"}"#
            case "a long name": #"{"\#(long)":1}"#
            default: "{" + (0..<80_000).map { #""n\#($0)":1"# }.joined(separator: ",") + "}"
            }
        var request = SignatureVector.all[0].request
        request.body = body
        request.headers.append(("x-authing-long", String(repeating: "h", count: 8_000)))
        let detail = try #require(try refusal(of: request, "AAAA")?.detail)
        #expect(detail.utf8.count < 8_000)
        #expect(detail.contains(" more "))
    }

    @Test(
        "The signature check tries a limited number of texts for every request",
        arguments: [(0, 0), (1, 1), (8, 255), (9, 9 + 36 + 1), (20, 20 + 190 + 1), (40, 40 + 1), (300, 1)])
    func boundedWork(absent count: Int, texts: Int) throws {
        let fields = (0..<300).map { Field.flag("f\($0)") }
        let declaration = OperationDeclaration(.get, "g", fields: fields)
        let present = fields.dropFirst(count).map { "\($0.name)=1" }.joined(separator: "&")
        let query = present.isEmpty ? "" : "?\(present)"
        func tried(_ path: String, _ headers: [(name: String, value: String)]) throws -> Int {
            try RequestText.get(path + query, headers: headers).lend { request in
                let text = StringToSign(
                    request, parameters: try RequestParameters(of: request), declaration: declaration)
                var tried: Set<[UInt8]> = []
                _ = text.headers(among: text.headers) { tried.insert($0).inserted && false }
                return tried.count
            }
        }
        // A question mark alone is one text more.
        let plain = present.isEmpty ? 2 : 1
        #expect(try tried("/api/v3/g", SignatureVector.authing) == texts + plain)
        // Three sets of headers and three paths.
        let most = try tried("//api/v3/g/", SignatureVector.authing + SignatureVector.genauth)
        #expect(most <= 3 * 3 * plain + AbsentParameters.mostTexts)
    }

    @Test("The signature check hashes a large body a few times at most")
    func boundedBytes() throws {
        let body = #"{"a":null,"note":"\#(String(repeating: "n", count: 1_000_000))"}"#
        let headers = SignatureVector.authing + SignatureVector.genauth
        try RequestText.post("//api/v3/add-group-members/", body, headers: headers).lend { request in
            let text = StringToSign(
                request, parameters: try RequestParameters(of: request),
                declaration: AddGroupMembers.declaration)
            var bytes = 0
            _ = text.headers(among: text.headers) {
                bytes += $0.count
                return false
            }
            #expect(bytes > 1_000_000 && bytes < 5_000_000)
        }
    }
}
