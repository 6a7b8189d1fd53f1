import HTTP
import JSON
import Testing

@testable import Control

/// Calls of the control API as tools.
@Suite("Control tool")
struct ControlToolTests {
    private func tool(_ name: String) throws -> ControlTool {
        try #require(ControlTool.all.first { $0.name == name })
    }

    private func request(_ name: String, _ arguments: String) throws -> ControlTool.Request {
        try tool(name).request(Document(parsing: Array(arguments.utf8)).root)
    }

    @Test("Each call but the stream is a tool, whose parameters have different names")
    func names() {
        #expect(ControlTool.all.count == ControlRoute.all.count - 1)
        for route in ControlRoute.all {
            #expect(Set(route.argumentNames).count == route.argumentNames.count, "\(route.id)")
        }
    }

    @Test("The arguments are put into the path, the query and the body")
    func parameters() throws {
        let list = try request(
            "listRequests", #"{"userPoolId":"a/b","statusCode":200,"operation":"x&y","limit":null}"#)
        #expect(list.target == "/user-pools/a%2Fb/requests?operation=x%26y&statusCode=200")
        #expect(list.method == .get && list.body == [])
        let plan = try request("planFault", #"{"userPoolId":"p","effect":{"http":503},"when":{"first":2}}"#)
        #expect(plan.target == "/user-pools/p/faults" && plan.method == .post)
        #expect(String(decoding: plan.body, as: UTF8.self) == #"{"when":{"first":2},"effect":{"http":503}}"#)
        #expect(try tool("listUserPools").request(nil).target == "/user-pools")
    }

    @Test(
        "Arguments that are missing, unknown or no text are named",
        arguments: [
            ("listRequests", "{}", "userPoolId is missing"),
            ("listRequests", #"{"userPoolId":[]}"#, "userPoolId must"),
            ("listUserPools", #"{"pool":1}"#, "listUserPools has no argument pool; it has none"),
            ("resetUserPool", #"{"pool":1}"#, "resetUserPool has no argument pool; it has userPoolId"),
        ])
    func refusals(name: String, arguments: String, reason: String) throws {
        let error = try #require(throws: ControlTool.InvalidArguments.self) {
            try request(name, arguments)
        }
        #expect(error.reason.hasPrefix(reason))
    }

    @Test("A schema has the schemas of its objects inside")
    func schema() throws {
        for tool in ControlTool.all {
            let text = String(decoding: tool.inputSchema, as: UTF8.self)
            #expect(
                text.hasPrefix(#"{"type":"object","properties":{"#) && !text.contains("$ref"), "\(tool.name)")
        }
        let schema = try Document(parsing: tool("planFault").inputSchema).root
        #expect(schema["properties"]?["effect"]?["properties"]?["http"]?["type"]?.string == "integer")
        #expect(schema["properties"]?["effect"]?["description"] != nil)
    }
}
