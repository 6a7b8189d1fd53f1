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

// Applications are not emulated.
extension GetUserAccessibleApps: EmptyUserList {}
extension GetUserAuthorizedApps: EmptyUserList {}

// Logins and identity proofs are not emulated, either.
extension GetUserLoggedInIdentities: EmptyUserList {}
extension GetUserLoggedinApps: EmptyUserList {}
extension GetUserLoginHistory: EmptyUserList {}
extension GetUserPrincipalAuthenticationInfo: EmptyUserList {}

extension Writer {
    /// Writes the `data` of an empty list without pages.
    mutating func emptyList() {
        beginArray()
        endArray()
    }

    /// Writes the `data` of an empty list with pages.
    mutating func emptyPage() {
        page(Paged<Never>(totalCount: 0, list: [])) { _, _ in }
    }
}
