internal import Contract
internal import JSON
internal import PoolEngine

/// An operation on a user whose list, with pages or without, is always empty.
protocol EmptyUserList: Operation, NamesUser {}

extension EmptyUserList {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        _ = try findUser(in: directory)
        if Self.declaration.data == .list { data.emptyList() } else { data.emptyPage() }
    }
}

// Applications, resources and roles are not emulated.
extension GetUserAccessibleApps: EmptyUserList {}
extension GetUserAuthorizedApps: EmptyUserList {}
extension GetUserAuthorizedResources: EmptyUserList {}
extension GetUserRoles: EmptyUserList {}

// Neither is any login, nor a proof of identity.
extension GetUserLoggedInIdentities: EmptyUserList {}
extension GetUserLoggedinApps: EmptyUserList {}
extension GetUserLoginHistory: EmptyUserList {}
extension GetUserPrincipalAuthenticationInfo: EmptyUserList {}

extension Writer {
    /// The `data` of a list without pages that has no entries.
    mutating func emptyList() {
        beginArray()
        endArray()
    }

    /// The `data` of a list with pages that has no entries.
    mutating func emptyPage() {
        page(Paged<Never>(totalCount: 0, list: [])) { _, _ in }
    }
}
