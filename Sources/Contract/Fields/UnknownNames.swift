public import JSON

/// Collects the unknown names in a body and in the objects inside it.
public struct UnknownNames {
    /// The names: `odd`, `options.odd` in an object, `list[].odd` in the objects of an array.
    private(set) var names: [String] = []
    private let limit: Int

    /// Creates an empty list.
    ///
    /// - Parameter limit: the most names that are collected.
    public init(limit: Int) {
        self.limit = limit
    }

    /// Collects the unknown names of an object and of the objects inside it.
    ///
    /// - Parameters:
    ///   - object: the object.
    ///   - fields: the known fields.
    ///   - place: the prefix of its names.
    public mutating func find(
        in object: Value, besides fields: [any FieldDeclaration], at place: String = ""
    ) {
        for (name, value) in object.members {
            guard names.count < limit else { return }
            guard let field = fields.first(where: { name.isString(equalTo: $0.name) }) else {
                names.append(place + (name.string ?? ""))
                continue
            }
            let type = field.type
            let members = type.members
            guard !members.isEmpty else { continue }
            switch value.kind {
            case .object where !type.isList: find(in: value, besides: members, at: "\(place)\(field.name).")
            case .array where type.isList:
                for element in value.elements where element.kind == .object {
                    find(in: element, besides: members, at: "\(place)\(field.name)[].")
                }
            default: break
            }
        }
    }
}
