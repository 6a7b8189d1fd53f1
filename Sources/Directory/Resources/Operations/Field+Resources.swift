internal import Contract
internal import JSON

extension Field<[ResourceAction]?> {
    /// The actions of a changed resource; nil if absent.
    static func optionalResourceActions(_ name: String, atMost most: Int) -> Field {
        let required = Field<[ResourceAction]>.list(name, count: 0...most)
        return Field(
            name, required.type, absent: .some(nil), placeholder: nil, explain: { required.fault(in: $0) },
            rules: { required.brokenRules(in: $0) }
        ) { source in
            let (actions, isValid) = required.read(source)
            return isValid ? .some(actions) : nil
        }
    }
}
