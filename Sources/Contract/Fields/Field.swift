/// A field of a request, declared once: how it is read and checked.
///
/// `null` counts as absent; the Go SDK sends it for lists without a value.
public struct Field<Content: Sendable>: FieldDeclaration {
    public let name: String
    public let type: FieldType
    /// The value of an absent field; nil if the field is required.
    @usableFromInline let absent: Content?
    /// Used instead of an invalid value until the whole request has been read.
    @usableFromInline let placeholder: Content
    @usableFromInline let convert: @Sendable (FieldSource) -> Content?
    /// Explains an invalid value.
    private let explain: (@Sendable (FieldSource) -> String?)?
    /// The rules that an invalid value breaks, if they do not follow from the type.
    private let rules: (@Sendable (FieldSource) -> [String])?
    /// The rules that an empty list breaks.
    let whenEmpty: EmptyListRule

    public init(
        _ name: String, _ type: FieldType, absent: Content?, placeholder: Content,
        whenEmpty: EmptyListRule = .tooFew, explain: (@Sendable (FieldSource) -> String?)? = nil,
        rules: (@Sendable (FieldSource) -> [String])? = nil,
        convert: @escaping @Sendable (FieldSource) -> Content?
    ) {
        self.name = name
        self.type = type
        self.absent = absent
        self.placeholder = placeholder
        self.convert = convert
        self.explain = explain
        self.rules = rules
        self.whenEmpty = whenEmpty
    }

    /// Reads the field's value.
    ///
    /// - Parameter source: the value in the request; nil if absent.
    /// - Returns: the value and whether it is valid.
    @inlinable public func read(_ source: FieldSource?) -> (value: Content, isValid: Bool) {
        guard let value = source.map(convert) ?? absent else { return (placeholder, false) }
        return (value, true)
    }

    /// What is wrong inside an invalid value, for the log: the path of an element.
    ///
    /// - Parameter source: the value in the request; nil if absent.
    /// - Returns: the text; nil if the field's name is enough.
    public func fault(in source: FieldSource?) -> String? {
        guard let explain, let source else { return nil }
        return explain(source)
    }

    /// The rules that an invalid value breaks, one sentence each, for operations that name them (`FieldRefusal`).
    public func brokenRules(in source: FieldSource?) -> [String] {
        if let source, let broken = rules?(source), !broken.isEmpty { return broken }
        return FieldRules(name: name, type: type, whenEmpty: whenEmpty).broken(by: source)
    }
}

extension Field<String> {
    /// A required string.
    ///
    /// - Parameters:
    ///   - name: the name on the wire.
    ///   - length: the allowed number of characters; by default at least one.
    /// - Returns: the field.
    public static func text(_ name: String, length: ClosedRange<Int> = 1...Int.max) -> Field {
        Field(name, .string(length: length), absent: nil, placeholder: "") { source in
            guard let text = source.text, length.contains(text.unicodeScalars.count) else { return nil }
            return text
        }
    }
}

extension Field<String?> {
    /// An optional string.
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
    ///   - count: the allowed number of strings.
    ///   - whenEmpty: the rules that an empty list breaks.
    /// - Returns: the field.
    public static func texts(
        _ name: String, count: ClosedRange<Int>, whenEmpty: EmptyListRule = .tooFew
    ) -> Field {
        Field(
            name, .strings(count: count), absent: nil, placeholder: [], whenEmpty: whenEmpty,
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
    /// A Boolean with a default, by default false.
    public static func flag(_ name: String, default absent: Bool = false) -> Field {
        Field(name, .boolean, absent: absent, placeholder: absent) { $0.bool }
    }
}

extension Field<Bool?> {
    /// An optional Boolean.
    public static func optionalFlag(_ name: String) -> Field {
        Field(name, .boolean, absent: .some(nil), placeholder: nil) { source in
            source.bool.map { .some($0) }
        }
    }
}

extension Field<Int> {
    /// A whole number with a default.
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
    /// An enumeration value with a default.
    public static func choice(_ name: String, default absent: Content) -> Field {
        Field(name, .choice(Content.allCases.map(\.rawValue)), absent: absent, placeholder: absent) {
            source in
            source.choice(of: Content.self)
        }
    }
}
