internal import JSON
public import PoolEngine
internal import SQLite

/// The kinds of data resources.
public enum DataResourceType: String, CaseIterable, Sendable {
    case tree = "TREE"
    case string = "STRING"
    case array = "ARRAY"
}

/// A data resource of a namespace, without its struct.
public struct DataResource: Sendable {
    /// The resource's key in the database.
    public let key: Int64
    /// The vendor's id: 24 hexadecimal digits.
    public let id: String
    /// The identifier in requests, unique in the namespace.
    public let code: String
    /// The display name, unique in the namespace.
    public let name: String
    /// The description; nil if none was given.
    public let description: String?
    public let type: DataResourceType
    /// The actions on it, in the order given.
    public let actions: [String]
    /// The code of the namespace.
    public let namespace: String
    /// The display name of the namespace.
    public let namespaceName: String
    /// When it was created.
    public let createdAt: Timestamp
    /// When a field last changed.
    public let updatedAt: Timestamp
}

extension DataResource {
    /// The columns of a query that `init(_:)` reads; its tables are `r` for resources and `n` for their namespaces.
    static let columns = """
        r.key, r.id, r.code, r.name, r.description, r.type, r.actions, n.code, n.name, r.createdAt, r.updatedAt
        """
    /// The tables of `columns`.
    static let tables = "data_resources r JOIN namespaces n ON n.key = r.namespaceKey"

    /// Reads a row of a query over `columns`.
    ///
    /// - Throws: `SQLiteError` for a type that is none.
    init(_ row: Row) throws(SQLiteError) {
        key = row.integer(0)
        id = row.text(1)
        code = row.text(2)
        name = row.text(3)
        description = row.optionalText(4)
        type = try row.choice(5, of: "data_resources.type")
        actions = Self.actions(in: row.text(6))
        namespace = row.text(7)
        namespaceName = row.text(8)
        createdAt = Timestamp(milliseconds: row.integer(9))
        updatedAt = Timestamp(milliseconds: row.integer(10))
    }

    /// The actions in a stored JSON array.
    static func actions(in text: String) -> [String] {
        (try? Document(parsing: Array(text.utf8)))?.root.elements.compactMap(\.string) ?? []
    }

    /// Actions as the JSON array that is stored.
    static func text(of actions: [String]) -> String {
        var writer = Writer()
        writer.beginArray()
        for action in actions { writer.string(action) }
        writer.endArray()
        return String(decoding: writer.finish(), as: UTF8.self)
    }
}

/// The properties of a new data resource.
public struct NewDataResource: Sendable {
    /// The vendor's id; nil to generate one.
    public var id: String?
    /// The code of the namespace.
    public var namespace: String
    /// The identifier in requests.
    public var code: String
    /// The display name.
    public var name: String
    /// The description.
    public var description: String?
    public var structure: DataStructure
    /// The actions on it.
    public var actions: [String]

    public init(
        _ code: String, in namespace: String, name: String, structure: DataStructure, actions: [String]
    ) {
        self.code = code
        self.namespace = namespace
        self.name = name
        self.structure = structure
        self.actions = actions
    }
}
