import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

/// What one call costs in statements grows no faster than what the call names or meets.
@Suite("Costs that grow")
struct GrowthTests {
    /// Something that meets a number of siblings, members or nodes.
    struct Work: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// What is there before.
        let prepare: @Sendable (Fixture, Int) throws -> Void
        /// What is measured.
        let run: @Sendable (Fixture, Int) throws -> Void

        init(
            _ description: String, prepare: @escaping @Sendable (Fixture, Int) throws -> Void = { _, _ in },
            run: @escaping @Sendable (Fixture, Int) throws -> Void
        ) {
            testDescription = description
            self.prepare = prepare
            self.run = run
        }
    }

    private static let top = DepartmentReference("top", in: "o")

    private static func names(_ count: Int) -> [String] { (0..<count).map { "n\($0)" } }

    private static func makeUsers(in fixture: Fixture, _ count: Int) throws {
        for name in names(count) { try fixture.makeUsers(name) }
    }

    /// Departments `n0`, `n1`, … below one.
    private static func makeChildren(in fixture: Fixture, _ count: Int) throws {
        let key = try fixture.departments.key(of: top)
        for name in names(count) { try fixture.makeDepartment(name, below: key) }
    }

    private static func createTree(in fixture: Fixture, _ count: Int) throws {
        _ = try fixture.departments.createTree("TOP", children: names(count), tenantId: nil)
    }

    /// Everybody in three departments.
    private static func makeMembers(in fixture: Fixture, _ count: Int) throws {
        try makeChildren(in: fixture, count)
        try makeUsers(in: fixture, count)
        for id in ["top", "n0", "n1"] {
            try fixture.departments.members.add(names(count), to: DepartmentReference(id, in: "o"))
        }
    }

    private static let works = [
        Work("a tree of new departments", run: createTree),
        Work("a tree of departments that are there", prepare: createTree, run: createTree),
        Work("a department with children goes", prepare: makeChildren) { fixture, _ in
            try fixture.departments.delete(top)
        },
        Work("an organization with members in several departments goes", prepare: makeMembers) { fixture, _ in
            try fixture.organizations.delete("o", tenantId: nil)
        },
        Work("members come and go", prepare: makeUsers) { fixture, count in
            try fixture.departments.members.add(names(count), to: top)
            try fixture.departments.members.remove(names(count), from: top)
            try fixture.groups.members.add(names(count), to: "g")
            try fixture.groups.members.remove(names(count), from: "g")
        },
        Work("leaders are named", prepare: makeUsers) { fixture, count in
            var changes = DepartmentChanges()
            changes.leaderUserIds = names(count)
            _ = try fixture.departments.update(top, changes)
        },
        Work(
            "a user of many groups and departments resigns",
            prepare: { fixture, count in
                try makeChildren(in: fixture, count)
                try fixture.makeUsers("u")
                for name in names(count) {
                    try fixture.makeGroup(name)
                    try fixture.groups.members.add(["u"], to: name)
                    try fixture.departments.members.add(["u"], to: DepartmentReference(name, in: "o"))
                }
            },
            run: { fixture, _ in try fixture.users.resign([try fixture.users.find("u")]) }),
        Work("a filter names departments and those below", prepare: makeMembers) { fixture, count in
            var query = UserQuery()
            let selection = DepartmentSelection(top, includesChildren: true)
            query.filters = [
                UserFilter(.departments(Array(repeating: selection, count: count)), .isIn)
            ]
            _ = try fixture.users.list(query, page: .everything)
        },
        Work("children, trees and members are listed", prepare: makeMembers) { fixture, _ in
            _ = try fixture.departments.children(of: top, .init(status: nil, isVirtualNode: nil))
            _ = try fixture.departments.tree(from: top)
            for sorting in DepartmentMembers.Sorting.allCases {
                _ = try fixture.departments.members.list(
                    of: top,
                    .init(sorting: sorting, order: .ascending, includingChildren: true, page: .everything))
            }
            _ = try fixture.departments.members.search(
                "n", in: top, includingChildren: true, page: .everything)
        },
    ]

    private static func steps(of work: Work, _ count: Int) throws -> Int {
        let fixture = try Fixture()
        let root = try fixture.makeOrganization("o")
        try fixture.makeDepartment("top", below: root)
        try fixture.makeGroup("g")
        try work.prepare(fixture, count)
        return try fixture.connection.steps { try work.run(fixture, count) }
    }

    @Test("The cost of a call grows with what it reads, not with its square", arguments: works)
    func linear(work: Work) throws {
        let few = try Self.steps(of: work, 100)
        let many = try Self.steps(of: work, 400)
        #expect(few > 100, "the work meets nothing")
        #expect(many < few * 5, "\(few) steps for 100, \(many) for 400")
    }

    @Test("The cost of creating a tree does not grow with departments of the same names elsewhere")
    func namesakes() throws {
        func steps(elsewhere count: Int) throws -> Int {
            let fixture = try Fixture()
            let root = try fixture.makeOrganization("o")
            try fixture.makeDepartment("top", below: root)
            let other = try fixture.makeOrganization("p")
            for name in Self.names(count) {
                let parent = try fixture.makeDepartment("p\(name)", below: other)
                try fixture.departments.create(NewDepartment(name: "sales"), at: .child(of: parent))
            }
            return try fixture.connection.steps {
                _ = try fixture.departments.createTree("TOP", children: ["sales"], tenantId: nil)
            }
        }
        #expect(try steps(elsewhere: 400) < steps(elsewhere: 10) + 20)
    }
}
