internal import JSON

// All values of a query are passed in one JSON array, the parameter ?1, so that the text of a statement contains none
// of them and depends only on the shape of the query.

extension UserFilter {
    /// The filter's element of the array of values.
    var element: String {
        guard case .customField(let name) = subject else { return value }
        var writer = Writer()
        writer.beginObject()
        writer.member("name", name)
        writer.name("value")
        writer.raw(Array(value.utf8))
        writer.endObject()
        return String(decoding: writer.finish(), as: UTF8.self)
    }

    /// The condition in SQL; `position` is that of the filter's element in the array.
    func condition(position: Int) -> String {
        let element = "$[\(position)]"
        switch subject {
        case .column(let column): return condition(on: column, value: element)
        case .customField: return conditionOnCustomField(element)
        case .departments:
            return condition(
                exists: "u.key IN (SELECT m.userKey FROM department_members m)",
                matches: """
                    u.key IN (SELECT m.userKey FROM department_members m
                        WHERE m.departmentKey IN (SELECT value FROM json_each(?1, '\(element)')))
                    """)
        case .identities:
            let same = ["extIdpId", "provider", "type", "userIdInIdp"].map {
                "ifnull(w.value ->> '\($0)', i.\($0)) = i.\($0)"
            }
            return condition(
                exists: "u.key IN (SELECT i.userKey FROM user_identities i)",
                matches: """
                    u.key IN (SELECT i.userKey FROM user_identities i JOIN json_each(?1, '\(element)') w
                        WHERE \(same.joined(separator: " AND ")))
                    """)
        case .sources:
            return condition(
                exists: "1",
                matches: """
                    EXISTS (SELECT 1 FROM json_each(?1, '\(element)') w
                        WHERE ifnull(w.value ->> 'userSourceId', u.userSourceId) IS u.userSourceId
                        AND ifnull(w.value ->> 'userSourceType', u.userSourceType) = u.userSourceType)
                    """)
        case .loggedInApps: return condition(exists: "0", matches: "0")
        }
    }

    /// The condition on a subject with several values for a user.
    private func condition(exists: String, matches: String) -> String {
        switch comparison {
        case .notEqual: "NOT \(matches)"
        case .isNull: "NOT \(exists)"
        case .notNull: exists
        default: matches
        }
    }

    private func condition(on column: UserColumn, value path: String) -> String {
        let field = column.expression
        // As `EmailAddress.normalized`, the stored form of addresses.
        let form = field == "u.\(UserAttribute.email.rawValue)" ? "lowercased" : ""
        let value = "\(form)(json_extract(?1, '\(path)'))"
        return switch comparison {
        case .equal: "\(field) = \(value)"
        case .notEqual: "\(field) IS NOT \(value)"
        case .isIn: "\(field) IN (SELECT \(form)(value) FROM json_each(?1, '\(path)'))"
        case .greater: "\(field) >= \(value)"
        case .lesser: "\(field) <= \(value)"
        case .between:
            "\(field) BETWEEN \(form)(json_extract(?1, '\(path)[0]')) AND \(form)(json_extract(?1, '\(path)[1]'))"
        default: commonCondition(on: field, value: value)
        }
    }

    private func conditionOnCustomField(_ path: String) -> String {
        let owners =
            "SELECT c.userKey FROM user_custom_values c WHERE c.name = json_extract(?1, '\(path).name')"
        let field = """
            (SELECT c.value FROM user_custom_values c
                WHERE c.userKey = u.key AND c.name = json_extract(?1, '\(path).name'))
            """
        let value = "json_extract(?1, '\(path).value')"
        // In SQLite every number is less than every text; here they are not comparable.
        func sameKind(_ value: String) -> String {
            "(typeof(\(field)) = 'text') = (typeof(\(value)) = 'text')"
        }
        switch comparison {
        case .equal: return "u.key IN (\(owners) AND c.value = \(value))"
        case .isIn:
            return "u.key IN (\(owners) AND c.value IN (SELECT value FROM json_each(?1, '\(path).value')))"
        case .notEqual: return "\(field) IS NOT \(value)"
        case .greater: return "\(field) >= \(value) AND \(sameKind(value))"
        case .lesser: return "\(field) <= \(value) AND \(sameKind(value))"
        case .between:
            let bounds = [0, 1].map { "json_extract(?1, '\(path).value[\($0)]')" }
            let kinds = bounds.map(sameKind).joined(separator: " AND ")
            return "\(field) BETWEEN \(bounds[0]) AND \(bounds[1]) AND \(kinds)"
        default: return commonCondition(on: field, value: value)
        }
    }

    /// The conditions that are the same for all types.
    private func commonCondition(on field: String, value: String) -> String {
        switch comparison {
        case .contains: "instr(fold(\(field)), fold(\(value))) > 0"
        case .notContains: "ifnull(instr(fold(\(field)), fold(\(value))), 0) = 0"
        case .isNull: "\(field) IS NULL"
        default: "\(field) IS NOT NULL"
        }
    }
}
