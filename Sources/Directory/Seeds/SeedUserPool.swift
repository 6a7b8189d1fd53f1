/// A user pool as a seed file describes it.
///
/// Every part knows where it stands in the file, so that a rule broken by the whole (a name taken twice, a member
/// nobody knows) can be reported there.
package struct SeedUserPool: Sendable {
    /// Where the pool stands.
    let place: SeedPlace
    /// The pool's id.
    package let id: String
    /// The pool's name.
    let name: String
    let accessKeys: [(place: SeedPlace, key: AccessKey)]
    let customFields: [(place: SeedPlace, field: CustomField)]
    let users: [(place: SeedPlace, user: NewUser)]
    let groups: [SeedGroup]
    let organizations: [SeedOrganization]
}

/// A place in a seed file.
struct SeedPlace: Sendable, Equatable {
    /// The file's path as the caller wrote it.
    let file: String
    /// The way from the top of the document, `userPools[0].users`.
    let path: String

    /// The place of a member of the object here.
    func member(_ name: String) -> SeedPlace {
        SeedPlace(file: file, path: path.isEmpty ? name : "\(path).\(name)")
    }

    /// The place of an element of the array here.
    func element(_ index: Int) -> SeedPlace {
        SeedPlace(file: file, path: "\(path)[\(index)]")
    }

    /// The error that something is wrong here.
    func error(_ reason: String) -> SeedError {
        .invalid(file: file, path: path.isEmpty ? "(top)" : path, reason: reason)
    }
}

/// The users that a list names by id or username.
typealias SeedUserNames = [(place: SeedPlace, name: String)]

/// A group of a seed file.
struct SeedGroup: Sendable {
    let place: SeedPlace
    let group: NewGroup
    let members: SeedUserNames
}

/// An organization of a seed file.
struct SeedOrganization: Sendable {
    let place: SeedPlace
    let organization: NewOrganization
    let leaders: SeedUserNames
    let members: SeedUserNames
    let departments: [SeedDepartment]
}

/// A department of a seed file, with the ones below.
struct SeedDepartment: Sendable {
    let place: SeedPlace
    let department: NewDepartment
    let syncRelations: [SyncRelation]
    let leaders: SeedUserNames
    let members: SeedUserNames
    let children: [SeedDepartment]
}

extension SeedUserPool {
    /// What the pool holds, in numbers, for people.
    package var summary: String {
        func count(_ departments: [SeedDepartment]) -> Int {
            departments.reduce(0) { $0 + 1 + count($1.children) }
        }
        let below = organizations.reduce(0) { $0 + count($1.departments) }
        return """
            \(users.count) users, \(groups.count) groups, \(organizations.count) organizations, \
            \(below) departments below them, \(accessKeys.count) access keys
            """
    }
}
