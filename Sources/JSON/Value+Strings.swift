internal import Bytes

extension Value {
    /// The contents of a string with escapes resolved; nil unless the value is a string.
    ///
    /// - Complexity: O(bytes of the string).
    public var string: String? {
        let node = node
        guard node.kind == .string else { return nil }
        let contents = storage.bytes[node.contentRange]
        guard node.hasEscapes else { return String(decoding: contents, as: UTF8.self) }
        return String(unsafeUninitializedCapacity: contents.count) { buffer in
            var count = 0
            for byte in UnescapedBytes(contents) {
                buffer[count] = byte
                count += 1
            }
            return count
        }
    }

    /// Whether the value is a string with exactly these scalars.
    ///
    /// Canonically equivalent texts with different bytes are different, as in the service. Does not allocate.
    ///
    /// - Complexity: O(bytes of the string).
    public func isString(equalTo other: String) -> Bool {
        var other = other
        return other.withUTF8 { storage.isString(at: index, equalTo: $0) }
    }
}

extension Storage {
    /// Whether the value at an index of the tape is a string with these contents.
    func isString(at index: Int, equalTo other: UnsafeBufferPointer<UInt8>) -> Bool {
        let node = nodes[index]
        guard node.kind == .string else { return false }
        let range = node.contentRange
        guard node.hasEscapes else {
            return bytes.withUnsafeBytes {
                UnsafeRawBufferPointer(rebasing: $0[range]).hasSameBytes(as: UnsafeRawBufferPointer(other))
            }
        }
        return UnescapedBytes(bytes[range]).elementsEqual(other)
    }
}
