extension Value {
    /// The number as an integer; nil unless its value is a whole number that fits.
    ///
    /// Only the value counts: `1`, `1.0`, `10e-1` and `0.1e1` are all 1, and `-0` is 0. It is computed on the digits,
    /// without rounding.
    ///
    /// - Complexity: O(bytes of the number).
    public var int64: Int64? {
        guard node.kind == .number else { return nil }
        return DecimalText(text).int64
    }

    /// The number as the nearest double; nil unless the value is a number in a double's range.
    ///
    /// `1e400` is nil rather than infinite; `1e-400` is 0.
    ///
    /// - Complexity: O(bytes of the number).
    public var double: Double? {
        guard node.kind == .number else { return nil }
        guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else { return nil }
        return value
    }
}

/// A number's text as significant digits and a power of ten.
private struct DecimalText {
    private var isNegative = false

    /// Value of the digits up to the last one that is not zero; nil beyond 64 bits.
    private var digits: UInt64? = 0

    /// Power of ten by which `digits` is to be multiplied, saturated far outside 64 bits.
    private var power = 0

    /// Reads a number that the parser has accepted.
    init(_ text: ArraySlice<UInt8>) {
        var zeros = 0
        var isFraction = false
        var exponent = 0
        var position = text.startIndex
        scan: while position < text.endIndex {
            let byte = text[position]
            position += 1
            switch byte {
            case UInt8(ascii: "-"):
                isNegative = true
            case UInt8(ascii: "."):
                isFraction = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                exponent = Self.exponent(text[position...])
                break scan
            default:
                if isFraction { power -= 1 }
                zeros += 1
                if byte != UInt8(ascii: "0") {
                    digits = Self.append(byte - UInt8(ascii: "0"), after: zeros, to: digits)
                    zeros = 0
                }
            }
        }
        power += zeros + exponent
    }

    /// The exact value; nil if it is not whole or needs more than 64 bits.
    var int64: Int64? {
        guard let digits else { return nil }
        guard digits > 0 else { return 0 }
        guard power >= 0, let magnitude = Self.scale(digits, by: power) else { return nil }
        if !isNegative { return Int64(exactly: magnitude) }
        return magnitude <= Int64.max.magnitude + 1 ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil
    }

    /// Appends a digit `places` places further right; nil on overflow.
    private static func append(_ digit: UInt8, after places: Int, to digits: UInt64?) -> UInt64? {
        guard let digits, let shifted = scale(digits, by: places) else { return nil }
        let (sum, overflow) = shifted.addingReportingOverflow(UInt64(digit))
        return overflow ? nil : sum
    }

    /// Multiplies by a power of ten; nil on overflow, which comes within 20 steps.
    private static func scale(_ digits: UInt64, by power: Int) -> UInt64? {
        guard digits > 0 else { return 0 }
        var product = digits
        for _ in 0..<power {
            let (next, overflow) = product.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            product = next
        }
        return product
    }

    private static func exponent(_ text: ArraySlice<UInt8>) -> Int {
        var isNegative = false
        var exponent = 0
        for byte in text {
            switch byte {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "+"): break
            // Far beyond any power that the digits of one number could compensate.
            default: exponent = min(exponent * 10 + Int(byte - UInt8(ascii: "0")), 1 << 40)
            }
        }
        return isNegative ? -exponent : exponent
    }
}
