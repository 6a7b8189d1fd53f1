public import Bytes

/// The position of one field line in the receive buffer, as offsets from the first byte of the message.
struct Field: Sendable {
    /// The first byte of the name.
    var nameStart: UInt32
    /// The byte after the name.
    var nameEnd: UInt32
    /// The first byte of the value, without blanks.
    var valueStart: UInt32
    /// The byte after the value, without blanks.
    var valueEnd: UInt32

    /// The bytes of the name.
    var name: Range<Int> { Int(nameStart)..<Int(nameEnd) }
    /// The bytes of the value.
    var value: Range<Int> { Int(valueStart)..<Int(valueEnd) }
}

/// The header section of a request, read in place; like all its views, valid during the handler's call only.
public struct Headers: RandomAccessCollection {
    private let message: ByteView
    private let fields: [Field]

    init(message: ByteView, fields: [Field]) {
        self.message = message
        self.fields = fields
    }

    public var startIndex: Int { 0 }
    public var endIndex: Int { fields.count }

    /// The field line at `position`, in the order received; the value without the blanks around it.
    public subscript(position: Int) -> (name: ByteView, value: ByteView) {
        let field = fields[position]
        return (message.view(field.name), message.view(field.value))
    }

    /// The value of the first field with this name in any case; nil if there is none.
    ///
    /// - Complexity: O(n) in the number of fields.
    public subscript(name: StaticString) -> ByteView? {
        for field in fields where field.name.count == name.utf8CodeUnitCount {
            if message.view(field.name).equals(ignoringCase: name) { return message.view(field.value) }
        }
        return nil
    }
}
