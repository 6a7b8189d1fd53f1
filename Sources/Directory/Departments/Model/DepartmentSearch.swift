// A search has any number of conditions and sorting rules, and yet is one statement: conditions are handed over as
// JSON and judged by `json_each` (https://sqlite.org/json1.html), rules take three places, because there are no more
// than three fields to sort by. Text put together for each call would never be found in the cache of statements.

internal import JSON
public import PoolEngine
internal import SQLite

/// What departments are searched for.
public struct DepartmentSearch: Sendable {
    /// A field that conditions and rules can name.
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

    /// What a field is held against.
    public enum Condition: Sendable {
        /// Equal to one of the values.
        case isOne(of: [Operand])
        /// Not below the first nor above the second; nil where there is no bound.
        case isWithin(Operand?, Operand?)
        /// Has the text in it, letters in any case (`CaseFolding`).
        case contains(String)
    }

    /// A rule of sorting.
    public struct Rule: Sendable {
        let field: Field
        let order: SortOrder

        /// Sorts by a field.
        public init(_ field: Field, _ order: SortOrder) {
            self.field = field
            self.order = order
        }
    }

    /// All of these must hold.
    public var conditions: [(field: Field, condition: Condition)] = []
    /// The first rule that tells two departments apart counts; the one made last comes first when none does.
    public var rules: [Rule] = []
    /// Which part of the list.
    public var page: Page

    /// A search for everything.
    public init(page: Page) {
        self.page = page
    }

    /// The conditions as the statement reads them.
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

    /// What the statement sorts by at one of its three places: a field's name, with `-` for descending; empty for none.
    func sortKey(_ place: Int) -> String {
        var fields: [Field] = []
        // A field named again can tell nothing more apart.
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

    /// The departments of an organization, its root included, that a search finds.
    ///
    /// - Throws: `OrganizationError.notFound`, `SQLiteError`.
    /// - Complexity: reads all departments of the organization.
    public func search(
        organizationCode: String, tenantId: String?, _ search: DepartmentSearch
    ) throws -> [Department] {
        let key = try organizations.key(of: organizationCode, tenantId: tenantId)
        // Keys alone are sorted: the columns of a department are worth several look-ups.
        return try connection.all(
            Self.matching, key, search.conditionsText, search.sortKey(0), search.sortKey(1),
            search.sortKey(2),
            search.page.limit, search.page.offset
        ) { $0.integer(0) }.map(department(withKey:))
    }

    /// The departments of an organization, its root included, with a text in their name or code, changed last first.
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
