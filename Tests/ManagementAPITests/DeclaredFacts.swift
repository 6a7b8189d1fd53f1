import JSON

@testable import Contract

/// What a declared field says beside its name and type; the program needs it only to read the field.
protocol DeclaredFacts {
    /// Whether a call without the field is refused.
    var isRequired: Bool { get }
    /// The value of an absent field; nil when there is none, or none that JSON has.
    var defaultValue: DefaultValue? { get }
}

/// The value of an absent field.
enum DefaultValue: Equatable {
    case text(String)
    case texts([String])
    case integer(Int)
    case boolean(Bool)
}

extension Field: DeclaredFacts {
    var isRequired: Bool { absent == nil }

    var defaultValue: DefaultValue? {
        switch (type, absent as Any) {
        case (.boolean, let flag as Bool): .boolean(flag)
        case (.integer, let number as Int): .integer(number)
        case (.string, let text as String): .text(text)
        case (.choice, let choice as any RawRepresentable<String>): .text(choice.rawValue)
        case (.choices, let texts as [String]): .texts(texts)
        default: nil
        }
    }
}

extension ObjectField: DeclaredFacts {
    var defaultValue: DefaultValue? { nil }
}

/// What a schema of OpenAPI says of a value, or what a declaration says of a field, in one form.
struct ValueFacts: Equatable {
    var type: String?
    var choices: [String]?
    var bounds: [String: Int64] = [:]
    var standard: DefaultValue?
    /// The type and choices of an array's strings.
    var items: [String]?

    /// Those of a schema; `null` is not among them.
    init(schema: Value) {
        type = schema["type"].flatMap { $0.string ?? $0.elements.first { _ in true }?.string }
        choices = schema["enum"]?.elements.compactMap(\.string)
        for name in ["minimum", "maximum", "minItems", "maxItems", "minLength", "maxLength"] {
            bounds[name] = schema[name]?.int64
        }
        standard = schema["default"].flatMap(Self.standard)
        if let items = schema["items"], items["type"]?.string == "string" {
            self.items =
                items["enum"]?.elements.compactMap(\.string) ?? [
                    "minLength \(items["minLength"]?.int64 ?? 0)"
                ]
        }
    }

    /// Those of a declaration.
    init(_ field: any FieldDeclaration) {
        standard = (field as? any DeclaredFacts)?.defaultValue
        switch field.type {
        case .any: break
        case .string(let length): set("string", length, "minLength", "maxLength", least: 0)
        case .choice(let choices): (type, self.choices) = ("string", choices)
        case .choices(let choices): (type, items) = ("array", choices)
        case .strings(let count, let areFilled):
            set("array", count, "minItems", "maxItems", least: 0)
            items = ["minLength \(areFilled ? 1 : 0)"]
        case .boolean: type = "boolean"
        case .integer(let range): set("integer", range, "minimum", "maximum", least: .min)
        case .object: type = "object"
        case .list(_, let count): set("array", count, "minItems", "maxItems", least: 0)
        }
    }

    private mutating func set(
        _ type: String, _ range: ClosedRange<Int>, _ lower: String, _ upper: String, least: Int
    ) {
        self.type = type
        if range.lowerBound > least { bounds[lower] = Int64(range.lowerBound) }
        if range.upperBound < .max { bounds[upper] = Int64(range.upperBound) }
    }

    private static func standard(_ value: Value) -> DefaultValue? {
        switch value.kind {
        case .string: value.string.map { .text($0) }
        case .array: .texts(value.elements.compactMap(\.string))
        case .bool: value.bool.map { .boolean($0) }
        default: value.int64.map { .integer(Int($0)) }
        }
    }
}
