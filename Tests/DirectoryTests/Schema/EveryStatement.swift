import SQLite
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

/// Does everything that can be done to a directory, so that every statement of it is prepared.
struct EveryStatement {
    /// The statements in the order in which they were first run.
    private(set) var statements: [SQL] = []

    private let world: World
    private let page = Page(number: 2, limit: 1)
    private let department = DepartmentReference("d1", in: "steamory")

    private final class Record {
        var statements: [SQL] = []
    }

    /// Does it all.
    init() throws {
        let record = Record()
        world = try World()
        world.connection.onPrepare = { record.statements.append($0) }
        try seed(record)
        try exerciseGroups()
        try exerciseOrganizations()
        try exerciseUsers()
        try exerciseRelations()
        try exerciseLists()
        try exerciseDepartments()
        try exerciseMembers()
        try exerciseDeletion()
        world.connection.onPrepare = nil
        statements = record.statements
    }

    /// The steps of a statement's plan (https://sqlite.org/eqp.html).
    func plan(of statement: SQL) throws -> [String] {
        try world.connection.all(SQL("EXPLAIN QUERY PLAN \(statement.text)")) { $0.text(3) }
    }

    private func seed(_ record: Record) throws {
        let seeds = try SeedText.parse(
            SeedText.pool(
                #"""
                "accessKeys": [{"id": "k", "secret": "s"}],
                "customFields": [
                    {"targetType": "USER", "key": "size", "dataType": "ENUM", "isUnique": true,
                     "options": [{"value": "s"}, {"value": "l"}]}],
                "users": [{"userId": "u1", "username": "n1", "mainDepartmentId": "d", "customData": {"size": "s"}}],
                "groups": [{"code": "g", "name": "G", "description": "", "type": "static", "members": ["n1"], "updatedAt": "2024-01-01T00:00:00Z"}],
                "organizations": [{"organizationCode": "o", "organizationName": "O", "updatedAt": "2024-01-01T00:00:00Z", "departments": [
                    {"departmentId": "d", "name": "D", "members": ["u1"], "leaderUserIds": ["u1"],
                     "syncRelations": [{"provider": "lark", "userIdInIdp": "x"}]}]}]
                """#))
        let connection = try Connection(path: ":memory:")
        connection.onPrepare = { record.statements.append($0) }
        for seed in seeds {
            try seed.build(on: connection, environment: .fake(), isLarge: true)
            _ = try SeedSummary(of: seed, on: connection)
        }
        // The plans are asked for on another connection, which needs the table, too.
        try world.connection.execute(SeedBuild.wantedMainDepartments)
        _ = try SeedFormat.directory.text(of: connection)
    }

    private func exerciseGroups() throws {
        try world.makeUsers("u1", "u2", "u3")
        _ = try world.groups.add(NewGroup(code: "a", name: "A"))
        _ = try world.groups.createOrUpdate("a", name: "B", description: nil, type: nil)
        _ = try world.groups.list(keywords: nil, page: page)
        _ = try world.groups.list(keywords: "a", page: Page(number: 1, limit: 10))
        try world.groups.members.add(["u1", "u2", "u2"], to: "a")
        try world.groups.members.remove(["u2", "u3"], from: "a")
        _ = try world.groups.members.list(of: "a", page: page)
        _ = try world.groups.members.list(of: try world.groups.get("a"))
        _ = try world.groups.list(of: try world.users.find("u1"))
    }

    private func exerciseOrganizations() throws {
        let organizations = world.organizations
        _ = try organizations.add(NewOrganization(organizationCode: "o", organizationName: "O"))
        var changes = OrganizationChanges()
        changes.leaderUserIds = ["u1"]
        _ = try organizations.update("o", tenantId: nil, changes)
        let root = try organizations.get("o", tenantId: nil).root.departmentId
        try organizations.setStatus(ofRoot: root, to: true)
        _ = try organizations.list(tenantId: nil, status: nil, page: page)
        _ = try organizations.search("o", tenantId: nil, page: page)
        try organizations.delete("o", tenantId: nil)
    }

    private func exerciseUsers() throws {
        let root = try world.makeOrganization("steamory")
        let parent = try world.makeDepartment("d1", below: root)
        try world.makeDepartment("d2", below: parent)
        let users = world.users
        var user = NewUser()
        for attribute in UserAttribute.allCases { user.attributes[attribute] = "a@b.c" }
        let made = try users.add(user, departmentIds: ["d1"], type: .departmentId)
        for type in UserIdType.allCases { _ = try users.findKnown(["a@b.c", "a:b"], type: type) }
        for type in DepartmentIdType.allCases {
            _ = try? users.departmentKey(of: "p:none", type: type)
            _ = try? world.departments.get(DepartmentReference("p:none", in: "steamory", type: type))
        }
        _ = try users.contains(anyOf: user.attributes)
        var changes = UserChanges()
        changes.attributes = user.attributes
        changes.status = .archived
        changes.customData = "{}"
        _ = try users.update(made, with: changes)
        let assignments = ["d1", "d2"].map {
            DepartmentAssignment(departmentId: $0, isLeader: true, isMainDepartment: $0 == "d1")
        }
        try users.setDepartments(assignments, of: made)
        try users.setDepartments([assignments[1]], of: made)
        try world.groups.members.add([made.userId], to: "a")
        try users.texts.index()
        try exerciseCredentials(of: made)
        _ = try users.update(try users.find("u3"), with: self.changes(named: "other"))
        try users.resign([made])
        try users.delete([made])
    }

    private func exerciseCredentials(of user: User) throws {
        var changes = UserChanges()
        changes.password = .hashed(try PasswordHash(of: "secret", random: SeededRandom(seed: 1)))
        changes.resetPasswordOnNextLogin = true
        _ = try world.users.update(user, with: changes)
        _ = try world.users.passwordHash(of: user)
        try world.users.importOtp([(userId: user.userId, otp: OtpSecret(secret: "s", recoveryCode: nil))])
        _ = try world.users.otp(of: user)
        var mfa = UserMfa()
        mfa.applicationMfa = [UserMfa.Factor(mfaPolicy: "EMAIL", status: 1, sort: 1)]
        try world.users.setMfa(mfa, of: user)
        _ = try world.users.mfa(of: user)
    }

    /// What users are in outside sources, and the fields a pool defines.
    private func exerciseRelations() throws {
        let users = world.users
        try users.customFields.define(
            CustomField(
                target: .user, name: "badge", dataType: .choice, isUnique: true,
                options: [CustomField.Option(value: "7", label: nil)]))
        var user = NewUser()
        user.customData = #"{"badge": "7"}"#
        user.identities = [NewIdentity(extIdpId: "s", provider: .oidc, type: "t", userIdInIdp: "1")]
        user.syncRelations = [SyncRelation(provider: "lark", userIdInIdp: "1")]
        user.tenantIds = ["t1"]
        let made = try users.add(user, departmentIds: [], type: .departmentId)
        for (type, id) in [
            (UserIdType.identity, "s:1"), (.syncRelation, "lark:1"), (.customField, "badge:7"),
        ] {
            _ = try users.find(id, type: type)
        }
        try users.identities.link("2", of: "s", type: nil, to: made.userId)
        _ = try users.identities.list(of: made)
        _ = try users.syncRelations(of: made)
        try users.identities.unlink("s", type: nil, from: made.userId)
        try users.deleteSyncRelation(of: made, with: "lark")
        try world.departments.add(made, to: "d2")
        for comparison in UserFilterOperator.allCases {
            for filter in filters(comparison) {
                var query = UserQuery()
                query.filters = [filter]
                _ = try users.list(query, page: page)
            }
        }
    }

    /// A filter for each subject that is no column of its own.
    private func filters(_ comparison: UserFilterOperator) -> [UserFilter] {
        let isList = comparison == .isIn || comparison == .between
        return [
            UserFilter(.customField("badge"), comparison, value: isList ? #"["1","2"]"# : #""1""#),
            UserFilter(
                .departments([DepartmentSelection(department, includesChildren: true)]), comparison),
            UserFilter(.identities, comparison, value: #"[{"extIdpId": "s"}]"#),
            UserFilter(.sources, comparison, value: #"[{"userSourceType": "excel"}]"#),
            UserFilter(.loggedInApps, comparison, value: "[]"),
        ]
    }

    private func changes(named name: String) -> UserChanges {
        var changes = UserChanges()
        changes.attributes[.name] = name
        return changes
    }

    /// Every shape of the statements that are made from a query.
    private func exerciseLists() throws {
        _ = try world.users.list(UserQuery(), page: page)
        _ = try world.users.listArchived(since: Timestamp(milliseconds: 0), page: page)
        for field in UserSortField.allCases {
            for order in [SortOrder.ascending, .descending] {
                var query = UserQuery()
                query.sorting = [UserSorting(field: field, order: order)]
                _ = try world.users.list(query, page: page)
            }
        }
        let usual = ["phone", "email", "name", "username", "nickname", "identityNumber"]
        for keywords in ["a", "abc"] {
            for searched in [usual, ["name"], ["address"]] {
                var query = UserQuery()
                query.keywords = keywords
                query.searched = searched.compactMap(UserColumn.named)
                _ = try world.users.list(query, page: page)
                query.sorting = [UserSorting(field: .email, order: .ascending)]
                _ = try world.users.list(query, page: page)
                query.filters = [try filter("email", .equal, "\"a\"")]
                _ = try world.users.list(query, page: page)
            }
        }
        for (field, value) in [
            ("id", "\"a\""), ("email", "\"a\""), ("username", "\"a\""), ("phone", "\"a\""),
            ("externalId", "\"a\""),
            ("status", "\"Archived\""), ("updatedAt", "1"), ("name", "\"a\""),
        ] {
            for comparison in UserFilterOperator.allCases {
                let isList = comparison == .isIn || comparison == .between
                var query = UserQuery()
                query.filters = [try filter(field, comparison, isList ? "[\(value),\(value)]" : value)]
                _ = try world.users.list(query, page: page)
            }
        }
    }

    private func filter(_ field: String, _ comparison: UserFilterOperator, _ value: String) throws
        -> UserFilter
    {
        UserFilter(try #require(UserColumn.named(field)), comparison, value: value)
    }

    private func exerciseDepartments() throws {
        let departments = world.departments
        _ = try departments.create(NewDepartment(name: "new"), below: department)
        var changes = DepartmentChanges()
        changes.name = "other"
        changes.leaderUserIds = ["u1"]
        changes.parentDepartmentId = "root"
        _ = try departments.update(DepartmentReference("d2", in: "steamory"), changes)
        _ = try departments.get(departmentId: "d1", tenantId: nil)
        _ = try departments.leaders.list(of: try departments.get(department))
        _ = try departments.children(of: department, .init(status: true, isVirtualNode: nil))
        _ = try departments.tree(from: department)
        _ = try departments.parent(of: department)
        _ = try departments.search(organizationCode: "steamory", tenantId: nil, keywords: "x")
        var search = DepartmentSearch(page: page)
        search.conditions = [(.name, .contains("d")), (.createdAt, .isOne(of: [.milliseconds(1)]))]
        search.rules = [DepartmentSearch.Rule(.name, .ascending)]
        _ = try departments.search(organizationCode: "steamory", tenantId: nil, search)
        try departments.addSyncRelation(SyncRelation(provider: "lark", userIdInIdp: "x"), to: 1)
        _ = try departments.syncRelations(of: department)
        try departments.deleteSyncRelation(of: department, with: "lark")
        _ = try departments.createTree("D1", children: ["a"], tenantId: nil)
    }

    private func exerciseMembers() throws {
        let members = world.departments.members
        try members.add(["u1", "u2", "u3"], to: department)
        _ = try members.ids(of: department)
        for below in [false, true] {
            _ = try members.contains("u1", in: department, includingChildren: below)
            _ = try members.search("u", in: department, includingChildren: below, page: page)
            for sorting in DepartmentMembers.Sorting.allCases {
                for order in [SortOrder.ascending, .descending] {
                    _ = try members.list(
                        of: department,
                        .init(sorting: sorting, order: order, includingChildren: below, page: page))
                }
            }
        }
        let user = try world.users.find("u1")
        _ = try members.departmentIds(of: user)
        for sorting in DepartmentMembers.UserDepartmentSorting.allCases {
            for order in [SortOrder.ascending, .descending] {
                _ = try members.departments(of: user, sorting: sorting, order: order, page: page)
            }
        }
        _ = try members.path(to: try world.departments.get(department))
        _ = try members.memberships(of: 1, includingChildren: false)
        _ = try members.memberships(ofUser: user.key)
        _ = try members.keysWithChildren(of: 1)
        _ = try world.users.texts.keys(having: "abc", in: [try #require(UserColumn.named("name"))])
        try members.remove(["u1"], from: department)
    }

    private func exerciseDeletion() throws {
        try world.departments.delete(department)
        try world.organizations.delete("steamory", tenantId: nil)
        try world.groups.delete(["a"])
    }
}
