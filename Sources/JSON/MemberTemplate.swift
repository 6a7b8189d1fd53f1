/// Members that stand together in an object, known before it is written, most of them null.
///
/// A run of nulls is copied in one piece.
package struct MemberTemplate: Sendable {
    fileprivate let names: [String]
    /// The members as compact JSON text, each null: `"a":null,"b":null`.
    fileprivate let text: [UInt8]
    /// Where each member begins in `text`; one more for the end, as if a comma stood before it.
    fileprivate let starts: [Int]

    /// Prepares members.
    ///
    /// - Parameter names: their names in order; text that needs no escapes.
    package init(_ names: [String]) {
        var text: [UInt8] = []
        var starts: [Int] = []
        for name in names {
            if !text.isEmpty { text.append(UInt8(ascii: ",")) }
            starts.append(text.count)
            text += Array("\"\(name)\":null".utf8)
        }
        self.names = names
        self.text = text
        self.starts = starts + [text.count + 1]
    }
}

extension Writer {
    /// Writes the members of a template, all null.
    package mutating func members(_ template: MemberTemplate) {
        members(template, isNull: { _ in true }, value: { _, _ in })
    }

    /// Writes the members of a template.
    ///
    /// - Parameters:
    ///   - template: the members.
    ///   - isNull: whether the member at an index is null.
    ///   - value: writes the value of the member at an index; is called for those that are not null.
    package mutating func members(
        _ template: MemberTemplate, isNull: (Int) -> Bool, value: (Int, inout Writer) throws -> Void
    ) rethrows {
        var firstNull = 0
        for index in template.names.indices where !isNull(index) {
            nulls(of: template, firstNull..<index)
            firstNull = index + 1
            name(of: template, index)
            try value(index, &self)
        }
        nulls(of: template, firstNull..<template.names.count)
    }

    private mutating func nulls(of template: MemberTemplate, _ range: Range<Int>) {
        guard !range.isEmpty else { return }
        guard layout == .compact else {
            for index in range {
                name(template.names[index])
                null()
            }
            return
        }
        separate()
        append(template, template.starts[range.lowerBound]..<template.starts[range.upperBound] - 1)
        state = .value
    }

    private mutating func name(of template: MemberTemplate, _ index: Int) {
        guard layout == .compact else { return name(template.names[index]) }
        separate()
        append(template, template.starts[index]..<template.starts[index + 1] - 1 - "null".utf8.count)
        state = .name
    }

    private mutating func append(_ template: MemberTemplate, _ range: Range<Int>) {
        template.text.withUnsafeBufferPointer {
            output.append(contentsOf: UnsafeBufferPointer(rebasing: $0[range]))
        }
    }
}
