public import PoolEngine
internal import SQLite

/// A role of a namespace.
public struct Role: Sendable {
    /// Whether a role may be used.
    public enum Status: String, CaseIterable, Sendable {
        case enabled = "ENABLE"
        case disabled = "DISABLE"
    }

    /// The role's key in the database.
    public let key: Int64
    /// The vendor's id: 24 hexadecimal digits.
    public let id: String
    /// The identifier in requests, unique in the namespace.
    public let code: String
    /// The display name.
    public let name: String
    /// The description.
    public let description: String
    /// The code of the namespace.
    public let namespace: String
    /// The display name of the namespace.
    public let namespaceName: String
    /// The status that was set; see `status(at:)`.
    let setStatus: Status
    /// When the role is disabled by itself; nil for never.
    public let disableTime: Timestamp?
    /// Whether users may apply for it; nil if it was never set.
    public let enablePermissionApply: Bool?
    /// The custom fields as JSON text of an object, if any were set.
    public let customData: String?
    /// When it was created.
    public let createdAt: Timestamp
    /// When a field last changed.
    public let updatedAt: Timestamp

    /// Whether the role may be used at a time: disabled also when its time is over.
    public func status(at now: Timestamp) -> Status {
        if let disableTime, disableTime <= now { return .disabled }
        return setStatus
    }

    /// Whether the code or the name contains a text, ignoring case.
    func contains(_ text: String) -> Bool {
        CaseFolding.contains(code, text) || CaseFolding.contains(name, text)
    }

    /// Whether a text can be the code of a role: letters, digits, `_` and `-`, at most 64.
    static func isCode(_ text: String) -> Bool {
        Namespace.isCode(text) && text.utf8.count <= longestCode
    }

    /// The longest code, in characters.
    static let longestCode = 64
}

extension Role {
    /// The columns of a query that `init(_:)` reads; its tables are `r` for roles and `n` for their namespaces.
    static let columns = """
        r.key, r.id, r.code, r.name, r.description, n.code, n.name, r.status, r.disableTime,
        r.enablePermissionApply, r.customData, r.createdAt, r.updatedAt
        """
    /// The tables of `columns`.
    static let tables = "roles r JOIN namespaces n ON n.key = r.namespaceKey"

    /// Reads a row of a query over `columns`.
    ///
    /// - Throws: `SQLiteError` for a status that is none.
    init(_ row: Row) throws(SQLiteError) {
        key = row.integer(0)
        id = row.text(1)
        code = row.text(2)
        name = row.text(3)
        description = row.text(4)
        namespace = row.text(5)
        namespaceName = row.text(6)
        setStatus = try row.choice(7, of: "roles.status")
        disableTime = row.optionalInteger(8).map { Timestamp(milliseconds: $0) }
        enablePermissionApply = row.optionalInteger(9).map { $0 != 0 }
        customData = row.optionalText(10)
        createdAt = Timestamp(milliseconds: row.integer(11))
        updatedAt = Timestamp(milliseconds: row.integer(12))
    }
}

/// A role as a call names it.
public struct RoleReference: Sendable {
    /// The code in the namespace.
    public let code: String
    /// The code of the namespace; nil or empty for `default`.
    public let namespace: String?

    public init(_ code: String, in namespace: String? = nil) {
        self.code = code
        self.namespace = namespace
    }
}

extension Role {
    /// The namespace of the roles of administrators.
    static let adminNamespace = "system"
}

/// The properties of a new role.
public struct NewRole: Sendable {
    /// The vendor's id; nil to generate one.
    public var id: String?
    /// The identifier in requests.
    public var code: String
    /// The code of the namespace; nil or empty for `default`.
    public var namespace: String?
    /// The display name; nil or empty for the code.
    public var name: String?
    /// The description.
    public var description = ""
    /// The status.
    public var status = Role.Status.enabled
    /// When the role is disabled by itself; nil for never.
    public var disableTime: Timestamp?
    /// Whether users may apply for it; nil if it was never set.
    public var enablePermissionApply: Bool?
    /// The custom fields as JSON text of an object.
    public var customData: String?

    public init(code: String) {
        self.code = code
    }
}
