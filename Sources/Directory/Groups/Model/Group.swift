internal import SQLite

/// A group of users.
public struct Group: Sendable {
    /// The group's key in the database.
    public let key: Int64
    /// The vendor's id: 24 hexadecimal digits.
    public let id: String
    /// The identifier in requests, unique in the pool.
    public let code: String
    /// The display name.
    public let name: String
    /// The description.
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

/// The properties of a new group.
public struct NewGroup: Sendable {
    /// The type of a group whose members are added one by one.
    public static let staticType = "static"

    /// The vendor's id; nil to generate one.
    public var id: String?
    /// The identifier in requests.
    public var code: String
    /// The display name.
    public var name: String
    /// The description.
    public var description = ""
    /// The kind of group.
    public var type = staticType
    /// The custom fields as JSON text of an object.
    public var customData: String?

    /// Creates a static group.
    public init(code: String, name: String) {
        self.code = code
        self.name = name
    }
}
