extension Writer {
    /// Writes `null`.
    package mutating func null() {
        raw("null")
    }

    /// Writes `true` or `false`.
    package mutating func bool(_ value: Bool) {
        raw(value ? "true" : "false")
    }

    /// Writes an integer in decimal.
    package mutating func int(_ value: Int64) {
        separate()
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        var rest = value.magnitude
        var digits = 1
        while rest >= 10 {
            rest /= 10
            digits += 1
        }
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: digits))
        rest = value.magnitude
        var index = bytes.count - 1
        while rest > 0 {
            bytes[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
            index -= 1
        }
        state = .value
    }

    /// Writes text that is already one valid JSON value, such as a value as it was received.
    ///
    /// - Parameter text: The value's bytes. They are not checked.
    package mutating func raw(_ text: UnsafeRawBufferPointer) {
        separate()
        bytes.append(contentsOf: text)
        state = .value
    }

    /// Writes text that is already one valid JSON value.
    ///
    /// - Parameter text: The value's bytes. They are not checked.
    package mutating func raw(_ text: [UInt8]) {
        text.withUnsafeBytes { raw($0) }
    }

    /// Writes text that is already one valid JSON value.
    ///
    /// - Parameter text: The value's bytes. They are not checked.
    package mutating func raw(_ text: ArraySlice<UInt8>) {
        text.withUnsafeBytes { raw($0) }
    }

    /// Writes text that is already one valid JSON value.
    ///
    /// - Parameter text: The value's text. It is not checked.
    package mutating func raw(_ text: StaticString) {
        text.withUTF8Buffer { raw(UnsafeRawBufferPointer($0)) }
    }

    /// Writes a parsed value exactly as it was received.
    package mutating func raw(_ value: Value) {
        value.withText { raw($0) }
    }
}
