import Directory
import HTTP
import JSON
import Testing

@testable import Contract
@testable import ManagementAPI

/// `get-management-token`, and what the answers depend on besides the call.
@Suite("Answers by configuration")
struct TokenAnswerTests {
    private static let path = "/api/v3/get-management-token"

    private func service(
        _ change: (inout ManagementConfiguration) -> Void = { _ in }
    ) throws -> RunningService {
        var configuration = ManagementConfiguration()
        change(&configuration)
        return try RunningService(Fixture(), configuration: configuration)
    }

    private func body(_ id: String, _ secret: String) -> String {
        #"{"accessKeyId":"\#(id)","accessKeySecret":"\#(secret)"}"#
    }

    @Test("The token operation issues a token with the configured lifetime", arguments: [7_200, 1])
    func lifetime(seconds: Int) throws {
        let service = try service { $0.tokenLifetime = seconds }
        let data = try #require(try service.answer(to: .post(Self.path, body("KEY", Fixture.secret))).data)
        #expect(data["expires_in"]?.int64 == Int64(seconds))
        let text = try #require(data["access_token"]?.string)
        let token = try #require(ManagementToken(unverified: Array(text.utf8)))
        #expect(token.userPoolId == Fixture.firstPool && token.accessKeyId == "KEY")
        #expect(token.issuedAt == SettableClock.start / 1_000)
        #expect(token.expiresAt - token.issuedAt == Int64(seconds))

        let call = RequestText.get("/api/v3/list-groups", headers: [("Authorization", "Bearer \(text)")])
        #expect(try service.answer(to: call).statusCode == 200)
        service.fixture.clock.advance(milliseconds: Int64(seconds) * 1_000)
        #expect(try service.answer(to: call).apiCode == 2020)
    }

    @Test(
        "The token operation refuses a wrong secret without apiCode, and an unknown key with 2224",
        arguments: ["", "other", "s3cr3t"])
    func refused(secret: String) throws {
        let service = try service()
        let wrong = try service.answer(to: .post(Self.path, body("KEY", secret)))
        #expect(wrong.status == 200 && wrong.statusCode == 401 && wrong.apiCode == nil)
        let unknown = try service.answer(to: .post(Self.path, body("NOBODY", Fixture.secret)))
        #expect(unknown.status == 200 && unknown.statusCode == 404 && unknown.apiCode == 2224)
    }

    @Test("The token operation names the fields that are missing")
    func fields() throws {
        let answer = try service { $0.language = .simplifiedChinese }.answer(to: .post(Self.path, "{}"))
        #expect(answer.statusCode == 400 && answer.message == "参数 accessKeyId, accessKeySecret 格式错误")
    }

    @Test(
        "The token operation issues every caller a token of the first pool when credentials are not checked")
    func off() throws {
        let service = try service { $0.authentication = .off }
        let data = try service.answer(to: .post(Self.path, body("NOBODY", ""))).data
        let text = try #require(data?["access_token"]?.string)
        #expect(ManagementToken(unverified: Array(text.utf8))?.userPoolId == Fixture.firstPool)
        #expect(try service.answer(to: .get("/api/v3/list-groups")).statusCode == 200)
    }

    @Test("The token operation answers in the requested language, else in the configured one")
    func language() throws {
        let service = try service { $0.language = .simplifiedChinese }
        let chinese = try service.answer(to: .get("/api/v3/list-groups"))
        #expect(chinese.message == "尚未登录，无权限访问此请求")
        let headers = [("x-authing-lang", "ja-JP")]
        let other = try service.answer(to: .get("/api/v3/list-groups", headers: headers))
        #expect(other.message == "Not logged in: no permission to access this request")
    }

    @Test("The message of success is the documented one of the operation, or empty")
    func successMessage() throws {
        let groups = RequestText.get("/api/v3/get-group?code=developer")
        let members = RequestText.post("/api/v3/add-group-members", #"{"code":"developer","userIds":["u1"]}"#)
        let departments = RequestText.post(
            "/api/v3/add-department-members",
            #"{"organizationCode":"steamory","departmentId":"d1","userIds":["u1"]}"#)
        let documented = try service { $0.authentication = .off }
        #expect(try documented.answer(to: members).message == "Success")
        #expect(try documented.answer(to: departments).message == "Operation successful")
        let empty = try service {
            $0.authentication = .off
            $0.successMessage = .empty
        }
        for request in [groups, members, departments] {
            let answer = try empty.answer(to: request)
            #expect(answer.statusCode == 200 && answer.message == "")
        }
    }
}
