import Directory
import Logging
import PoolEngine
import Testing

@testable import Contract
@testable import ManagementAPI

/// The log names the entry for which a batch was refused; the reply does not.
@Suite("Refused batches")
struct BatchRefusalTests {
    private let service: RunningService
    private let token: (name: String, value: String)

    init() throws {
        service = try RunningService(Fixture())
        let pool = try #require(service.fixture.pools.pool(id: Fixture.firstPool))
        let now = service.fixture.clock.now.seconds
        token = (
            "Authorization",
            ManagementToken(
                userPoolId: Fixture.firstPool, accessKeyId: "KEY", issuedAt: now, expiresAt: now + 60
            )
            .signed(with: pool.tokenSecret)
        )
    }

    private static let users = (0..<50).map { number in
        number == 37 ? #"{"username":"one"}"# : #"{"username":"new\#(number)"}"#
    }
    private static let groups = (0..<50).map { number in
        #"{"code":"\#(number == 49 ? "developer" : "g\(number)")","name":"G"}"#
    }

    @Test(
        "Refused batches are logged with the entry, while the message stays the service's",
        arguments: [
            (
                "create-users-batch", #"{"list":[\#(users.joined(separator: ","))]}"#,
                "username already exists", "list[37]"
            ),
            (
                "create-users-batch", #"{"list":[{"username":"a"},{"name":"nobody"}]}"#,
                "Must contain one of the following fields: username, phone, email", "list[1]"
            ),
            (
                "create-users-batch", #"{"list":[{"username":"a"},{"username":"b","departmentIds":["d9"]}]}"#,
                "Invalid departmentId: d9", "list[1]"
            ),
            (
                "create-users-batch",
                #"{"list":[{"username":"a"},{"username":"b","gender":"X"},{"email":1}]}"#,
                "Invalid parameter format: list", "list[1].gender"
            ),
            (
                "create-users-batch", #"{"list":[{"username":"a","identities":[{"extIdpId":"x"}]}]}"#,
                "Invalid parameter format: list", "list[0].identities[0].provider"
            ),
            (
                "create-users-batch", #"{"list":[{"username":"a"},1]}"#, "Invalid parameter format: list",
                "list[1] is no object"
            ),
            ("create-users-batch", #"{"list":[]}"#, "Invalid parameter format: list", "list has 0 elements"),
            (
                "create-groups-batch", #"{"list":[\#(groups.joined(separator: ","))]}"#,
                "Group code already exists",
                "list[49]"
            ),
            (
                "update-user-batch",
                #"{"list":[{"userId":"u1","name":"A"},{"userId":"u2","username":"one"}]}"#,
                "username already exists", "list[1]"
            ),
            (
                "update-user-batch", #"{"list":[{"userId":"u1"},{"userId":"u9"}]}"#, "User does not exist",
                "list[1]: no user has the id u9"
            ),
            (
                "delete-users-batch", #"{"userIds":["u1","u9","u8"]}"#, "User does not exist",
                "no user has the id u9"
            ),
            (
                "delete-users-batch", #"{"userIds":["a@b.c","b"],"options":{"userIdType":"email"}}"#,
                "Invalid parameter format: userIds", "userIds[1]"
            ),
            (
                "resign-user-batch", #"{"userIds":["u1","",3]}"#, "Invalid parameter format: userIds",
                "userIds[1] is no text, or an empty one"
            ),
            (
                "add-group-members", #"{"code":"developer","userIds":["u1","u9"]}"#, "User does not exist",
                "no user has the id u9"
            ),
            (
                "add-department-members",
                #"{"organizationCode":"steamory","departmentId":"d1","userIds":["u9"]}"#,
                "User does not exist",
                "no user has the id u9"
            ),
            (
                "import-otp",
                #"{"list":[{"userId":"u1","otp":{"secret":"s"}},{"userId":"u9","otp":{"secret":"s"}}]}"#,
                "User does not exist", "no user has the id u9"
            ),
            (
                "import-otp", #"{"list":[{"userId":"u1","otp":{"secret":"s"}},{"userId":"u2","otp":{}}]}"#,
                "Invalid parameter format: list", "list[1].otp.secret"
            ),
            (
                "set-user-departments",
                #"{"userId":"u1","departments":[{"departmentId":"d1"},{"isLeader":true}]}"#,
                "Invalid parameter format: departments", "departments[1].departmentId"
            ),
            (
                "list-users", #"{"options":{"sort":[{"field":"email","order":"asc"},{"field":"x"}]}}"#,
                "Invalid parameter format: sort", "options.sort[1].field"
            ),
        ])
    func entry(operation: String, body: String, message: String, detail: String) throws {
        let answer = try service.answer(to: .post("/api/v3/\(operation)", body, headers: [token]))
        #expect(answer.message == message)
        let line = try #require(service.fixture.log.refusals.first)
        #expect(service.fixture.log.refusals.count == 1)
        #expect(line.level == .debug)
        #expect(line.text.contains(" detail=\(detail) operation=/api/v3/\(operation) "), "\(line.text)")
    }
}
