internal import Contract
internal import JSON

extension DataStatementPermissionDto {
    /// The statement of a policy.
    var statement: DataStatement { DataStatement(effect, permissions) }
}

extension Field<[DataStatementPermissionDto]?> {
    /// The statements of a change; nil if absent.
    static func optionalStatements(_ name: String, count: ClosedRange<Int>) -> Field {
        let required = Field<[DataStatementPermissionDto]>.list(name, count: count)
        return Field(
            name, required.type, absent: .some(nil), placeholder: nil, explain: { required.fault(in: $0) },
            rules: { required.brokenRules(in: $0) }
        ) { source in
            let (statements, isValid) = required.read(source)
            return isValid ? .some(statements) : nil
        }
    }
}

extension Field<[DataPolicyTargetType]?> {
    /// The kinds of targets that are listed; nil for all.
    static func targetTypes(_ name: String) -> Field {
        Field(
            name, .choices(DataPolicyTargetType.allCases.map(\.rawValue)), absent: .some(nil),
            placeholder: nil
        ) { source in
            guard let texts = source.texts else { return nil }
            let types = texts.compactMap(DataPolicyTargetType.init(rawValue:))
            return types.count == texts.count ? .some(types) : nil
        }
    }
}
