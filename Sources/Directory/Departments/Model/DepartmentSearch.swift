// A search with any number of conditions and sort rules is one statement: conditions are passed as JSON and evaluated
// with `json_each` (https://sqlite.org/json1.html), and there are three parameters for sort rules, because there are
// only three fields to sort by. A statement whose text is built for each call would not be found in the cache of
// statements.

internal import JSON
public import PoolEngine
internal import SQLite

/// A search for departments.
public struct DepartmentSearch: Sendable {
    /// A field of conditions and sort rules.
    public enum Field: String, CaseIterable, Sendable {
        case updatedAt, createdAt, name
    }

    /// A value of a condition.
    public enum Operand: Sendable {
        /// Milliseconds since 1970, for the two times.
        case milliseconds(Int64)
        /// A text, for the name.
        case text(String)
    }

    /// A condition on a field.
    public enum Condition: Sendable {
        /// Equal to one of the values.
        case isOne(of: [Operand])
        /// Not less than the first and not greater than the second; nil for no bound.
        case isWithin(Operand?, Operand?)
        /// Contains the text, ignoring case (`CaseFolding`).
        case contains(String)
    }

    /// A sort rule.
    public struct Rule: Sendable {
        let field: Field
        let order: SortOrder

        public init(_ field: Field, _ order: SortOrder) {
            self.field = field
            self.order = order
        }
    }

    /// All conditions must hold.
    public var conditions: [(field: Field, condition: Condition)] = []
    /// The sort rules, the most significant first; departments that are equal by all of them are sorted by descending
    /// creation.
    public var rules: [Rule] = []
    /// The page.
    public var page: Page

    /// Creates a search for all departments.
    public init(page: Page) {
        self.page = page
    }

    /// The conditions as JSON text for the statement.
    var conditionsText: String {
        var writer = Writer()
        writer.beginArray()
        for (field, condition) in conditions {
            writer.beginObject()
            writer.member("field", field.rawValue)
            switch condition {
            case .isOne(let values):
                writer.member("kind", "in")
                writer.name("values")
                writer.beginArray()
                for value in values { writer.operand(value) }
                writer.endArray()
            case .isWithin(let lowest, let highest):
                writer.member("kind", "within")
                writer.name("lowest")
                writer.operand(lowest)
                writer.name("highest")
                writer.operand(highest)
            case .contains(let text):
                writer.member("kind", "contains")
                writer.member("text", text)
            }
            writer.endObject()
        }
        writer.endArray()
        return String(decoding: writer.finish(), as: UTF8.self)
    }

    /// One of the statement's three parameters for sorting: a field's name, with `-` for descending; empty for none.
    func sortKey(_ place: Int) -> String {
        var fields: [Field] = []
        // A repeated field has no effect.
        let telling = rules.filter { rule in
            defer { fields.append(rule.field) }
            return !fields.contains(rule.field)
        }
        guard place < telling.count else { return "" }
        return (telling[place].order == .descending ? "-" : "") + telling[place].field.rawValue
    }
}

extension Writer {
    fileprivate mutating func operand(_ operand: DepartmentSearch.Operand?) {
        switch operand {
        case .milliseconds(let number): int(number)
        case .text(let text): string(text)
        case nil: null()
        }
    }
}

extension Departments {
    private static func place(_ parameter: String) -> String {
        """
        CASE \(parameter) WHEN 'updatedAt' THEN d.updatedAt WHEN 'createdAt' THEN d.createdAt WHEN 'name' THEN d.name END,
        CASE \(parameter) WHEN '-updatedAt' THEN d.updatedAt WHEN '-createdAt' THEN d.createdAt
            WHEN '-name' THEN d.name END DESC
        """
    }

    private static let field =
        "CASE c.value ->> 'field' WHEN 'name' THEN d.name WHEN 'createdAt' THEN d.createdAt ELSE d.updatedAt END"

    private static let matching = SQL(
        """
        SELECT d.key FROM departments d
        WHERE d.organizationKey = ?1 AND NOT EXISTS (
            SELECT 1 FROM json_each(?2) c WHERE NOT CASE c.value ->> 'kind'
                WHEN 'in' THEN \(field) IN (SELECT value FROM json_each(c.value, '$.values'))
                WHEN 'within' THEN \(field) >= ifnull(c.value ->> 'lowest', \(field))
                    AND \(field) <= ifnull(c.value ->> 'highest', \(field))
                ELSE instr(fold(\(field)), fold(c.value ->> 'text')) > 0 END)
        ORDER BY \(place("?3")), \(place("?4")), \(place("?5")), d.key DESC LIMIT ?6 OFFSET ?7
        """)
    private static let matchingKeywords = SQL(
        """
        SELECT \(Department.columns) FROM departments d
        WHERE d.organizationKey = ?1
            AND (instr(fold(d.name), fold(?2)) > 0 OR instr(fold(ifnull(d.code, '')), fold(?2)) > 0)
        ORDER BY d.updatedAt DESC, d.key DESC
        """)

    /// The departments of an organization, including its root, that match a search.
    ///
    /// - Throws: `OrganizationError.notFound`, `SQLiteError`.
    /// - Complexity: reads all departments of the organization.
    public func search(
        organizationCode: String, tenantId: String?, _ search: DepartmentSearch
    ) throws -> [Department] {
        let key = try organizations.key(of: organizationCode, tenantId: tenantId)
        // Only keys are sorted, since the columns of a department need several lookups.
        return try connection.all(
            Self.matching, key, search.conditionsText, search.sortKey(0), search.sortKey(1),
            search.sortKey(2),
            search.page.limit, search.page.offset
        ) { $0.integer(0) }.map(department(withKey:))
    }

    /// The departments of an organization, including its root, with a text in their name or code, in descending order
    /// of their last change.
    ///
    /// - Throws: `OrganizationError.notFound`, `SQLiteError`.
    /// - Complexity: reads all departments of the organization.
    public func search(
        organizationCode: String, tenantId: String?, keywords: String
    ) throws -> [Department] {
        let key = try organizations.key(of: organizationCode, tenantId: tenantId)
        return try connection.all(Self.matchingKeywords, key, keywords, read: Department.init)
    }
}
