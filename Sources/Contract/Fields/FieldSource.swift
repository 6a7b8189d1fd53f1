public import JSON

/// The raw value of a field in a request.
public enum FieldSource {
    /// A member of the body.
    case json(Value)
    /// The values of a query parameter, in the order received; `areElements` if the name was that of a list's element,
    /// `name[]` or `name[0]`.
    case query([String], areElements: Bool = false)

    /// The value as a string.
    ///
    /// For the service, a repeated query parameter is a list and not a string.
    public var text: String? {
        switch self {
        case .json(let value): value.string
        case .query(let values, _): values.count == 1 ? values[0] : nil
        }
    }

    /// The value as an enumeration value, compared by its bytes.
    public func choice<Choice: CaseIterable & RawRepresentable<String>>(of type: Choice.Type) -> Choice? {
        guard let text else { return nil }
        return Choice.allCases.first { $0.rawValue.utf8.elementsEqual(text.utf8) }
    }

    /// The value as a list of strings; nil for other values and unknown forms.
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

    /// Which element of a list of non-empty strings is invalid, for the log.
    ///
    /// - Parameters:
    ///   - name: the list's name.
    ///   - count: the allowed number of elements.
    /// - Returns: the text, such as `userIds[3]`; nil for other errors.
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

    /// The value as a Boolean.
    ///
    /// In a query, Python sends `True` and `False`, PHP `1` and an empty value.
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
    /// The Go SDK writes large ones as `1.6e+12`, and an unencoded `+` in a query is a blank.
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
