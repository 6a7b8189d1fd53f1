internal import JSON
public import PoolEngine
internal import SQLite

/// The kind of a resource, which has no effect on decisions.
public enum ResourceType: String, CaseIterable, Sendable {
    case data = "DATA"
    case api = "API"
    case menu = "MENU"
    case button = "BUTTON"
    case ui = "UI"
}

/// A common resource of a namespace.
public struct Resource: Sendable {
    /// The resource's key in the database.
    public let key: Int64
    /// The vendor's id: 24 hexadecimal digits.
    public let id: String
    /// The identifier in requests, unique in the namespace.
    public let code: String
    /// The display name; nil if none was given.
    public let name: String?
    /// The description; nil if none was given.
    public let description: String?
    /// The kind of resource.
    public let type: ResourceType
    /// What can be done with it: JSON text of a list of objects with `name` and `description`.
    public let actions: String
    /// The URL of an API; nil if none was given.
    public let apiIdentifier: String?
    /// Whether associate-tenant-resource linked it.
    public let linkedToTenant: Bool
    /// The key of the namespace, which is its id in the API.
    public let namespaceKey: Int64
    /// The code of the namespace.
    public let namespace: String
    /// The display name of the namespace.
    public let namespaceName: String
    /// When it was created.
    public let createdAt: Timestamp
    /// When a field last changed.
    public let updatedAt: Timestamp
}

extension Resource {
    /// The columns of a query that `init(_:)` reads.
    static let columns = """
        r.key, r.id, r.code, r.name, r.description, r.type, r.actions, r.apiIdentifier, r.linkedToTenant,
        n.key, n.code, n.name, r.createdAt, r.updatedAt
        """
    /// The tables of `columns`.
    static let tables = "resources r JOIN namespaces n ON n.key = r.namespaceKey"

    /// Reads a row of a query over `columns`.
    ///
    /// - Throws: `SQLiteError` for a type that is none.
    init(_ row: Row) throws(SQLiteError) {
        key = row.integer(0)
        id = row.text(1)
        code = row.text(2)
        name = row.optionalText(3)
        description = row.optionalText(4)
        type = try row.choice(5, of: "resources.type")
        actions = row.text(6)
        apiIdentifier = row.optionalText(7)
        linkedToTenant = row.bool(8)
        namespaceKey = row.integer(9)
        namespace = row.text(10)
        namespaceName = row.text(11)
        createdAt = Timestamp(milliseconds: row.integer(12))
        updatedAt = Timestamp(milliseconds: row.integer(13))
    }

    /// The codes that the service has for itself.
    private static let reservedCodes: Set = [
        "userpool", "user", "application", "role", "group", "org", "*", "api", "resource-namespace",
        "custom-resource",
    ]

    /// The longest code, in characters.
    private static let longestCode = 64

    /// Whether a text can be the code of a resource, which may be empty.
    static func isCode(_ text: String) -> Bool {
        text.utf8.count <= longestCode && !reservedCodes.contains(text)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
                    UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "/"):
                    true
                default: false
                }
            }
    }

    /// Actions as the JSON text that is stored.
    static func text(of actions: [(name: String, description: String)]) -> String {
        var writer = Writer()
        writer.beginArray()
        for action in actions {
            writer.beginObject()
            writer.member("name", action.name)
            writer.member("description", action.description)
            writer.endObject()
        }
        writer.endArray()
        return String(decoding: writer.finish(), as: UTF8.self)
    }
}

/// The properties of a new resource.
public struct NewResource: Sendable {
    /// The vendor's id; nil to generate one.
    public var id: String?
    /// The identifier in requests.
    public var code: String
    /// The kind of resource.
    public var type: ResourceType
    /// The code of the namespace; nil or empty for `default`.
    public var namespace: String?
    /// The display name.
    public var name: String?
    /// The description.
    public var description: String?
    /// What can be done with it, as in `Resource.actions`.
    public var actions = "[]"
    /// The URL of an API.
    public var apiIdentifier: String?
    /// Whether it is linked to a tenant.
    public var linkedToTenant = false

    public init(_ code: String, _ type: ResourceType, in namespace: String? = nil) {
        self.code = code
        self.type = type
        self.namespace = namespace
    }
}
