import Testing

@testable import ManagementAPI

/// The table of the public description, held against what is known of it from
/// elsewhere: its counts, and samples of every irregular kind.
@Suite("Public operations")
struct PublicOperationsTests {
    @Test("has the 425 operations on 420 paths of the public description")
    func counts() {
        #expect(PublicOperation.all.count == 425)
        #expect(Set(PublicOperation.all.map(\.path)).count == 420)
    }

    @Test("names no method and path twice")
    func noDuplicates() {
        let calls = PublicOperation.all.map { "\($0.method) \($0.path)" }
        #expect(Set(calls).count == calls.count)
    }

    @Test(
        "uses only the methods of the public description",
        arguments: [("GET", 163), ("POST", 257), ("DELETE", 4), ("PUT", 1)])
    func methods(method: String, count: Int) {
        #expect(PublicOperation.all.count { $0.method == method } == count)
    }

    @Test("keeps four paths outside /api/v3/")
    func pathsOutside() {
        let outside = PublicOperation.all.map(\.path).filter { !$0.hasPrefix("/api/v3/") }
        #expect(
            outside == [
                "/api/internal/v1/metadata/get-row-batch", "/api/internal/v1/metadata/list-fields",
                "/api/internal/v1/metadata/update-row", "/get-row-batch",
            ])
    }

    @Test("writes every path in plain ASCII without query, space or trailing slash")
    func plainPaths() {
        for operation in PublicOperation.all {
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

    @Test("has only {id} as a variable segment, on three paths")
    func variableSegments() {
        let variable = PublicOperation.all.filter { $0.path.contains("{") }
        #expect(variable.count == 3)
        #expect(variable.allSatisfy { $0.method == "DELETE" && $0.path.hasSuffix("/{id}") })
    }

    @Test(
        "counts the operations of each domain",
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
        #expect(PublicOperation.all.count { $0.domain == domain } == count)
    }

    @Test("has 32 domains")
    func domains() {
        #expect(Set(PublicOperation.all.map(\.domain)).count == 32)
    }

    @Test("groups by domain, and sorts each domain by path and then method")
    func order() {
        var finished: Set<String> = []
        for (earlier, later) in zip(PublicOperation.all, PublicOperation.all.dropFirst()) {
            if earlier.domain == later.domain {
                #expect((earlier.path, earlier.method) < (later.path, later.method))
            } else {
                finished.insert(earlier.domain)
                #expect(!finished.contains(later.domain), "\(later.domain) is torn apart")
            }
        }
    }

    @Test(
        "knows the calls people make",
        arguments: [
            PublicOperation(method: "POST", path: "/api/v3/get-management-token", domain: "token"),
            PublicOperation(method: "POST", path: "/api/v3/add-group-members", domain: "groups"),
            PublicOperation(method: "GET", path: "/api/v3/get-group", domain: "groups"),
            PublicOperation(method: "POST", path: "/api/v3/add-department-members", domain: "departments"),
            PublicOperation(method: "POST", path: "/api/v3/search-departments-list", domain: "departments"),
            PublicOperation(method: "GET", path: "/api/v3/get-organization-batch", domain: "organizations"),
            PublicOperation(method: "GET", path: "/api/v3/list-users", domain: "users"),
            PublicOperation(method: "POST", path: "/api/v3/list-users", domain: "users"),
            PublicOperation(method: "POST", path: "/api/v3/users/field/decrypt", domain: "users"),
            PublicOperation(method: "DELETE", path: "/api/v3/ip-list/{id}", domain: "risk-lists"),
            PublicOperation(method: "PUT", path: "/api/v3/verify-config", domain: "authing-verify"),
            PublicOperation(method: "POST", path: "/get-row-batch", domain: "data-objects"),
        ])
    func samples(operation: PublicOperation) {
        let isKnown = PublicOperation.all.contains(operation)
        #expect(isKnown)
    }
}
