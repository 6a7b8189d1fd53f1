internal import SQLite

/// Reading the tree of an organization.
extension Departments {
    /// A filter of a department's children.
    public struct ChildrenFilter: Sendable {
        /// Only enabled or only disabled ones; nil for all.
        public var status: Bool?
        /// Only groupings (true) or only real departments (false); nil for all.
        public var isVirtualNode: Bool?

        public init(status: Bool?, isVirtualNode: Bool?) {
            self.status = status
            self.isVirtualNode = isVirtualNode
        }
    }

    private static let children = SQL(
        """
        SELECT \(Department.columns) FROM departments d
        WHERE d.parentKey = ?1 AND (?2 IS NULL OR d.status = ?2) AND (?3 IS NULL OR d.isVirtualNode = ?3)
        ORDER BY d.key
        """)
    private static let tree = SQL(
        """
        WITH RECURSIVE below (key, depth) AS (
            SELECT ?1, 0 UNION ALL
            SELECT d.key, below.depth + 1 FROM below JOIN departments d ON d.parentKey = below.key
        )
        SELECT \(Department.columns) FROM below JOIN departments d ON d.key = below.key
        ORDER BY below.depth, below.key
        """)
    private static let parent = SQL(
        """
        SELECT \(Department.columns) FROM departments d
        WHERE d.key = (SELECT parentKey FROM departments WHERE key = ?1)
        """)

    /// The children of a department, in the order of their creation.
    ///
    /// - Throws: as `get(_:)`.
    public func children(of reference: DepartmentReference, _ filter: ChildrenFilter) throws -> [Department] {
        try connection.all(
            Self.children, try key(of: reference), filter.status, filter.isVirtualNode, read: Department.init)
    }

    /// A department and all below it, level by level, each level in the order of their creation.
    ///
    /// - Throws: as `get(_:)`.
    public func tree(from reference: DepartmentReference) throws -> [Department] {
        try connection.all(Self.tree, try key(of: reference), read: Department.init)
    }

    /// The department above one.
    ///
    /// - Throws: as `get(_:)`; `DepartmentError.notFound` also for a root, which has no parent.
    public func parent(of reference: DepartmentReference) throws -> Department {
        guard let parent = try connection.first(Self.parent, try key(of: reference), read: Department.init)
        else {
            throw DepartmentError.notFound(id: reference.departmentId)
        }
        return parent
    }
}
