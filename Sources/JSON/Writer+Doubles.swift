internal import Bytes

extension Writer {
    /// Writes a number in the shortest decimal form that reads back as the same double.
    ///
    /// The layout is that of JavaScript (ECMA-262, Number::toString): plain digits from 1e-6 up
    /// to 1e21, an exponent outside, no point in whole numbers, and 0 for minus zero.
    ///
    /// - Parameter value: A finite number; other values have no JSON form and trap.
    public mutating func double(_ value: Double) {
        precondition(value.isFinite, "JSON has no form for infinite numbers and NaN")
        separate()
        if value < 0 { output.append(UInt8(ascii: "-")) }
        // At most 17 digits, so the ranges below are never reversed.
        let (digits, point) = Self.shortestDigits(of: value.magnitude)
        let zero = UInt8(ascii: "0")
        switch point {
        case digits.count...21:
            output.append(contentsOf: digits)
            output.append(contentsOf: repeatElement(zero, count: point - digits.count))
        case 1..<digits.count:
            output.append(contentsOf: digits[..<point])
            output.append(UInt8(ascii: "."))
            output.append(contentsOf: digits[point...])
        case -5...0:
            output.append(zero)
            output.append(UInt8(ascii: "."))
            output.append(contentsOf: repeatElement(zero, count: -point))
            output.append(contentsOf: digits)
        default:
            output.append(contentsOf: digits[..<1])
            if digits.count > 1 {
                output.append(UInt8(ascii: "."))
                output.append(contentsOf: digits[1...])
            }
            output.append(UInt8(ascii: "e"))
            if point > 0 { output.append(UInt8(ascii: "+")) }
            output.append(contentsOf: (point - 1).description.utf8)
        }
        state = .value
    }

    /// The significant digits of a number, and how many of them precede the point.
    ///
    /// Swift's `description` finds the shortest digits; only its layout differs from ours.
    private static func shortestDigits(of magnitude: Double) -> (digits: [UInt8], point: Int) {
        guard magnitude > 0 else { return ([UInt8(ascii: "0")], 1) }
        var digits: [UInt8] = []
        var point: Int?
        var exponent = 0
        var exponentSign = 1
        var isExponent = false
        for byte in magnitude.description.utf8 {
            switch byte {
            case UInt8(ascii: "."): point = digits.count
            case UInt8(ascii: "e"): isExponent = true
            case UInt8(ascii: "-"): exponentSign = -1
            case UInt8(ascii: "+"): break
            default:
                if isExponent {
                    exponent = exponent * 10 + Int(byte - UInt8(ascii: "0"))
                } else {
                    digits.append(byte)
                }
            }
        }
        var before = (point ?? digits.count) + exponentSign * exponent
        let leadingZeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
        digits.removeFirst(leadingZeros)
        before -= leadingZeros
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return (digits, before)
    }
}
