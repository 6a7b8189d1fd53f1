public import JSON

/// An object inside a request, with fields declared like those of an operation.
public protocol NestedObject: RequestObject {
    /// The fields in the order of the public description.
    static var fields: [any FieldDeclaration] { get }
}

extension NestedObject {
    /// Which element of a list is invalid, and which field of it, for the log.
    ///
    /// - Parameters:
    ///   - source: the list.
    ///   - name: its name.
    ///   - count: the allowed number of elements.
    /// - Returns: the text, such as `list[3].email`; nil if the list is valid.
    public static func fault(
        ofListIn source: FieldSource, named name: String, count: ClosedRange<Int> = 0...Int.max
    ) -> String? {
        guard case .json(let value) = source, value.kind == .array else { return nil }
        guard count.contains(value.count) else { return "\(name) has \(value.count) elements" }
        for (index, element) in value.elements.enumerated() {
            guard element.kind == .object else { return "\(name)[\(index)] is no object" }
            var fields = FieldReader(.body(element), fields: Self.fields)
            _ = Self(from: &fields)
            if let fault = fields.fault { return "\(name)[\(index)].\(fault)" }
        }
        return nil
    }

    /// The rules that the first invalid element of a list breaks; the sentences name its fields without the list.
    ///
    /// - Parameters:
    ///   - source: the list.
    ///   - count: the allowed number of elements.
    /// - Returns: the sentences; empty if no element is invalid, or there are too many or too few.
    static func brokenRules(ofListIn source: FieldSource, count: ClosedRange<Int>) -> [String] {
        guard case .json(let value) = source, value.kind == .array, count.contains(value.count) else {
            return []
        }
        for element in value.elements where element.kind == .object {
            var fields = FieldReader(.body(element), fields: Self.fields)
            _ = Self(from: &fields)
            if !fields.isValid { return fields.brokenRules }
        }
        return []
    }
}

extension Field where Content: RangeReplaceableCollection, Content.Element: NestedObject {
    /// A required list of objects.
    ///
    /// An invalid object makes the list invalid: the service names only the list (envelope.md).
    ///
    /// - Parameters:
    ///   - name: the field's name.
    ///   - count: the allowed number of objects.
    ///   - whenEmpty: the rules that an empty list breaks.
    /// - Returns: the field.
    public static func list(
        _ name: String, count: ClosedRange<Int>, whenEmpty: EmptyListRule = .tooFew
    ) -> Field {
        Field(
            name, .list(of: Content.Element.fields, count: count), absent: nil, placeholder: Content(),
            whenEmpty: whenEmpty,
            explain: { Content.Element.fault(ofListIn: $0, named: name, count: count) },
            rules: { Content.Element.brokenRules(ofListIn: $0, count: count) }
        ) { source in
            guard case .json(let value) = source, value.kind == .array, count.contains(value.count) else {
                return nil
            }
            var elements = Content()
            for element in value.elements {
                guard element.kind == .object else { return nil }
                var fields = FieldReader(.body(element), fields: Content.Element.fields)
                elements.append(Content.Element(from: &fields))
                guard fields.isValid else { return nil }
            }
            return elements
        }
    }
}

extension Value {
    /// Whether it is `[]`, which PHP also writes for an object without members.
    public var isEmptyArray: Bool { kind == .array && count == 0 }
}

extension Field<String?> {
    /// An optional object, as the JSON text received; `{}` for `[]`, which PHP writes for an empty object.
    ///
    /// - Parameter name: the field's name.
    /// - Returns: the field.
    public static func optionalObject(_ name: String) -> Field {
        Field(name, .object([]), absent: .some(nil), placeholder: nil) { source in
            guard case .json(let value) = source else { return nil }
            if value.isEmptyArray { return .some("{}") }
            return value.kind == .object ? .some(String(decoding: value.text, as: UTF8.self)) : nil
        }
    }
}

extension FieldReader {
    /// Reads the fields of a required object; anything else is refused by the name of the field alone.
    ///
    /// - Parameters:
    ///   - name: the object's name.
    ///   - type: its type.
    /// - Returns: the object.
    public mutating func readRequiredObject<Object: NestedObject>(_ name: String, as type: Object.Type)
        -> Object
    {
        if case .json(let value) = source(of: name), value.kind == .object || value.isEmptyArray {
            return readObject(name, as: type)
        }
        refuse(named: name)
        var fields = FieldReader(.none, fields: Object.fields)
        return Object(from: &fields)
    }

    /// Reads the fields of an object inside the request; an absent one counts as empty.
    ///
    /// An invalid field inside is named by its own name: the service names `page` for `options.pagination.page`
    /// (envelope.md).
    ///
    /// - Parameters:
    ///   - name: the object's name.
    ///   - type: its type.
    /// - Returns: the object.
    public mutating func readObject<Object: NestedObject>(_ name: String, as type: Object.Type) -> Object {
        let inside: RequestParameters
        switch source(of: name) {
        case nil: inside = .none
        case .json(let value) where value.kind == .object: inside = .body(value)
        case .json(let value) where value.isEmptyArray: inside = .none
        default:
            refuse(named: name)
            inside = .none
        }
        var fields = FieldReader(inside, fields: Object.fields)
        let object = Object(from: &fields)
        adopt(fields, below: name)
        return object
    }
}
