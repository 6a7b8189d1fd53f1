/// A field of a request, declared once: how it is read and checked.
///
/// A field that is absent and one that is `null` are the same; the Go SDK sends `null` for lists it has no value for.
public struct Field<Content: Sendable>: FieldDeclaration {
    public let name: String
    public let type: FieldType
    /// The value of an absent field; nil when the field is required.
    @usableFromInline let absent: Content?
    /// Stands in for an invalid value until the whole request has been read.
    @usableFromInline let placeholder: Content
    @usableFromInline let convert: @Sendable (FieldSource) -> Content?
    /// Tells what is wrong inside an invalid value.
    private let explain: (@Sendable (FieldSource) -> String?)?

    public init(
        _ name: String, _ type: FieldType, absent: Content?, placeholder: Content,
        explain: (@Sendable (FieldSource) -> String?)? = nil,
        convert: @escaping @Sendable (FieldSource) -> Content?
    ) {
        self.name = name
        self.type = type
        self.absent = absent
        self.placeholder = placeholder
        self.convert = convert
        self.explain = explain
    }

    /// The field's value.
    ///
    /// - Parameter source: what the request holds under the name; nil when nothing.
    /// - Returns: the value and whether it is valid.
    @inlinable public func read(_ source: FieldSource?) -> (value: Content, isValid: Bool) {
        guard let value = source.map(convert) ?? absent else { return (placeholder, false) }
        return (value, true)
    }

    /// What is wrong inside an invalid value, for the log: the element of a list, with the way to it.
    ///
    /// - Parameter source: what the request holds under the name; nil when nothing.
    /// - Returns: the text, or nil where the field's name says it all.
    public func fault(in source: FieldSource?) -> String? {
        guard let explain, let source else { return nil }
        return explain(source)
    }
}

extension Field<String> {
    /// A required string.
    ///
    /// - Parameters:
    ///   - name: the name on the wire.
    ///   - length: how many characters it may have. The default needs one at least.
    /// - Returns: the field.
    public static func text(_ name: String, length: ClosedRange<Int> = 1...Int.max) -> Field {
        Field(name, .string(length: length), absent: nil, placeholder: "") { source in
            guard let text = source.text, length.contains(text.unicodeScalars.count) else { return nil }
            return text
        }
    }
}

extension Field<String?> {
    /// A string that may be absent.
    public static func optionalText(_ name: String, length: ClosedRange<Int> = 0...Int.max) -> Field {
        Field(name, .string(length: length), absent: .some(nil), placeholder: nil) { source in
            guard let text = source.text, length.contains(text.unicodeScalars.count) else { return nil }
            return .some(text)
        }
    }
}

extension Field<[String]> {
    /// A required list of non-empty strings.
    ///
    /// - Parameters:
    ///   - name: the name on the wire.
    ///   - count: how many there may be.
    /// - Returns: the field.
    public static func texts(_ name: String, count: ClosedRange<Int>) -> Field {
        Field(
            name, .strings(count: count), absent: nil, placeholder: [],
            explain: { $0.faultOfTexts(named: name, count: count) }
        ) { source in
            guard let texts = source.texts, count.contains(texts.count), texts.allSatisfy({ !$0.isEmpty })
            else {
                return nil
            }
            return texts
        }
    }
}

extension Field<Bool> {
    /// A truth value with a default, which is false unless another is given.
    public static func flag(_ name: String, default absent: Bool = false) -> Field {
        Field(name, .boolean, absent: absent, placeholder: absent) { $0.bool }
    }
}

extension Field<Bool?> {
    /// A truth value that may be absent.
    public static func optionalFlag(_ name: String) -> Field {
        Field(name, .boolean, absent: .some(nil), placeholder: nil) { source in
            source.bool.map { .some($0) }
        }
    }
}

extension Field<Int> {
    /// A whole number that has a default.
    public static func number(_ name: String, in range: ClosedRange<Int>, default absent: Int) -> Field {
        Field(name, .integer(range), absent: absent, placeholder: absent) { source in
            guard let number = source.integer, range.contains(number) else { return nil }
            return number
        }
    }

    /// The number of a page, from 1.
    public static let page = number("page", in: 1...Int.max, default: 1)
    /// The length of a page, from 1 to 50.
    public static let limit = number("limit", in: 1...50, default: 10)
}

extension Field where Content: CaseIterable & RawRepresentable<String> {
    /// One of a few strings, with a default.
    public static func choice(_ name: String, default absent: Content) -> Field {
        Field(name, .choice(Content.allCases.map(\.rawValue)), absent: absent, placeholder: absent) {
            source in
            source.choice(of: Content.self)
        }
    }
}
