internal import PoolEngine

/// A user pool as a seed file describes it: who it is, and where the file says what is in it.
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
    /// When the pool was made, and what it holds where nothing else is said; nil for the time of its application.
    let createdAt: Timestamp?
    /// The access keys; of a seed that was applied before, without their secrets.
    let accessKeys: [(place: SeedPlace, key: AccessKey)]
    let customFields: [(place: SeedPlace, field: CustomField)]
    /// What is in the pool.
    let contents: SeedContents
}

/// Where a seed says what is in a pool.
struct SeedContents: Sendable {
    /// The text.
    let source: SeedSource
    /// Where long values end; nil when the text was not looked at, because it was applied before.
    let ends: [Int: Int]?
    /// Where the lists of users, groups and organizations begin; those that are absent have no place.
    let lists: [String: Int]

    /// Places of a text that was checked.
    init(source: SeedSource, ends: [Int: Int], lists: [String: Int]) {
        self.source = source
        self.ends = ends
        self.lists = lists
    }

    /// A text that was applied before, as a note tells.
    init(applied source: SeedSource) {
        self.source = source
        ends = nil
        lists = [:]
    }

    /// Whether the seed was applied before and not read.
    var wasApplied: Bool { ends == nil }
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

/// What a pool holds, in numbers.
package struct SeedSummary: Sendable {
    /// How many users there are.
    var users = 0
    /// How many groups there are.
    var groups = 0
    /// How many organizations there are.
    var organizations = 0
    /// How many departments there are below the organizations.
    var departments = 0
    /// How many access keys there are.
    var accessKeys = 0

    /// The numbers, for people.
    package var text: String {
        """
        \(users) users, \(groups) groups, \(organizations) organizations, \
        \(departments) departments below them, \(accessKeys) access keys
        """
    }
}
