import Fuzzer
import JSON

/// Reads a document and writes it again: what is read from that must be the same.
@main
struct FuzzJSON {
    static func main() {
        fuzz { start, count in
            let bytes = UnsafeRawBufferPointer(start: start, count: count)
            guard let document = try? Document(parsing: bytes) else { return 0 }
            let written = text(of: document.root)
            let again: Document
            do {
                again = try written.withUnsafeBytes { try Document(parsing: $0) }
            } catch {
                fatalError("what was written cannot be read: \(error)")
            }
            precondition(text(of: again.root) == written, "writing is not stable")
            return 0
        }
    }
}

private func text(of value: Value) -> [UInt8] {
    var writer = Writer()
    write(value, to: &writer)
    return writer.finish()
}

/// Writes the decoded values instead of copying their text.
private func write(_ value: Value, to writer: inout Writer) {
    switch value.kind {
    case .object:
        writer.beginObject()
        for member in value.members {
            writer.name(member.name.string ?? "")
            write(member.value, to: &writer)
        }
        writer.endObject()
    case .array:
        writer.beginArray()
        for element in value.elements { write(element, to: &writer) }
        writer.endArray()
    case .string:
        guard let string = value.string else { fatalError("a string that was accepted has no text") }
        writer.string(string)
    case .number:
        // Exact numbers are for the text itself; a number out of range of both types has no other form.
        if let integer = value.int64 {
            writer.int(integer)
        } else if let double = value.double, double.isFinite {
            writer.double(double)
        } else {
            writer.raw(value.text)
        }
    case .bool: writer.bool(value.bool == true)
    case .null: writer.null()
    }
}
