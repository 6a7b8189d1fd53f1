import PoolTestSupport
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

/// Runs the statements of users and custom fields.
extension EveryStatement {
    func exerciseUsers() throws {
        let root = try fixture.makeOrganization("steamory")
        let parent = try fixture.makeDepartment("d1", below: root)
        try fixture.makeDepartment("d2", below: parent)
        let users = fixture.users
        var user = NewUser()
        for attribute in UserAttribute.allCases { user.attributes[attribute] = "a@b.c" }
        let made = try users.add(user, departmentIds: ["d1"], type: .departmentId)
        for type in UserIdType.allCases { _ = try users.findKnown(["a@b.c", "a:b"], type: type) }
        for type in DepartmentIdType.allCases {
            _ = try? users.departmentKey(of: "p:none", type: type)
            _ = try? fixture.departments.get(DepartmentReference("p:none", in: "steamory", type: type))
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
        try fixture.groups.members.add([made.userId], to: "a")
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
        _ = try fixture.users.update(user, with: changes)
        _ = try fixture.users.passwordHash(of: user)
        try fixture.users.importOtp([(userId: user.userId, otp: OtpSecret(secret: "s", recoveryCode: nil))])
        _ = try fixture.users.otp(of: user)
        var mfa = UserMfa()
        mfa.applicationMfa = [UserMfa.Factor(mfaPolicy: "EMAIL", status: 1, sort: 1)]
        try fixture.users.setMfa(mfa, of: user)
        _ = try fixture.users.mfa(of: user)
    }

    /// What users are in outside sources, and the fields a pool defines.
    func exerciseRelations() throws {
        let users = fixture.users
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
        try fixture.departments.add(made, to: "d2")
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
    func exerciseLists() throws {
        _ = try fixture.users.list(UserQuery(), page: page)
        _ = try fixture.users.listArchived(since: Timestamp(milliseconds: 0), page: page)
        for field in UserSortField.allCases {
            for order in [SortOrder.ascending, .descending] {
                var query = UserQuery()
                query.sorting = [UserSorting(field: field, order: order)]
                _ = try fixture.users.list(query, page: page)
            }
        }
        let usual = ["phone", "email", "name", "username", "nickname", "identityNumber"]
        for keywords in ["a", "abc"] {
            for searched in [usual, ["name"], ["address"]] {
                var query = UserQuery()
                query.keywords = keywords
                query.searched = searched.compactMap(UserColumn.named)
                _ = try fixture.users.list(query, page: page)
                query.sorting = [UserSorting(field: .email, order: .ascending)]
                _ = try fixture.users.list(query, page: page)
                query.filters = [try filter("email", .equal, "\"a\"")]
                _ = try fixture.users.list(query, page: page)
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
                _ = try fixture.users.list(query, page: page)
            }
        }
    }

    private func filter(_ field: String, _ comparison: UserFilterOperator, _ value: String) throws
        -> UserFilter
    {
        UserFilter(try #require(UserColumn.named(field)), comparison, value: value)
    }
}
