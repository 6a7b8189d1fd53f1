internal import JSON

/// The rules of a field in the words of the service's validator (class-validator): `<field> should not be empty`.
///
/// data-permissions.md says which sentences were recorded; the others are those of the same validator.
struct FieldRules {
    let name: String
    let type: FieldType
    /// The rules that an empty list breaks.
    let whenEmpty: EmptyListRule

    /// The rules that an invalid value breaks, one sentence each.
    ///
    /// - Parameter source: the value; nil if absent.
    /// - Returns: the sentences.
    func broken(by source: FieldSource?) -> [String] {
        switch type {
        case .string(let length): [ofText(source, length)]
        case .choice(let values): ["\(name) \(Self.isOne(of: values))"]
        case .choices(let values): ["each value in \(name) \(Self.isOne(of: values))"]
        case .strings(let count, _), .list(_, let count): ofList(source, count)
        case .boolean: ["\(name) must be a boolean value"]
        case .object: ["\(name) must be an object"]
        case .integer(let range): [ofNumber(source, range)]
        case .any: ["\(name) should not be empty"]
        }
    }

    private static func isOne(of values: [String]) -> String {
        "must be one of the following values: \(values.joined(separator: ", "))"
    }

    private func ofText(_ source: FieldSource?, _ length: ClosedRange<Int>) -> String {
        guard let source else { return "\(name) should not be empty" }
        guard let text = source.text else { return "\(name) must be a string" }
        return text.unicodeScalars.count > length.upperBound
            ? "\(name) must be shorter than or equal to \(length.upperBound) characters"
            : "\(name) should not be empty"
    }

    private func ofNumber(_ source: FieldSource?, _ range: ClosedRange<Int>) -> String {
        guard let number = source?.integer else { return "\(name) must be an integer number" }
        return number > range.upperBound
            ? "\(name) must not be greater than \(range.upperBound)"
            : "\(name) must not be less than \(range.lowerBound)"
    }

    private func ofList(_ source: FieldSource?, _ count: ClosedRange<Int>) -> [String] {
        guard let elements = Self.count(of: source) else { return ["\(name) must be an array"] }
        if elements > count.upperBound {
            return ["\(name) must contain no more than \(count.upperBound) elements"]
        }
        if elements < max(count.lowerBound, 1) { return ofEmptyList(least: max(count.lowerBound, 1)) }
        if case .strings = type {
            return source?.texts == nil
                ? ["each value in \(name) must be a string"] : ["each value in \(name) should not be empty"]
        }
        return ["each value in nested property \(name) must be either object or array"]
    }

    /// The number of elements; nil if the value is not a list.
    private static func count(of source: FieldSource?) -> Int? {
        switch source {
        case nil: 0
        case .json(let value): value.kind == .array ? value.count : nil
        case .query: source?.texts?.count
        }
    }

    private func ofEmptyList(least: Int) -> [String] {
        let tooFew = "\(name) must contain at least \(least) elements"
        let empty = "\(name) should not be empty"
        return switch whenEmpty {
        case .tooFew: [tooFew]
        case .notEmpty: [empty]
        case .both: [tooFew, empty]
        }
    }
}
