internal import SQLite

/// A group of users.
public struct Group: Sendable {
    /// The group's key inside the database.
    public let key: Int64
    /// The vendor's id: 24 hexadecimal digits.
    public let id: String
    /// The identifier callers use, unique in the pool.
    public let code: String
    /// The name people see.
    public let name: String
    /// What the group is for.
    public let description: String
    /// The kind of group; `static` is the only documented one.
    public let type: String
    /// The custom fields as JSON text of an object, if any were set.
    public let customData: String?
}

extension Group {
    /// The columns of a query that `init(_:)` reads; the groups table is named `g` in it.
    static let columns = "g.key, g.id, g.code, g.name, g.description, g.type, g.customData"

    /// Reads a row of a query over `columns`.
    init(_ row: Row) {
        key = row.integer(0)
        id = row.text(1)
        code = row.text(2)
        name = row.text(3)
        description = row.text(4)
        type = row.text(5)
        customData = row.optionalText(6)
    }
}

/// What is known of a group before it is made.
public struct NewGroup: Sendable {
    /// The kind of a group whose members are those who were added.
    public static let staticType = "static"

    /// The vendor's id, or nil to have one made.
    public var id: String?
    /// The identifier callers will use.
    public var code: String
    /// The name people see.
    public var name: String
    /// What the group is for.
    public var description = ""
    /// The kind of group.
    public var type = staticType
    /// The custom fields as JSON text of an object.
    public var customData: String?

    /// A static group with a code and a name.
    public init(code: String, name: String) {
        self.code = code
        self.name = name
    }
}
