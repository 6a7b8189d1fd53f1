public import JSON

/// What a request holds under a field's name, before it is read as a type.
public enum FieldSource {
    /// A member of the body.
    case json(Value)
    /// The values of a query parameter, in the order received; `areElements` tells that the name was written as that
    /// of a list's element, `name[]` or `name[0]`.
    case query([String], areElements: Bool = false)

    /// The value as a string.
    ///
    /// A query parameter that is there twice is a list to the service and no string.
    public var text: String? {
        switch self {
        case .json(let value): value.string
        case .query(let values, _): values.count == 1 ? values[0] : nil
        }
    }

    /// The value as one of a few strings, compared by their bytes.
    public func choice<Choice: CaseIterable & RawRepresentable<String>>(of type: Choice.Type) -> Choice? {
        guard let text else { return nil }
        return Choice.allCases.first { $0.rawValue.utf8.elementsEqual(text.utf8) }
    }

    /// The value as a list of strings; nil when it is none, or in a form that is not known.
    public var texts: [String]? {
        switch self {
        case .json(let value):
            guard value.kind == .array else { return nil }
            var texts: [String] = []
            texts.reserveCapacity(value.count)
            for element in value.elements {
                guard let text = element.string else { return nil }
                texts.append(text)
            }
            return texts
        case .query(let values, let areElements):
            return QueryList.elements(of: values, areElements: areElements)
        }
    }

    /// Which element of a list of non-empty strings is bad, for the log.
    ///
    /// - Parameters:
    ///   - name: the list's name.
    ///   - count: how many elements it may have.
    /// - Returns: the text, as `userIds[3]`; nil when that is not the fault.
    public func faultOfTexts(named name: String, count: ClosedRange<Int>) -> String? {
        if case .json(let value) = self, value.kind == .array,
            let index = Array(value.elements).firstIndex(where: { $0.string?.isEmpty ?? true })
        {
            return "\(name)[\(index)] is no text, or an empty one"
        }
        guard let texts else { return "\(name) cannot be read as a list of texts" }
        if let index = texts.firstIndex(where: \.isEmpty) { return "\(name)[\(index)] is empty" }
        return count.contains(texts.count) ? nil : "\(name) has \(texts.count) elements"
    }

    /// The value as a truth value.
    ///
    /// Python sends `True` and `False` in a query, PHP `1` and nothing.
    public var bool: Bool? {
        switch self {
        case .json(let value): value.bool
        case .query(let values, _):
            switch values.count == 1 ? values[0] : nil {
            case "true", "True", "1": true
            case "false", "False", "0", "": false
            default: nil
            }
        }
    }

    /// The value as a whole number.
    ///
    /// The Go SDK writes large ones as `1.6e+12`, and a `+` that is not encoded is a blank in a query.
    public var integer: Int? {
        switch self {
        case .json(let value):
            return value.int64.map(Int.init)
        case .query(let values, _):
            guard values.count == 1 else { return nil }
            let digits = values[0].utf8.contains(0x20) ? values[0].replacing("e ", with: "e+") : values[0]
            guard let document = try? Document(parsing: Array(digits.utf8)) else { return nil }
            return document.root.int64.map(Int.init)
        }
    }
}
