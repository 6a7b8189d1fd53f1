public import PoolEngine
internal import SQLite

/// Finding organizations by code or text.
extension Organizations {
    private static let byCode = SQL(
        """
        SELECT \(Department.columns) FROM departments d
        WHERE d.tenantId = ?1 AND d.code = ?2 AND d.parentKey IS NULL
        """)
    private static let countMatching = SQL(
        """
        SELECT count(*) FROM departments
        WHERE tenantId = ?1 AND parentKey IS NULL
            AND (instr(fold(code), fold(?2)) > 0 OR instr(fold(name), fold(?2)) > 0)
        """)
    private static let pageMatching = SQL(
        """
        SELECT \(Department.columns) FROM departments d
        WHERE d.tenantId = ?1 AND d.parentKey IS NULL
            AND (instr(fold(d.code), fold(?2)) > 0 OR instr(fold(d.name), fold(?2)) > 0)
        ORDER BY d.key DESC LIMIT ?3 OFFSET ?4
        """)

    /// The organization with a code.
    ///
    /// - Throws: `OrganizationError.notFound`, `SQLiteError`.
    public func get(_ code: String, tenantId: String?) throws -> Organization {
        guard let organization = try find(code, tenantId: tenantId) else {
            throw OrganizationError.notFound(code: code)
        }
        return organization
    }

    /// The organizations with some codes, in the order given, each once; unknown codes are ignored.
    ///
    /// - Throws: `SQLiteError`.
    public func get(_ codes: [String], tenantId: String?) throws -> [Organization] {
        var seen: Set<ExactText> = []
        return try codes.filter { seen.insert(ExactText($0)).inserted }.compactMap {
            try find($0, tenantId: tenantId)
        }
    }

    /// The organizations whose code or name contains a text, newest first.
    ///
    /// - Parameters:
    ///   - keywords: the text; ignoring case (`CaseFolding`).
    ///   - tenantId: the tenant; nil or empty for the pool itself.
    ///   - page: the page.
    /// - Returns: the organizations of the page and the number of all that match.
    /// - Throws: `SQLiteError`.
    /// - Complexity: every organization of the tenant is read.
    public func search(_ keywords: String, tenantId: String?, page: Page) throws -> Paged<Organization> {
        let tenantId = tenantId ?? ""
        let total = try connection.first(Self.countMatching, tenantId, keywords) { $0.integer(0) } ?? 0
        let list = try connection.all(Self.pageMatching, tenantId, keywords, page.limit, page.offset) {
            Organization(root: Department($0))
        }
        return Paged(totalCount: Int(total), list: list)
    }

    private func find(_ code: String, tenantId: String?) throws -> Organization? {
        try connection.first(Self.byCode, tenantId ?? "", code) { Organization(root: Department($0)) }
    }
}
