internal import Contract
internal import JSON

extension Field<DataStructure> {
    /// A required struct of any type.
    ///
    /// - Parameters:
    ///   - name: the name on the wire.
    ///   - mostTexts: the most texts of a list.
    /// - Returns: the field.
    static func structure(_ name: String, mostTexts: Int) -> Field {
        Field(
            name, .any, absent: nil, placeholder: .empty,
            rules: { DataStructureRules(mostTexts: mostTexts).broken(by: $0) }
        ) { DataStructureRules(mostTexts: mostTexts).structure($0) }
    }

    /// A required text.
    ///
    /// - Parameters:
    ///   - name: the name on the wire.
    ///   - most: the most characters.
    /// - Returns: the field.
    static func structureText(_ name: String, most: Int) -> Field {
        Field(name, .string(length: 1...most), absent: nil, placeholder: .empty) { source in
            guard case .json(let value) = source, let text = value.string,
                (1...most).contains(text.unicodeScalars.count)
            else { return nil }
            return try? DataStructure(value)
        }
    }

    /// A required list of texts that are not empty.
    static func structureTexts(_ name: String, count: ClosedRange<Int>) -> Field {
        Field(name, .strings(count: count), absent: nil, placeholder: .empty, whenEmpty: .both) { source in
            guard case .json(let value) = source, value.kind == .array, count.contains(value.count),
                let structure = try? DataStructure(value), structure.type == .array
            else { return nil }
            return structure
        }
    }

    /// A required tree.
    static func structureTree(_ name: String) -> Field {
        Field(
            name, .any, absent: nil, placeholder: .empty,
            rules: { source in
                guard case .json(let value) = source, value.kind == .array else {
                    return ["\(name) must be an array"]
                }
                guard value.count > 0 else { return ["\(name) must contain at least 1 elements"] }
                let broken = DataStructureRules().broken(by: source)
                return broken.isEmpty
                    ? ["each value in nested property \(name) must be either object or array"] : broken
            }
        ) { source in
            guard let structure = DataStructureRules().structure(source), structure.type == .tree else {
                return nil
            }
            return structure
        }
    }
}

extension Field<DataStructure?> {
    /// An optional struct of any type.
    static func optionalStructure(_ name: String, mostTexts: Int) -> Field {
        Field(
            name, .any, absent: .some(nil), placeholder: nil,
            rules: { DataStructureRules(mostTexts: mostTexts).broken(by: $0) }
        ) { source in
            DataStructureRules(mostTexts: mostTexts).structure(source).map { .some($0) }
        }
    }
}

extension Field<[String]?> {
    /// The actions of a change; nil if absent.
    static func optionalActions(_ name: String, count: ClosedRange<Int>) -> Field {
        Field(name, .strings(count: count), absent: .some(nil), placeholder: nil, whenEmpty: .notEmpty) {
            source in
            guard let texts = source.texts, count.contains(texts.count), texts.allSatisfy({ !$0.isEmpty })
            else { return nil }
            return .some(texts)
        }
    }
}

/// The rules of a struct in a request.
private struct DataStructureRules {
    /// The most characters of a text.
    private static let longestText = 500

    /// The most texts of a list.
    var mostTexts = Int.max

    /// The struct in a request; nil if it breaks a rule.
    func structure(_ source: FieldSource) -> DataStructure? {
        guard case .json(let value) = source, broken(by: source).isEmpty else { return nil }
        return try? DataStructure(value)
    }

    /// The rule that a struct breaks.
    func broken(by source: FieldSource) -> [String] {
        guard case .json(let value) = source else { return [] }
        do throws(DataResourceError) {
            let structure = try DataStructure(value)
            switch structure.type {
            case .string where (value.string ?? "").unicodeScalars.count > Self.longestText:
                return ["struct must be shorter than or equal to \(Self.longestText) characters"]
            case .array where value.count > mostTexts:
                return ["struct must contain no more than \(mostTexts) elements"]
            default: return []
            }
        } catch {
            guard case .invalidStruct(let rule) = error else { return [] }
            return [rule]
        }
    }
}
