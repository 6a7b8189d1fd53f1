import HTTP
import HTTPServer
import JSON
import Platform
import PoolEngine
import SQLite
import Seeds
import TestSupport
import Testing

@testable import Control

/// The control API over pools without domains, through a real server.
@Suite("Control service")
struct ControlServiceTests {
    /// Pools that have an identity and no other contents.
    private static let seeds = SeedFormat(PoolDefinition([]), sections: [])

    /// Sends one request and returns the complete response.
    private func answer(_ method: String, _ path: String) throws -> RawReply {
        let text = #"{"userPools":[{"id":"p","name":"P","accessKeys":[{"id":"k","secret":"s"}]}]}"#
        let seeds = try Self.seeds.parse(Array(text.utf8), named: "a seed")
        let pools = try UserPools(
            Self.seeds.definition, storage: .memory, durability: .process, seeds: seeds,
            replacingExisting: false, fallback: { [] }, environment: .system())
        let service = ControlService(
            version: "1.2.3", pools: pools, seeds: Self.seeds, environment: .system(),
            description: { Array(#"{"openapi":"3.1.0"}"#.utf8) }, explain: { _, _ in [] },
            unreadInputs: { _ in [] }, reasonAgainstFault: { _ in nil }, coverage: { [] },
            makeToken: { _, _, _ in "" },
            logRefusal: { _, _, _, _ in })
        let server = Server(configuration: Configuration(), handler: Handler(service: service))
        let port = try server.start().port
        defer { server.stop(within: .seconds(1)) {} }
        let client = try RawClient(port: port)
        client.send("\(method) \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
        return try client.reply(toHead: method == "HEAD")
    }

    private struct Handler: RequestHandler {
        let service: ControlService

        func respond(to request: borrowing Request, with responder: Responder) {
            service.respond(to: request, at: request.path, with: responder)
        }

        func response(to refusal: Refusal) -> Response { Response(status: refusal.status) }

        func roundEnded() {}
    }

    @Test("The control service answers the health check with the version")
    func health() throws {
        let reply = try answer("GET", "/_emulator/health?verbose=1")
        #expect(reply.status == 200)
        #expect(reply.text == #"{"status":"ok","version":"1.2.3"}"#)
    }

    @Test("The control service answers the description of what is emulated")
    func openAPI() throws {
        let reply = try answer("GET", "/_emulator/openapi.json")
        #expect(reply.status == 200)
        #expect(reply["content-type"]?.hasPrefix("application/json") == true)
        #expect(reply.text == #"{"openapi":"3.1.0"}"#)
    }

    @Test("The control service answers the health check's HEAD without the body")
    func head() throws {
        let reply = try answer("HEAD", "/_emulator/health")
        #expect(reply.status == 200 && reply.body.isEmpty)
    }

    @Test(
        "The control service refuses other methods for the health check",
        arguments: ["POST", "PUT", "DELETE", "OPTIONS"])
    func wrongMethod(method: String) throws {
        let reply = try answer(method, "/_emulator/health")
        #expect(reply.status == 405)
        #expect(reply["allow"] == "GET, HEAD")
        let error = try #require(try Document(parsing: reply.body).root["error"])
        #expect(error["code"]?.string == "method_not_allowed" && error["message"]?.string != nil)
    }

    @Test(
        "The control service answers 404 for every other path",
        arguments: ["/_emulator/", "/_emulator/health/", "/_emulator/Health", "/_emulator/%FF"])
    func unknown(path: String) throws {
        #expect(try answer("GET", path).status == 404)
    }

    @Test("The control service lists pools of an engine without domains")
    func pools() throws {
        let root = try Document(parsing: try answer("GET", "/_emulator/user-pools").body).root
        let ids = root["userPools"]?.elements.map { $0["id"]?.string }
        #expect(ids == ["p"])
    }

    @Test("No two calls of the control API have the same id, or the same method and path")
    func routes() {
        let routes = ControlRoute.all
        #expect(Set(routes.map(\.id)).count == routes.count)
        #expect(Set(routes.map { "\($0.method.rawValue) \($0.path)" }).count == routes.count)
    }
}
