import Bytes
import HTTP
import Testing

@testable import Contract
@testable import ManagementAPI

/// From a method and a path to a route.
@Suite("Route table")
struct RouteTableTests {
    private static let table = RouteTable(.ofTests)

    /// The route as text.
    private func route(_ method: String, _ path: String) throws -> String {
        var request = RequestText(target: path)
        request.method = method
        return try request.lend { request in
            switch Self.table.route(request.method, request.path) {
            case .operation(let entry): "operation \(entry.declaration.path)"
            case .notEmulated(let name): "not emulated \(name)"
            case .wrongMethod(let allowed): "allow \(allowed)"
            case .unknown: "unknown"
            }
        }
    }

    @Test(
        "The route table knows every operation of the public description",
        arguments: KnownOperations.all.filter { $0.source == .description })
    func all(operation: KnownOperation) throws {
        let emulated = EmulatedOperations.ofTests.all.contains {
            $0.declaration.path == operation.path && $0.declaration.method.rawValue == operation.method
        }
        let expected =
            emulated ? "operation \(operation.path)" : "not emulated \(operation.method) \(operation.path)"
        let path = operation.path.hasSuffix("/{id}") ? operation.path.dropLast(4) + "some-id" : operation.path
        #expect(try route(operation.method, path) == expected)
    }

    @Test(
        "The route table has each emulated operation in the public description",
        arguments: EmulatedOperations.ofTests.all.map {
            [$0.declaration.method.rawValue, $0.declaration.path]
        })
    func emulated(operation: [String]) {
        let declarations = EmulatedOperations.ofTests.all.map(\.declaration)
        #expect(declarations.count { [$0.method.rawValue, $0.path] == operation } == 1)
        let described = KnownOperations.all.filter { $0.source == .description }
        #expect(described.contains { [$0.method, $0.path] == operation })
    }

    @Test(
        "The route table lists the methods of a path",
        arguments: [
            ("GET", "/api/v3/add-group-members", "allow POST"),
            ("HEAD", "/api/v3/add-group-members", "allow POST"),
            ("POST", "/api/v3/get-group", "allow GET, HEAD"),
            ("OPTIONS", "/api/v3/get-group", "allow GET, HEAD"),
            ("DELETE", "/api/v3/list-users", "allow GET, HEAD, POST"),
            ("GET", "/api/v3/ip-list/x", "allow DELETE"),
            ("PATCH", "/api/v3/verify-config", "allow GET, HEAD, PUT"),
            ("GET", "/api/v3/get-management-token", "allow POST"),
            ("GET", "/api/v3/signin", "allow POST"),
            ("POST", "/api/v3/get-profile", "allow GET, HEAD"),
            ("PUT", "/oidc/me", "allow GET, HEAD, POST"),
            ("PUT", "/api/v3/approval", "allow GET, HEAD, POST"),
            ("GET", "/api/v3/webauthn/credentials/x", "allow DELETE, PUT"),
            ("PUT", "/api/v3/list-post", "allow GET, HEAD, POST"),
        ])
    func wrongMethod(method: String, path: String, expected: String) throws {
        #expect(try route(method, path) == expected)
    }

    @Test("The route table sends HEAD where GET goes")
    func head() throws {
        #expect(try route("HEAD", "/api/v3/get-group") == "operation /api/v3/get-group")
    }

    @Test(
        "The route table knows no other path, not even one that another server might clean",
        arguments: [
            "/", "/api/v3", "/api/v3/", "/api/v3/add-group-member",
            "/API/v3/get-group", "/api/v3/Get-Group", "/api/v3/get%2Dgroup", "/api/v3/../v3/get-group",
            "/api/v3/ip-list/a/b", "/x/ip-list/a",
            "/api/v3/get-group/x", "/api/v3/signin/x", "/graphqlx", "/api/v2", "/api/v1/x", "/cas-idp/",
            "/cas-idp",
            "/cas-idp/app/more/than/that", "/oidc", "/oidc/tokens", "/a/b/oidc/token",
            "/app/api/v3/get-group", "/app/api/v3/create-webhook",
        ])
    func unknown(path: String) throws {
        #expect(try route("GET", path) == "unknown")
        #expect(try route("DELETE", path) == "unknown")
    }

    @Test(
        "The route table finds the route of a path without its extra slashes",
        arguments: [
            ("/api/v3/kick-users/", "operation /api/v3/kick-users"),
            ("/api/v3/kick-users///", "operation /api/v3/kick-users"),
            ("//api/v3/kick-users", "operation /api/v3/kick-users"),
            ("/api//v3//kick-users/", "operation /api/v3/kick-users"),
            ("//api/v3/get-management-token/", "operation /api/v3/get-management-token"),
            ("//api/v3/list-groups/", "allow GET, HEAD"),
            ("//api/v3/create-webhook/", "not emulated POST /api/v3/create-webhook"),
            ("/api/v3/kick-users/x/", "unknown"),
            ("/get-row-batch/", "not emulated POST /get-row-batch"),
            ("//oidc/token", "not emulated POST /oidc/token"),
            ("/api/v3/add-group-member/", "unknown"), ("//API/v3/kick-users", "unknown"),
            ("/", "unknown"), ("//", "unknown"),
        ])
    func extraSlashes(path: String, expected: String) throws {
        #expect(try route("POST", path) == expected)
    }
}
