internal import SQLite

/// A group of users.
package struct Group: Sendable {
    /// The group's key inside the database.
    package let key: Int64
    /// The vendor's id: 24 hexadecimal digits.
    package let id: String
    /// The identifier callers use, unique in the pool.
    package let code: String
    /// The name people see.
    package let name: String
    /// What the group is for.
    package let description: String
    /// The kind of group; `static` is the only documented one.
    package let type: String
    /// The custom fields as JSON text of an object, if any were set.
    package let customData: String?
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
package struct NewGroup: Sendable {
    /// The kind of a group whose members are those who were added.
    package static let staticType = "static"

    /// The vendor's id, or nil to have one made.
    package var id: String?
    /// The identifier callers will use.
    package var code: String
    /// The name people see.
    package var name: String
    /// What the group is for.
    package var description = ""
    /// The kind of group.
    package var type = staticType
    /// The custom fields as JSON text of an object.
    package var customData: String?

    /// A static group with a code and a name.
    package init(code: String, name: String) {
        self.code = code
        self.name = name
    }
}
