internal import Bytes

/// Adjacent members of an object that usually have the same values.
///
/// A run of members with their usual values is written with one copy.
public struct MemberTemplate: Sendable {
    fileprivate let names: [String]
    /// The usual values as JSON text.
    fileprivate let values: [String]
    /// The members with their usual values as compact JSON text: `"a":null,"b":[]`.
    fileprivate let text: [UInt8]
    /// Where each member begins in `text`, and a last entry for the end, as if a comma preceded it.
    fileprivate let starts: [Int]

    /// Creates a template.
    ///
    /// - Parameter members: their names in order, without characters that need escapes, and their usual values as JSON
    ///   text, without containers that the layout could change.
    public init(_ members: [(name: String, value: String)]) {
        var text: [UInt8] = []
        var starts: [Int] = []
        for (name, value) in members {
            if !text.isEmpty { text.append(UInt8(ascii: ",")) }
            starts.append(text.count)
            text += Array("\"\(name)\":\(value)".utf8)
        }
        names = members.map(\.name)
        values = members.map(\.value)
        self.text = text
        self.starts = starts + [text.count + 1]
    }
}

extension Writer {
    /// Writes the members of a template.
    ///
    /// - Parameters:
    ///   - template: the members.
    ///   - isUsual: whether the member at an index has its usual value.
    ///   - value: writes the value of the member at an index; called for the others.
    public mutating func members(
        _ template: MemberTemplate, isUsual: (Int) -> Bool, value: (Int, inout Writer) throws -> Void
    ) rethrows {
        var first = 0
        for index in template.names.indices where !isUsual(index) {
            usual(first..<index, of: template)
            first = index + 1
            name(index, of: template)
            try value(index, &self)
        }
        usual(first..<template.names.count, of: template)
    }

    private mutating func usual(_ range: Range<Int>, of template: MemberTemplate) {
        guard !range.isEmpty else { return }
        guard layout == .compact else {
            for index in range {
                name(template.names[index])
                raw(Array(template.values[index].utf8))
            }
            return
        }
        separate()
        append(template, template.starts[range.lowerBound]..<template.starts[range.upperBound] - 1)
        state = .value
    }

    private mutating func name(_ index: Int, of template: MemberTemplate) {
        guard layout == .compact else { return name(template.names[index]) }
        separate()
        let end = template.starts[index + 1] - 1 - template.values[index].utf8.count
        append(template, template.starts[index]..<end)
        state = .name
    }

    private mutating func append(_ template: MemberTemplate, _ range: Range<Int>) {
        template.text.withUnsafeBytes {
            output.append(UnsafeRawBufferPointer(rebasing: $0[range]))
        }
    }
}
