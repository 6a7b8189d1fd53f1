public import JSON

extension Field<String> {
    /// A string with a default.
    public static func text(
        _ name: String, default absent: String, length: ClosedRange<Int> = 0...Int.max
    ) -> Field {
        Field(name, .string(length: length), absent: absent, placeholder: absent) { source in
            guard let text = source.text, length.contains(text.unicodeScalars.count) else { return nil }
            return text
        }
    }
}

extension Field<Bool> {
    /// A required Boolean.
    public static func requiredFlag(_ name: String) -> Field {
        Field(name, .boolean, absent: nil, placeholder: false) { $0.bool }
    }
}

extension Field<Int> {
    /// A required whole number.
    public static func requiredNumber(_ name: String, in range: ClosedRange<Int>) -> Field {
        Field(name, .integer(range), absent: nil, placeholder: 0) { source in
            guard let number = source.integer, range.contains(number) else { return nil }
            return number
        }
    }
}

extension Field<Int?> {
    /// An optional whole number.
    public static func optionalNumber(_ name: String, in range: ClosedRange<Int>) -> Field {
        Field(name, .integer(range), absent: .some(nil), placeholder: nil) { source in
            guard let number = source.integer, range.contains(number) else { return nil }
            return .some(number)
        }
    }

    /// An optional time in milliseconds or seconds.
    ///
    /// Zero counts as absent: the C# SDK sends zeros for fields that are not set (recorded for list-users: all users
    /// are listed).
    public static func optionalTime(_ name: String) -> Field {
        Field(name, .integer(0...Int.max), absent: .some(nil), placeholder: nil) { source in
            guard let number = source.integer, number >= 0 else { return nil }
            return .some(number == 0 ? nil : number)
        }
    }
}

extension Field<Value?> {
    /// Any JSON value; nil if absent.
    public static func any(_ name: String) -> Field {
        Field(name, .any, absent: .some(nil), placeholder: nil) { source in
            guard case .json(let value) = source else { return nil }
            return .some(value)
        }
    }
}

extension Field<[String]> {
    /// An optional list of non-empty strings; empty if absent.
    public static func optionalTexts(_ name: String) -> Field {
        Field(
            name, .strings(count: 0...Int.max), absent: [], placeholder: [],
            explain: { $0.faultOfTexts(named: name, count: 0...Int.max) }
        ) { source in
            guard let texts = source.texts, texts.allSatisfy({ !$0.isEmpty }) else { return nil }
            return texts
        }
    }
}

extension Field<[String]?> {
    /// An optional list of non-empty strings; nil if absent.
    public static func optionalTexts(_ name: String) -> Field {
        Field(
            name, .strings(count: 0...Int.max), absent: .some(nil), placeholder: nil,
            explain: { $0.faultOfTexts(named: name, count: 0...Int.max) }
        ) { source in
            guard let texts = source.texts, texts.allSatisfy({ !$0.isEmpty }) else { return nil }
            return .some(texts)
        }
    }

    /// An optional list of enumeration values; nil if absent.
    public static func optionalChoices(_ name: String, of names: [String]) -> Field {
        Field(name, .choices(names), absent: .some(nil), placeholder: nil) { source in
            guard let texts = source.texts, texts.allSatisfy({ names.contains($0) }) else { return nil }
            return .some(texts)
        }
    }
}

extension Field<Bool> {
    /// Whether an object or list has content.
    public static func filled(_ name: String, _ type: FieldType = .object([])) -> Field {
        Field(name, type, absent: false, placeholder: false) { source in
            guard case .json(let value) = source else { return nil }
            switch (type, value.kind) {
            case (.object, .object), (.list, .array), (.strings, .array): return value.count > 0
            case (.object, .array) where value.isEmptyArray: return false
            default: return nil
            }
        }
    }
}

extension Field<Bool> {
    /// Whether a string has content; false if absent.
    public static func filledText(_ name: String) -> Field {
        Field(name, .string(length: 0...Int.max), absent: false, placeholder: false) { source in
            source.text.map { !$0.isEmpty }
        }
    }
}

extension Field<Bool> {
    /// Whether a list of non-empty strings has elements; false if absent.
    public static func filledTexts(_ name: String) -> Field {
        Field(
            name, .strings(count: 0...Int.max), absent: false, placeholder: false,
            explain: { $0.faultOfTexts(named: name, count: 0...Int.max) }
        ) { source in
            guard let texts = source.texts, texts.allSatisfy({ !$0.isEmpty }) else { return nil }
            return !texts.isEmpty
        }
    }
}

extension Field where Content: CaseIterable & RawRepresentable<String> {
    /// A required enumeration value.
    ///
    /// - Parameters:
    ///   - name: the name on the wire.
    ///   - placeholder: used instead of an invalid value until the whole request has been read.
    /// - Returns: the field.
    public static func requiredChoice(_ name: String, placeholder: Content) -> Field {
        Field(name, .choice(Content.allCases.map(\.rawValue)), absent: nil, placeholder: placeholder) {
            source in
            source.choice(of: Content.self)
        }
    }
}

extension Field {
    /// An optional enumeration value; nil if absent.
    public static func optionalChoice<Choice: CaseIterable & RawRepresentable<String> & Sendable>(
        _ name: String, of type: Choice.Type
    ) -> Field<Choice?> where Content == Choice? {
        Field(name, .choice(Choice.allCases.map(\.rawValue)), absent: .some(nil), placeholder: nil) {
            source in
            source.choice(of: Choice.self).map { .some($0) }
        }
    }

    /// An optional list of objects of limited length.
    public static func optionalList<Object: NestedObject>(
        _ name: String, of type: Object.Type, atMost count: Int = Int.max
    ) -> Field<[Object]> where Content == [Object] {
        Field(
            name, .list(of: Object.fields, count: 0...count), absent: [], placeholder: [],
            explain: { Object.fault(ofListIn: $0, named: name, count: 0...count) },
            rules: { Object.brokenRules(ofListIn: $0, count: 0...count) }
        ) { source in
            guard case .json(let value) = source, value.kind == .array, value.count <= count else {
                return nil
            }
            var objects: [Object] = []
            for element in value.elements {
                guard element.kind == .object else { return nil }
                var fields = FieldReader(.body(element), fields: Object.fields)
                objects.append(Object(from: &fields))
                guard fields.isValid else { return nil }
            }
            return objects
        }
    }
}
