internal import JSON

/// The id of a request: a whole number or a text.
enum RequestId: Hashable, Sendable {
    case number(Int64)
    case text(String)

    /// Reads an id; nil for other values, also null, which the protocol does not allow.
    init?(_ value: Value) {
        if let text = value.string {
            self = .text(text)
        } else if let number = value.int64 {
            self = .number(number)
        } else {
            return nil
        }
    }

    /// Writes the id as it was received.
    func write(to writer: inout Writer) {
        switch self {
        case .number(let number): writer.int(number)
        case .text(let text): writer.string(text)
        }
    }
}
