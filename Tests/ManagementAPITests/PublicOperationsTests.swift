import Bytes
import Testing

@testable import Contract
@testable import ManagementAPI

/// The operations of the description of the management API, held against what is known of it from elsewhere: its
/// counts, and samples of every irregular kind.
@Suite("Public operations")
struct PublicOperationsTests {
    private static let all = KnownOperations.all.filter { $0.source == .description }

    @Test("The list of public operations has the 425 operations on 420 paths of the public description")
    func counts() {
        #expect(Self.all.count == 425)
        #expect(Set(Self.all.map(\.path)).count == 420)
    }

    @Test("The list of public operations names no method and path twice")
    func noDuplicates() {
        let calls = Self.all.map { "\($0.method) \($0.path)" }
        #expect(Set(calls).count == calls.count)
    }

    @Test(
        "The list of public operations uses only the methods of the public description",
        arguments: [("GET", 163), ("POST", 257), ("DELETE", 4), ("PUT", 1)])
    func methods(method: String, count: Int) {
        #expect(Self.all.count { $0.method == method } == count)
    }

    @Test("The list of public operations keeps four paths outside /api/v3/")
    func pathsOutside() {
        let outside = Self.all.map(\.path).filter { !$0.hasPrefix("/api/v3/") }
        #expect(
            outside == [
                "/api/internal/v1/metadata/get-row-batch", "/api/internal/v1/metadata/list-fields",
                "/api/internal/v1/metadata/update-row", "/get-row-batch",
            ])
    }

    @Test(
        "The list of public operations writes every path in plain ASCII without query, space or trailing slash"
    )
    func plainPaths() {
        for operation in Self.all {
            let isPlain = operation.path.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"),
                    UInt8(ascii: "{"), UInt8(ascii: "}"):
                    true
                default: false
                }
            }
            #expect(isPlain && operation.path.last != "/", "\(operation.path)")
        }
    }

    @Test("The list of public operations has only {id} as a variable segment, on three paths")
    func variableSegments() {
        let variable = Self.all.filter { $0.path.contains("{") }
        #expect(variable.count == 3)
        #expect(variable.allSatisfy { $0.method == "DELETE" && $0.path.hasSuffix("/{id}") })
    }

    @Test(
        "The list of public operations counts the operations of each domain",
        arguments: [
            ("access-keys", 5), ("applications", 39), ("audit-logs", 2), ("authing-verify", 4),
            ("billing", 8), ("custom-fields", 9), ("data-objects", 35), ("data-permissions", 38),
            ("departments", 20), ("events", 6), ("groups", 12), ("identity-providers", 12),
            ("ldap-server", 7), ("messages", 5), ("metadata", 1), ("organizations", 8),
            ("pipelines", 8), ("posts", 10), ("public-accounts", 29), ("registration-whitelist", 3),
            ("resources", 24), ("risk-lists", 9), ("roles", 18), ("security", 4), ("sync-center", 11),
            ("tenant-members", 7), ("tenant-organizations", 2), ("tenants", 29), ("terminals", 11),
            ("token", 1), ("users", 40), ("webhooks", 8),
        ])
    func domainCounts(domain: String, count: Int) {
        #expect(Self.all.count { $0.domain == domain } == count)
    }

    @Test("The list of public operations has 32 domains")
    func domains() {
        #expect(Set(Self.all.map(\.domain)).count == 32)
    }

    @Test(
        "The list of public operations has the calls that clients make",
        arguments: [
            ["POST", "/api/v3/get-management-token", "token"],
            ["POST", "/api/v3/add-group-members", "groups"],
            ["GET", "/api/v3/get-group", "groups"],
            ["POST", "/api/v3/add-department-members", "departments"],
            ["POST", "/api/v3/search-departments-list", "departments"],
            ["GET", "/api/v3/get-organization-batch", "organizations"],
            ["GET", "/api/v3/list-users", "users"],
            ["POST", "/api/v3/list-users", "users"],
            ["POST", "/api/v3/users/field/decrypt", "users"],
            ["DELETE", "/api/v3/ip-list/{id}", "risk-lists"],
            ["PUT", "/api/v3/verify-config", "authing-verify"],
            ["POST", "/get-row-batch", "data-objects"],
        ])
    func samples(operation: [String]) {
        let isKnown = Self.all.contains { [$0.method, $0.path, $0.domain] == operation }
        #expect(isKnown)
    }
}
