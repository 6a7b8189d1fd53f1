internal import Contract
internal import Faults
internal import JSON

extension RequestParameters {
    /// Whether the parameters contain an object; those of a query are compared as texts.
    func contains(_ object: Value) -> Bool {
        switch self {
        case .body(let body): body.contains(object)
        case .none: object.count == 0
        case .query(let pairs):
            object.members.allSatisfy { name, member in
                let name = name.string ?? ""
                let values = pairs.filter { Self.field(of: $0.name) == name }.map(\.value)
                let wanted = member.kind == .array ? Array(member.elements) : [member]
                return values.elementsEqual(wanted.map(Self.queryText))
            }
        }
    }

    /// A value as a query has it.
    private static func queryText(_ value: Value) -> String {
        value.string ?? String(decoding: value.text, as: UTF8.self)
    }
}
