import HTTP
import Testing

@testable import ManagementAPI

/// What is known beside the public description of the management API, and the lookup of a request in it.
@Suite("Known operations")
struct KnownOperationsTests {
    private static func lines(_ rows: KnownOperations.Rows) -> [Substring] {
        "\(rows.text)".split(separator: "\n", omittingEmptySubsequences: false)
    }

    private func find(_ method: String, _ path: String) throws -> KnownOperations.Finding {
        var request = RequestText(target: path)
        request.method = method
        return try request.lend { KnownOperations.find($0.method, $0.path) }
    }

    @Test(
        "has as many operations of each source as that source has",
        arguments: [(0, 124), (1, 107), (2, 62)])
    func counts(source: Int, count: Int) {
        let rows = KnownOperations.elsewhere[source]
        #expect(KnownOperations.count(rows) == count)
        #expect(Self.lines(rows).count == count)
    }

    @Test("names each operation once, and none that the public description has")
    func noDuplicates() {
        let described = PublicOperation.all.map { "\($0.method) \($0.path)" }
        let calls = described + KnownOperations.elsewhere.flatMap(Self.lines).map(String.init)
        #expect(Set(calls).count == calls.count)
    }

    @Test("has a method and a path in each row, with variable parts where they are understood")
    func form() throws {
        let form = /(GET|POST|PUT|DELETE|ANY)\ (\/([A-Za-z0-9._:-]+|\{[A-Za-z]+\}))+(\/\*\*)?/
        for line in KnownOperations.elsewhere.flatMap(Self.lines) {
            let fits = try form.wholeMatch(in: line) != nil
            #expect(fits, "\(line)")
        }
    }

    @Test(
        "finds each operation by its row",
        arguments: KnownOperations.elsewhere.flatMap(lines).map(String.init))
    func all(row: String) throws {
        let words = row.split(separator: " ").map(String.init)
        let path = words[1].replacing(/\{\w+\}/, with: "some-id").replacing("**", with: "any/rest")
        let expected = words[0] == "ANY" ? "PUT \(path)" : row
        #expect(try find(words[0] == "ANY" ? "PUT" : words[0], path) == .operation(expected))
    }

    @Test(
        "names what clients call",
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

    @Test("names an operation whose methods are not sure for every method")
    func unsureMethods() throws {
        #expect(try find("GET", "/api/v3/list-sessions") == .operation("POST /api/v3/list-sessions"))
        #expect(try find("DELETE", "/login/profile/logout") == .operation("GET /login/profile/logout"))
        #expect(try find("GET", "/api/v3/update-application") == .otherMethods(["POST"]))
    }

    @Test("puts no more than 200 bytes of a request's path into a name")
    func longPath() throws {
        let path = "/graphql/" + String(repeating: "x", count: 5_000)
        #expect(try find("POST", path) == .operation("POST " + path.prefix(200)))
    }
}
