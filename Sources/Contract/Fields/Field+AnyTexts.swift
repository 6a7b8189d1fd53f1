extension Field<[String]> {
    /// A required list of strings, of which some may be empty.
    ///
    /// - Parameters:
    ///   - name: the name on the wire.
    ///   - count: the allowed number of strings.
    /// - Returns: the field.
    public static func anyTexts(_ name: String, count: ClosedRange<Int>) -> Field {
        Field(name, .strings(count: count, areFilled: false), absent: nil, placeholder: []) { source in
            guard let texts = source.texts, count.contains(texts.count) else { return nil }
            return texts
        }
    }
}

extension Field<[String]?> {
    /// An optional list of strings, of which some may be empty; nil if absent.
    ///
    /// - Parameters:
    ///   - name: the name on the wire.
    ///   - count: the allowed number of strings.
    /// - Returns: the field.
    public static func optionalAnyTexts(_ name: String, count: ClosedRange<Int>) -> Field {
        Field(name, .strings(count: count, areFilled: false), absent: .some(nil), placeholder: nil) {
            source in
            guard let texts = source.texts, count.contains(texts.count) else { return nil }
            return .some(texts)
        }
    }
}
