import JSON
import Testing

@testable import Contract
@testable import ManagementAPI

/// Which of several faults of a request is answered; each request here has one fault less than the one before.
///
/// The order is path, method, credentials, content type, syntax of the body, fields, rules of the operation.
@Suite("Order of decisions")
struct DecisionOrderTests {
    private let service: RunningService

    init() throws { service = try RunningService(Fixture()) }

    private static let path = "/api/v3/add-group-members"

    private func token() throws -> (name: String, value: String) {
        let answer = try service.answer(
            to: .post(
                "/api/v3/get-management-token",
                #"{"accessKeyId":"KEY","accessKeySecret":"\#(Fixture.secret)"}"#
            ))
        return ("Authorization", try #require(answer.data?["access_token"]?.string))
    }

    @Test(
        "The management service checks path, method, credentials, content type, syntax, fields and rules in this order"
    )
    func order() throws {
        let wrongType = ("Content-Type", "text/plain")
        var request = RequestText(method: "PUT", target: Self.path + "x", headers: [wrongType], body: "{")
        #expect(try service.answer(to: request).status == 404)

        request.target = Self.path
        var answer = try service.answer(to: request)
        #expect(answer.status == 405 && answer.statusCode == 405)
        #expect(answer.head.contains("Allow: POST"))

        request.method = "POST"
        answer = try service.answer(to: request)
        #expect(answer.status == 200 && answer.statusCode == 401 && answer.apiCode == 2020)

        request.headers.append(try token())
        #expect(try service.answer(to: request).status == 415)

        request.headers[0].value = "application/json"
        #expect(try service.answer(to: request).status == 400)

        request.body = #"{"code":"nothing","userIds":[]}"#
        answer = try service.answer(to: request)
        #expect(answer.status == 200 && answer.statusCode == 400)
        #expect(answer.message == "Invalid parameter format: userIds")

        request.body = #"{"code":"nothing","userIds":["nobody"]}"#
        answer = try service.answer(to: request)
        #expect(answer.status == 200 && answer.statusCode == 404 && answer.message == "Group does not exist")

        request.body = #"{"code":"developer","userIds":["nobody"]}"#
        #expect(try service.answer(to: request).apiCode == 2004)

        request.body = #"{"code":"developer","userIds":["u2","u2"]}"#
        answer = try service.answer(to: request)
        #expect(answer.statusCode == 200 && answer.message == "Success")
        #expect(answer.data?["success"]?.bool == true)
    }

    @Test("The management service reads a signed request's parameters before its credentials")
    func signed() throws {
        var request = SignatureVector.all[0].request
        request.headers.append(("Authorization", "authing KEY:AAAA"))
        #expect(try service.answer(to: request).apiCode == 1300)
        request.body = "{"
        #expect(try service.answer(to: request).status == 400)
        request.headers.removeLast()
        request.headers.append(("Authorization", "authing NOBODY:AAAA"))
        #expect(try service.answer(to: request).apiCode == 2224)
    }

    @Test("The management service accepts the signed requests of independent signers through a socket")
    func vector() throws {
        let vector = SignatureVector.all[0]
        var request = vector.request
        request.headers.append(("Authorization", "authing KEY:\(vector.signature)"))
        #expect(try service.answer(to: request).apiCode == 2004)
        #expect(try service.answer(to: request).apiCode == 1306)
    }

    @Test("The management service names the operation that is not emulated, without asking who calls")
    func notEmulated() throws {
        let answer = try service.answer(
            to: RequestText(method: "POST", target: "/api/v3/create-webhook", body: "{"))
        #expect(answer.status == 501 && answer.statusCode == 501)
        #expect(answer.message == "((POST /api/v3/create-webhook is not emulated))")
        #expect(answer.head.contains("x-genauth-emulator: not-emulated"))
    }

    @Test("The management service puts the server's own refusals into the envelope")
    func refusal() throws {
        let tooLong = String(repeating: " ", count: 1_048_577)
        let answer = try service.answer(to: .post(Self.path, tooLong))
        #expect(answer.status == 413 && answer.statusCode == 413)
        #expect(answer.message?.hasPrefix("((") == true)
        #expect(answer.body.contains(#""requestId":""#))
    }

    @Test("The management service logs an unknown field once, and truncates a long name")
    func unknownFields() throws {
        let long = String(repeating: "n", count: 10_000)
        let token = try token()
        for _ in 0..<2 {
            let request = RequestText.get(
                "/api/v3/get-group?code=developer&odd=1&\(long)=1", headers: [token])
            #expect(try service.answer(to: request).statusCode == 200)
        }
        let reports = service.fixture.log.recorded.filter { $0.contains("field=") }
        #expect(reports.count == 2)
        #expect(reports.contains { $0.contains("field=odd path=/api/v3/get-group") })
        #expect(reports.allSatisfy { $0.utf8.count < 500 })
    }
}
