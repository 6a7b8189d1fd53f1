import JSON
import Logging
import SQLite
import Testing

@testable import Contract
@testable import ManagementAPI

/// What the log says of requests that are refused.
@Suite("Log of refusals")
struct RefusalLogTests {
    private let service: RunningService

    init() throws { service = try RunningService(Fixture()) }

    private func token() throws -> (name: String, value: String) {
        let body = #"{"accessKeyId":"KEY","accessKeySecret":"\#(Fixture.secret)"}"#
        let answer = try service.answer(to: .post("/api/v3/get-management-token", body))
        return ("Authorization", try #require(answer.data?["access_token"]?.string))
    }

    /// The log line of a request without its request id, which must be that of the reply.
    private func line(for request: RequestText) throws -> (level: Logger.Level, text: String) {
        let before = service.fixture.log.refusals.count
        let answer = try service.answer(to: request)
        let lines = service.fixture.log.refusals.dropFirst(before)
        #expect(lines.count == 1)
        let line = try #require(lines.first)
        let id = try #require(answer.body.firstRange(of: #""requestId":""#))
        let requestId = String(answer.body[id.upperBound...].prefix(36))
        #expect(line.text.contains(" requestId=\(requestId) "))
        return (line.level, line.text.replacing(" requestId=\(requestId)", with: ""))
    }

    @Test("The log line of a refusal has level info for 401, an unknown path and 501")
    func information() throws {
        let members = "/api/v3/add-group-members"
        let requests: [(RequestText, String)] = [
            (
                .post(members, "{}"),
                "apiCode=2020 detail=there is no Authorization header operation=\(members) "
                    + "reason=Not logged in: no permission to access this request status=401"
            ),
            (
                .post(members, "{}", headers: [("Authorization", "authing NOBODY:AAAA")]),
                "apiCode=2224 detail=no user pool has the access key NOBODY operation=\(members) "
                    + "reason=User pool does not exist status=404"
            ),
            (
                .post("/api/v3/get-management-token", #"{"accessKeyId":"KEY","accessKeySecret":"x"}"#),
                "detail=for the access key KEY operation=/api/v3/get-management-token "
                    + "reason=Wrong accessKeySecret status=401"
            ),
            (
                .post("/api/v3/get-management-token", #"{"accessKeyId":"NOBODY","accessKeySecret":"x"}"#),
                "apiCode=2224 detail=no user pool has the access key NOBODY "
                    + "operation=/api/v3/get-management-token reason=User pool does not exist status=404"
            ),
            (
                .get("/api/v3/nothing?secret=1"),
                "operation=GET /api/v3/nothing reason=((no known operation has this path)) status=404"
            ),
            (
                .post("/api/v3/create-webhook", "{}"),
                "operation=POST /api/v3/create-webhook reason=((POST /api/v3/create-webhook is not emulated)) status=501"
            ),
            (
                .post(
                    "/api/v3/assign-role",
                    #"{"code":"a","targets":[{"targetType":"GROUP","targetIdentifier":"g"}]}"#,
                    headers: [try token()]
                ),
                "operation=/api/v3/assign-role reason=((/api/v3/assign-role: the value given for targets "
                    + "is not emulated: \"GROUP\")) status=501"
            ),
        ]
        for (request, expected) in requests {
            let (level, text) = try line(for: request)
            #expect(level == .info, "\(request.target)")
            #expect(text == "refused a request \(expected)")
        }
    }

    @Test("The log line of a refusal has level debug for all other refusals")
    func rest() throws {
        let members = "/api/v3/add-group-members"
        let token = try token()
        let requests: [(RequestText, String)] = [
            (.post(members, "{", headers: [token]), "status=400"),
            (
                .post(members, #"{"code":"developer"}"#, headers: [token]),
                "operation=\(members) reason=Invalid parameter format: userIds status=400"
            ),
            (
                .post(members, #"{"code":"nothing","userIds":["u1"]}"#, headers: [token]),
                "operation=\(members) reason=Group does not exist status=404"
            ),
            (
                .get(members),
                "operation=GET \(members) reason=((this path does not take this method; it takes POST)) status=405"
            ),
            (RequestText(method: "POST", target: "/ü", body: ""), "status=400"),
        ]
        for (request, expected) in requests {
            let (level, text) = try line(for: request)
            #expect(level == .debug, "\(request.target)")
            #expect(text.hasSuffix(expected))
        }
    }

    @Test("A successful request has no log line of a refusal")
    func success() throws {
        let request = RequestText.get("/api/v3/list-groups", headers: [try token()])
        #expect(try service.answer(to: request).statusCode == 200)
        #expect(service.fixture.log.refusals.isEmpty)
    }

    @Test("The log line of a refusal is short, whatever the caller sends, and holds no credentials")
    func short() throws {
        let long = String(repeating: "x", count: 6_000)
        let token = try token()
        let requests: [RequestText] = [
            .get("/api/v3/\(long)"), .get("/api/v3/list-groups", headers: [("Authorization", "\(long)")]),
            .get("/api/v3/list-groups", headers: [("Authorization", "authing \(long):\(long)")]),
            .get("/api/v3/list-groups", headers: [token, ("x-authing-userpool-id", long)]),
            .get("/api/v3/get-organization?organizationCode=\(long)", headers: [token]),
            .get("/api/v3/list-groups", headers: [(token.name, String(token.value.dropLast(2)) + "AA")]),
        ]
        for request in requests {
            let text = try line(for: request).text
            #expect(text.utf8.count < 13_000)
            #expect(!text.contains(token.value.prefix(200)))
        }
    }

    @Test("The log line of a refusal shows the text that was to be signed, at info")
    func signature() throws {
        var request = SignatureVector.all[0].request
        request.headers.append(("Authorization", "authing KEY:AAAA"))
        let (level, text) = try line(for: request)
        #expect(level == .info)
        #expect(
            text.contains(#"?code=developer&userIds=["6229ffa","623c20b"]"#) && text.contains("apiCode=1300"))
    }

    @Test("The log line of a refusal names a failure of SQLite without its statement above debug")
    func statement() throws {
        let connection = try Connection(path: ":memory:")
        let error = #expect(throws: SQLiteError.self) {
            try connection.run(SQL("SELECT secret_column FROM nowhere"))
        }
        #expect(error.map { "\($0)" } == "SQLite error 1: no such table: nowhere")
    }
}
