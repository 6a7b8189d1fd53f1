import Directory
import JSON
import Testing

@testable import ManagementAPI

/// The domain of the guides: a client calls it as the domains of the program.
@Suite("A domain of the guides")
struct EventAppsTests {
    private let service: RunningService
    private let token: (name: String, value: String)

    init() throws {
        service = try RunningService(Fixture(Domain.all + [.eventApps]))
        let answer = try service.answer(
            to: .post(
                "/api/v3/get-management-token",
                #"{"accessKeyId":"KEY","accessKeySecret":"\#(Fixture.secret)"}"#
            ))
        token = ("Authorization", try #require(answer.data?["access_token"]?.string))
    }

    private func create(_ body: String) throws -> Answer {
        try service.answer(to: .post("/api/v3/create-event-app", body, headers: [token]))
    }

    private func list() throws -> [String] {
        let answer = try service.answer(to: .get("/api/v3/list-event-apps", headers: [token]))
        let list = try #require(answer.data?["list"]?.elements)
        let apps = list.map {
            $0.members.map { "\($0.name.string ?? "")=\($0.value.string ?? "")" }.joined(separator: " ")
        }
        #expect(answer.statusCode == 200 && answer.data?["totalCount"]?.int64 == Int64(apps.count))
        return apps
    }

    @Test("An operation of a new domain changes what another one replies")
    func works() throws {
        #expect(try list() == [])
        for app in ["a", "b"] {
            let answer = try create(#"{"identifier":"\#(app)","name":"App","logo":"/\#(app).png"}"#)
            #expect(answer.statusCode == 200 && answer.data == nil)
        }
        let listed = try list()
        #expect(listed == ["identifier=b name=App logo=/b.png", "identifier=a name=App logo=/a.png"])
    }

    @Test("An operation of a new domain refuses what its declaration and its rules do not allow")
    func refuses() throws {
        let app = #"{"identifier":"a","name":"App","logo":"/a.png"}"#
        #expect(try create(app).statusCode == 200)
        #expect(try create(app).statusCode == 409)
        let incomplete = try create(#"{"identifier":"b","name":""}"#)
        #expect(incomplete.statusCode == 400)
        #expect(incomplete.message == "Invalid parameter format: name, logo")
        #expect(try list().count == 1)
    }

    @Test("An operation that is described and has no domain returns 501")
    func withoutDomain() throws {
        let other = try RunningService(Fixture())
        #expect(try other.answer(to: .get("/api/v3/list-event-apps")).status == 501)
    }
}
