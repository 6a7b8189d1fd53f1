import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

@Suite("Naming departments")
struct DepartmentReferenceTests {
    private let fixture: Fixture
    private let engineering: Int64
    private let twin: Int64
    private let root: Int64
    private let otherRoot: Int64
    private let tenantRoot: Int64

    init() throws {
        fixture = try Fixture()
        root = try fixture.makeOrganization("steamory")
        otherRoot = try fixture.makeOrganization("other")
        tenantRoot = try fixture.makeOrganization("steamory", tenantId: "t1")
        engineering = try fixture.makeDepartment("d1", below: root) {
            $0.code = "engineering"
            $0.openDepartmentId = "open-1"
            $0.customId = "custom-1"
        }
        try fixture.departments.addSyncRelation(
            SyncRelation(provider: "lark", userIdInIdp: "od:1"), to: engineering)
        // The same names in another organization must not be mixed up with these.
        twin = try fixture.makeDepartment("d2", below: otherRoot) {
            $0.code = "engineering"
            $0.openDepartmentId = "open-1"
            $0.customId = "custom-1"
        }
        try fixture.departments.addSyncRelation(
            SyncRelation(provider: "lark", userIdInIdp: "od:1"), to: twin)
    }

    private func key(
        _ id: String, _ type: DepartmentIdType = .departmentId, in code: String = "steamory",
        tenantId: String? = nil
    ) throws -> Int64 {
        try fixture.departments.key(
            of: DepartmentReference(organizationCode: code, tenantId: tenantId, departmentId: id, type: type))
    }

    private static let ids: [(DepartmentIdType, String)] = [
        (.departmentId, "d1"), (.openDepartmentId, "open-1"), (.syncRelation, "lark:od:1"),
        (.customField, "custom-1"), (.code, "engineering"),
    ]

    @Test("A department reference finds a department of the organization by each kind of id", arguments: ids)
    func found(type: DepartmentIdType, id: String) throws {
        #expect(try key(id, type) == engineering)
    }

    @Test(
        "A department reference finds the department of the other organization by the same id",
        arguments: ids.dropFirst())
    func sameId(type: DepartmentIdType, id: String) throws {
        #expect(try key(id, type, in: "other") == twin)
    }

    @Test(
        "A department reference finds none by an id of another kind, with the id in the error",
        arguments: ids,
        DepartmentIdType.allCases)
    func otherKind(id: (type: DepartmentIdType, id: String), type: DepartmentIdType) throws {
        if id.type == type { return }
        #expect(throws: DepartmentError.notFound(id: id.id)) { try key(id.id, type) }
    }

    @Test(
        "A department reference finds none by an unknown or incomplete id",
        arguments: [
            (.departmentId, "D1"), (.departmentId, "额！ "), (.syncRelation, "lark"), (.syncRelation, "lark:"),
            (.syncRelation, ":od:1"), (.syncRelation, "ldap:od:1"), (.code, "Engineering"),
        ] as [(DepartmentIdType, String)])
    func unknown(type: DepartmentIdType, id: String) {
        #expect(throws: DepartmentError.notFound(id: id)) { try key(id, type) }
    }

    @Test(
        "A department reference accepts root for the organization's root, whatever the kind of id",
        arguments: DepartmentIdType.allCases)
    func rootAlias(type: DepartmentIdType) throws {
        #expect(try key("root", type) == root)
        #expect(try key("root", type, in: "other") == otherRoot)
        #expect(throws: DepartmentError.notFound(id: "Root")) { try key("Root", type) }
    }

    @Test("A department reference finds the root by its own id and by the organization's code")
    func rootById() throws {
        #expect(try key("root-of-steamory") == root)
        #expect(try key("steamory", .code) == root)
    }

    @Test("A department reference does not find a department of another organization")
    func otherOrganization() {
        #expect(throws: DepartmentError.notFound(id: "d1")) { try key("d1", in: "other") }
        #expect(throws: DepartmentError.notFound(id: "d1")) { try key("d1", tenantId: "t1") }
    }

    @Test(
        "A department reference looks an organization up among those of the tenant, or of the pool itself without one"
    )
    func tenants() throws {
        #expect(try key("root", tenantId: nil) == root)
        #expect(try key("root", tenantId: "") == root)
        #expect(try key("root", tenantId: "t1") == tenantRoot)
        #expect(throws: OrganizationError.notFound(code: "other")) {
            try key("root", in: "other", tenantId: "t1")
        }
    }

    @Test(
        "A department reference reports an unknown organization with its code as it came",
        arguments: ["", " ", "额！ ", "Steamory"])
    func unknownOrganization(code: String) {
        #expect(throws: OrganizationError.notFound(code: code)) { try key("d1", in: code) }
    }

    @Test("A department reference does not take a department's code for an organization's")
    func departmentCode() {
        #expect(throws: OrganizationError.notFound(code: "engineering")) {
            try key("root", in: "engineering")
        }
    }
}
