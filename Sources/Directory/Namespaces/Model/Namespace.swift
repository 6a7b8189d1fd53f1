internal import SQLite

/// A namespace: the roles and resources in it have codes that are unique in it.
public struct Namespace: Sendable {
    /// The code of the namespace that is used where a call names none.
    public static let standardCode = "default"

    /// The namespace's key in the database, which is its id in the API.
    public let key: Int64
    /// The identifier in requests, unique in the pool.
    public let code: String
    /// The display name.
    public let name: String
    /// The description; nil if none was given.
    public let description: String?
    /// Whether it is open, which has no effect.
    public let isOpen: Bool
    /// Whether it is one of the two that every pool has.
    public let isBuiltIn: Bool
}

extension Namespace {
    /// The columns of a query that `init(_:)` reads; the namespaces table is named `n` in it.
    static let columns = "n.key, n.code, n.name, n.description, n.status, n.isBuiltIn"

    /// Reads a row of a query over `columns`.
    init(_ row: Row) {
        key = row.integer(0)
        code = row.text(1)
        name = row.text(2)
        description = row.optionalText(3)
        isOpen = row.integer(4) != 0
        isBuiltIn = row.integer(5) != 0
    }

    /// The longest code, in characters.
    private static let longestCode = 64

    /// Whether a text can be the code of a namespace: 1 to 64 letters, digits, `_` and `-`.
    static func isCode(_ text: String) -> Bool {
        1...longestCode ~= text.utf8.count
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}

/// The properties of a new namespace.
public struct NewNamespace: Sendable {
    /// The id; nil for the next one.
    public var id: Int64?
    /// The identifier in requests.
    public var code: String
    /// The display name; nil for the code.
    public var name: String?
    /// The description.
    public var description: String?
    /// Whether it is open, which has no effect.
    public var isOpen = true

    public init(code: String, name: String? = nil, description: String? = nil) {
        self.code = code
        self.name = name
        self.description = description
    }
}
