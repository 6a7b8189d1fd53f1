internal import PoolEngine
internal import SQLite

/// A grant on a resource.
public struct ResourceGrant: Sendable {
    /// The resource as it was granted.
    public let resource: String
    /// The kind of resource, as it was granted.
    public let type: ResourceType
    /// The actions.
    public let actions: [String]
    /// Whether the grant denies what it names.
    public let isDenied: Bool
    /// The description of the resource with the code; nil if there is none.
    public let description: String?
    /// The URL of the resource with the code; nil if there is none.
    public let apiIdentifier: String?
}

extension ResourceGrant {
    /// The columns of a query that `init(_:)` reads; the tables are `g` for grants and `r` for resources.
    static let columns = "g.resource, g.resourceType, g.actions, g.isDenied, r.description, r.apiIdentifier"
    /// Joins the resource that the grant is about; of a class, also when it was granted as `books:*`.
    static let joined = """
        LEFT JOIN resources r ON r.namespaceKey = g.namespaceKey
            AND r.code = CASE g.item WHEN '*' THEN g.kind ELSE g.kind || ':' || g.item END
        """

    /// Reads a row of a query over `columns`.
    ///
    /// - Throws: `SQLiteError` for a type that is none.
    init(_ row: Row) throws(SQLiteError) {
        resource = row.text(0)
        type = try row.choice(1, of: "resource_grants.resourceType")
        actions = DataResource.actions(in: row.text(2))
        isDenied = row.bool(3)
        description = row.optionalText(4)
        apiIdentifier = row.optionalText(5)
    }

    /// The same grant with other actions.
    func with(_ actions: [String]) -> ResourceGrant {
        ResourceGrant(
            resource: resource, type: type, actions: actions, isDenied: isDenied, description: description,
            apiIdentifier: apiIdentifier)
    }

    /// The resource by its parts.
    var name: ResourceName { ResourceName(resource) }
    /// The actions by their meaning.
    var granted: GrantedActions { GrantedActions(distinct: actions, on: type) }
}

/// What a list of grants shows.
public struct ResourceGrantFilter: Sendable {
    /// The kind of resources; nil for all.
    public var type: ResourceType?
    /// Beginnings of resources, of which a `*` at the end has no effect; empty for all.
    public var resources: [String] = []
    /// Whether grants that deny are listed, too.
    public var withDenied = false

    public init(type: ResourceType? = nil) {
        self.type = type
    }

    /// Whether a grant is shown.
    func accepts(_ grant: ResourceGrant) -> Bool {
        guard type == nil || grant.type == type, withDenied || !grant.isDenied else { return false }
        guard !resources.isEmpty else { return true }
        let name = grant.name.text.utf8
        return resources.contains { text in
            name.starts(with: text.utf8.last == UInt8(ascii: "*") ? text.utf8.dropLast() : text.utf8[...])
        }
    }
}

/// A new grant on one resource.
public struct NewResourceGrant: Sendable {
    /// The resource: `books`, `books:*`, `books:123` or `*`.
    public var resource: String
    /// The kind of resource.
    public var type: ResourceType
    /// The actions; none are all for a menu, a button or another element of the user interface.
    public var actions: [String]
    /// Whether the grant denies what it names.
    public var isDenied = false

    public init(_ resource: String, _ type: ResourceType, actions: [String]) {
        self.resource = resource
        self.type = type
        self.actions = actions
    }

    /// Grants of which no two are on the same resource and type; the first of each keeps its place, with the actions of
    /// all.
    static func merged(_ grants: [NewResourceGrant]) -> [NewResourceGrant] {
        grants.grouped { ResourceIdentity(name: ResourceName($0.resource), type: $0.type) }.map { group in
            var grant = group[0]
            let actions = group.map { GrantedActions(of: $0.actions, on: $0.type) }
            grant.actions = GrantedActions(merging: actions, on: grant.type).names
            return grant
        }
    }
}
