internal import PoolEngine
internal import SQLite

/// The changes of a namespace; nil leaves a field unchanged.
public struct NamespaceChanges: Sendable {
    /// The new code.
    public var code: String?
    /// The display name.
    public var name: String?
    /// The description.
    public var description: String?

    public init() {}
}

extension Namespaces {
    private static let update = SQL(
        """
        UPDATE namespaces SET code = ifnull(?2, code), name = ifnull(?3, name),
            description = ifnull(?4, description), updatedAt = ?5
        WHERE key = ?1
        """)
    private static let delete = SQL("DELETE FROM namespaces WHERE key = ?1")

    /// Creates a namespace.
    ///
    /// - Parameters:
    ///   - new: the namespace.
    ///   - builtIn: what is thrown for the code of a built-in namespace.
    /// - Returns: the namespace.
    /// - Throws: `builtIn`, `NamespaceError.invalidCode`, or `.codeTaken` when another namespace has the code;
    ///   `SQLiteError`.
    public func add(_ new: NewNamespace, builtIn: NamespaceError = .builtIn) throws -> Namespace {
        let present = try find(new.code)
        if let present { throw present.isBuiltIn ? builtIn : .codeTaken(new.code) }
        try create(new)
        let namespace = try get(new.code)
        try emitCreated(namespace)
        return namespace
    }

    /// Changes a namespace; what is in it stays there, also with a new code.
    ///
    /// - Parameters:
    ///   - code: its current code.
    ///   - changes: the changes.
    /// - Returns: the changed namespace.
    /// - Throws: `NamespaceError.invalidCode`; `.codeTaken` when another namespace has the new code, also when none has
    ///   the current one (recorded); `.notFound`; `.builtIn`. `SQLiteError`.
    public func update(_ code: String, _ changes: NamespaceChanges) throws -> Namespace {
        let namespace = try find(code)
        if let new = changes.code {
            guard Namespace.isCode(new) else { throw NamespaceError.invalidCode(new) }
            if let other = try find(new), other.key != namespace?.key { throw NamespaceError.codeTaken(new) }
        }
        guard let namespace else { throw NamespaceError.notFound }
        guard !namespace.isBuiltIn else { throw NamespaceError.builtIn }
        let before = try stateForEvents(before: .namespaceUpdated) { try eventObject(of: namespace) }
        try connection.run(
            Self.update, namespace.key, changes.code, changes.name, changes.description,
            environment.clock.now.milliseconds)
        let changed = try get(changes.code ?? code)
        try emitUpdated(changed, since: before)
        return changed
    }

    /// Deletes namespaces with all that is in them.
    ///
    /// - Throws: `NamespaceError.builtIn`, `SQLiteError`.
    /// - Complexity: linear in the number of rows that are in the namespaces.
    public func delete(_ namespaces: [Namespace]) throws {
        for namespace in namespaces {
            guard !namespace.isBuiltIn else { throw NamespaceError.builtIn }
            try directory.runHooks(
                .namespaceIsDeleted, PoolHook.Subject(key: namespace.key, id: namespace.code))
            let before = try stateForEvents(before: .namespaceDeleted) { try eventObject(of: namespace) }
            guard try connection.run(Self.delete, namespace.key) > 0 else { continue }
            try emitDeleted(namespace.code, before)
        }
    }
}
