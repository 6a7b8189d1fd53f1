internal import Bytes

extension Writer {
    /// Writes `null`.
    public mutating func null() {
        raw("null")
    }

    /// Writes `true` or `false`.
    public mutating func bool(_ value: Bool) {
        raw(value ? "true" : "false")
    }

    /// Writes an integer in decimal.
    public mutating func int(_ value: Int64) {
        separate()
        if value < 0 { output.append(UInt8(ascii: "-")) }
        var divisor: UInt64 = 1
        while value.magnitude / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value.magnitude / divisor % 10))
            divisor /= 10
        }
        state = .value
    }

    /// Writes text that is already one valid JSON value, such as a value as it was received.
    ///
    /// - Parameter text: The value's bytes. They are not checked.
    public mutating func raw(_ text: UnsafeRawBufferPointer) {
        separate()
        output.append(text)
        state = .value
    }

    /// Writes text that is already one valid JSON value.
    ///
    /// - Parameter text: The value's bytes. They are not checked.
    public mutating func raw(_ text: [UInt8]) {
        text.withUnsafeBytes { raw($0) }
    }

    /// Writes text that is already one valid JSON value.
    ///
    /// - Parameter text: The value's bytes. They are not checked.
    public mutating func raw(_ text: ArraySlice<UInt8>) {
        text.withUnsafeBytes { raw($0) }
    }

    /// Writes text that is already one valid JSON value.
    ///
    /// - Parameter text: The value's text. It is not checked.
    public mutating func raw(_ text: StaticString) {
        text.withUTF8Buffer { raw(UnsafeRawBufferPointer($0)) }
    }

    /// Writes a parsed value exactly as it was received.
    public mutating func raw(_ value: Value) {
        value.withText { raw($0) }
    }
}
