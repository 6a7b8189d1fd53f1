public import Bytes

/// Why a query string or form body is invalid.
public enum FormError: Error, Sendable {
    /// More pairs than the limit.
    case tooManyPairs
    /// A name or value that is not UTF-8 once decoded.
    case malformedText
    /// A name or value that contains U+0000.
    case nul
}

/// The `name=value` pairs of a query string or an `application/x-www-form-urlencoded` body.
///
/// The rules are those of the URL standard (url.spec.whatwg.org, section 5.1) except for text that is not UTF-8: pairs
/// are separated by `&`, empty ones are skipped, a name without `=` has the value "", `+` is a space, and a `%` without
/// two hexadecimal digits is kept.
public enum FormPairs {
    /// The decoded pairs in the order received; names may repeat.
    ///
    /// - Parameters:
    ///   - bytes: the text, as received.
    ///   - limit: the most pairs; 1,000 is the default of the `qs` package for Node.
    /// - Returns: the names and values, in order.
    /// - Throws: `FormError` with the limit or rule that was broken.
    public static func decoded(
        _ bytes: ByteView, limit: Int = 1_000
    ) throws(FormError) -> [(name: String, value: String)] {
        var pairs: [(name: String, value: String)] = []
        var start = 0
        for index in 0...bytes.count where index == bytes.count || bytes[index] == 0x26 {
            let pair = bytes.view(start..<index)
            start = index + 1
            if pair.isEmpty { continue }
            guard pairs.count < limit else { throw .tooManyPairs }
            let nameEnd = pair.firstIndex(of: ByteClass.equals) ?? pair.count
            let name = try text(pair.view(0..<nameEnd))
            let value = nameEnd < pair.count ? try text(pair.view(nameEnd + 1..<pair.count)) : ""
            pairs.append((name, value))
        }
        return pairs
    }

    /// Pairs as a form body: everything but letters, digits and `*-._` is percent-encoded, and a space is `+`.
    public static func encoded(_ pairs: [(name: String, value: [UInt8])]) -> [UInt8] {
        var result: [UInt8] = []
        for (name, value) in pairs {
            if !result.isEmpty { result.append(ByteClass.ampersand) }
            append(Array(name.utf8), to: &result)
            result.append(ByteClass.equals)
            append(value, to: &result)
        }
        return result
    }

    private static func append(_ bytes: [UInt8], to result: inout [UInt8]) {
        result.reserveCapacity(result.count + bytes.count * 2)
        for byte in bytes {
            switch byte {
            case ByteClass.space: result.append(ByteClass.plus)
            case UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                0x30...0x39, 0x41...0x5a, 0x61...0x7a:
                result.append(byte)
            default: PercentEncoding.append(byte, to: &result)
            }
        }
    }

    private static func text(_ bytes: ByteView) throws(FormError) -> String {
        let standsForItself = !bytes.contains { $0 == ByteClass.percent || $0 == ByteClass.plus || $0 == 0 }
        if standsForItself, let text = bytes.string { return text }
        let decoded = PercentEncoding.decode(bytes, plusIsSpace: true)
        guard !decoded.contains(0) else { throw .nul }
        guard let text = PercentEncoding.text(decoded) else { throw .malformedText }
        return text
    }
}
