import HTTP
import Testing

@testable import Contract
@testable import ManagementAPI

/// The table of known operations, and the lookup of a request in it.
@Suite("Known operations")
struct KnownOperationsTests {
    private static let all = KnownOperations.all

    private func find(_ method: String, _ path: String) throws -> KnownOperations.Finding {
        var request = RequestText(target: path)
        request.method = method
        return try request.lend { KnownOperations.find($0.method, $0.path) }
    }

    @Test("Known operations have one well-formed line each")
    func lines() throws {
        let texts = [KnownOperations.fixedPaths, KnownOperations.patterns].map { "\($0)" }
        let lines = texts.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false) }
        #expect(Self.all.count == lines.count)
        let form =
            /(\/([A-Za-z0-9._:-]+|\{[A-Za-z]+\}))+(\/\*\*)?\ (GET|POST|PUT|DELETE|ANY)\ [a-z]+\ [a-z0-9-]+/
        for line in lines {
            let fits = try form.wholeMatch(in: line) != nil
            #expect(fits, "\(line)")
        }
    }

    @Test("Known operations have their fixed paths in the order of bytes, which the lookup needs")
    func order() {
        let lines = "\(KnownOperations.fixedPaths)".split(separator: "\n").map { Array($0.utf8) }
        for (earlier, later) in zip(lines, lines.dropFirst()) {
            #expect(earlier.lexicographicallyPrecedes(later), "\(String(decoding: later, as: UTF8.self))")
        }
    }

    @Test(
        "Known operations are as many of each source as that source has",
        arguments: [
            (KnownOperation.Source.description, 425), (.authentication, 107), (.sdk, 124), (.live, 62),
        ])
    func counts(source: KnownOperation.Source, count: Int) {
        #expect(Self.all.count { $0.source == source } == count)
    }

    @Test("Known operations are named once each")
    func noDuplicates() {
        #expect(Set(Self.all.map { "\($0.method) \($0.path)" }).count == Self.all.count)
    }

    @Test(
        "Known operations are found by method and path", arguments: all.filter { $0.source != .description })
    func find(operation: KnownOperation) throws {
        let path = operation.path.replacing(/\{\w+\}/, with: "some-id").replacing("**", with: "any/rest")
        let isAny = operation.method == "ANY"
        let expected = isAny ? "PUT \(path)" : "\(operation.method) \(operation.path)"
        #expect(try find(isAny ? "PUT" : operation.method, path) == .operation(expected))
    }

    @Test(
        "Known operations are not found by a path that is not one of theirs",
        arguments: [
            "/", "/a", "/zzz", "/api/v3/", "/api/v3/get-grou", "/api/v3/get-group2", "/api/v3/get-group/x",
        ])
    func unknown(path: String) throws {
        #expect(try find("GET", path) == .nothing)
    }

    @Test(
        "The table of known operations names what clients call",
        arguments: [
            ("POST", "/api/v3/update-application", "POST /api/v3/update-application"),
            ("POST", "/api/v3/list-sessions", "POST /api/v3/list-sessions"),
            ("POST", "/api/v3/signin", "POST /api/v3/signin"),
            ("HEAD", "/api/v3/get-profile", "GET /api/v3/get-profile"),
            ("POST", "/oidc/token", "POST /oidc/token"),
            ("GET", "/oidc/token/introspection", "GET /oidc/token/introspection"),
            ("GET", "/app/oidc/.well-known/jwks.json", "GET /{appId}/oidc/.well-known/jwks.json"),
            ("POST", "/app/oidc/token", "POST /{appId}/oidc/token"),
            ("POST", "/app/api/v3/signin", "POST /{appId}/api/v3/signin"),
            ("GET", "/app/api/v3/get-captcha-code", "GET /{appId}/api/v3/get-captcha-code"),
            ("GET", "/a/a/oidc/.well-known/jwks.json", "GET /{appId}/{appId}/oidc/.well-known/jwks.json"),
            ("GET", "/cas-idp/logout", "GET /cas-idp/logout"),
            ("GET", "/cas-idp/app/serviceValidate", "GET /cas-idp/{appId}/serviceValidate"),
            ("GET", "/api/v2/saml-idp/app", "GET /api/v2/saml-idp/{appId}"),
            ("POST", "/graphql/v2", "POST /graphql/v2"),
            ("GET", "/graphql", "GET /graphql"),
            ("PATCH", "/api/v2/users/some-id", "PATCH /api/v2/users/some-id"),
        ])
    func samples(method: String, path: String, name: String) throws {
        #expect(try find(method, path) == .operation(name))
    }

    @Test("The table of known operations finds an operation with uncertain methods for every method")
    func unsureMethods() throws {
        #expect(try find("GET", "/api/v3/list-sessions") == .operation("POST /api/v3/list-sessions"))
        #expect(try find("DELETE", "/login/profile/logout") == .operation("GET /login/profile/logout"))
        #expect(try find("GET", "/api/v3/update-application") == .otherMethods(["POST"]))
    }

    @Test("The table of known operations uses at most 200 bytes of a request's path as a name")
    func longPath() throws {
        let path = "/graphql/" + String(repeating: "x", count: 5_000)
        #expect(try find("POST", path) == .operation("POST " + path.prefix(200)))
    }
}
