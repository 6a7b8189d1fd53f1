/// The rule of RFC 8259, or the limit, that a text breaks, and where.
public struct ParseError: Error, Equatable, Sendable {
    /// One case per rule.
    public enum Kind: String, Sendable, Equatable, CaseIterable {
        /// There is no value: no bytes, or only whitespace.
        case emptyInput
        /// The text starts with U+FEFF (RFC 8259 section 8.1 allows a parser to refuse it).
        case byteOrderMark
        /// The text ends inside a value.
        case unexpectedEnd
        /// Something other than whitespace follows the value.
        case trailingBytes
        /// No value starts with this byte.
        case expectedValue
        /// A word that is neither `true`, `false` nor `null` (section 3).
        case invalidLiteral
        /// A member must start with a string (section 4).
        case expectedName
        /// A member's name and value must be separated by a colon (section 4).
        case expectedColon
        /// An element or member must be followed by a comma or the closing bracket.
        case expectedCommaOrEnd
        /// A number with a leading zero (section 6).
        case leadingZero
        /// A sign, point or exponent without a digit after it (section 6).
        case missingDigits
        /// A backslash before a character that section 7 does not list.
        case invalidEscape
        /// `\u` without four hexadecimal digits (section 7).
        case invalidUnicodeEscape
        /// Half of a surrogate pair, which Unicode text cannot contain (section 8.2).
        case loneSurrogate
        /// A raw byte below 0x20 inside a string (section 7).
        case rawControlCharacter
        /// Bytes that are not UTF-8 by the table of RFC 3629 section 4.
        case invalidUTF8
        /// U+0000 in a string, when `Limits.allowsNul` is false.
        case nul
        /// Deeper than `Limits.depth`.
        case tooDeep
        /// More than `Limits.nodes`.
        case tooManyNodes
        /// A number longer than `Limits.numberBytes`.
        case numberTooLong
        /// 4 GiB or more: offsets have 32 bits.
        case tooManyBytes
    }

    /// The rule that is broken.
    public let kind: Kind

    /// Offset of the first offending byte, from 0; the byte count where something is missing.
    public let offset: Int

    public init(_ kind: Kind, at offset: Int) {
        self.kind = kind
        self.offset = offset
    }
}

extension ParseError: CustomStringConvertible {
    /// The broken rule and the byte offset, as one clause.
    public var description: String { "\(kind.message) at byte \(offset)" }

    /// The broken rule with line and column.
    ///
    /// - Parameter bytes: The text that was parsed.
    /// - Returns: A clause such as `line 3, column 7: a comma … is expected here`.
    /// - Complexity: O(`offset`).
    public func description(in bytes: [UInt8]) -> String {
        let location = TextLocation(of: offset, in: bytes)
        return "line \(location.line), column \(location.column): \(kind.message)"
    }
}

extension ParseError.Kind {
    /// What is wrong, as a clause without a full stop.
    public var message: String {
        switch self {
        case .emptyInput: "there is no JSON value"
        case .byteOrderMark: "a byte order mark is not part of JSON"
        case .unexpectedEnd: "the text stops inside a value"
        case .trailingBytes: "something follows the JSON value"
        case .expectedValue: "a value is expected here"
        case .invalidLiteral: "the only words are true, false and null"
        case .expectedName: "a member name in double quotes is expected here"
        case .expectedColon: "a colon is expected after a member name"
        case .expectedCommaOrEnd: "a comma or the closing bracket is expected here"
        case .leadingZero: "a number has a needless leading zero"
        case .missingDigits: "a number lacks a digit here"
        case .invalidEscape: "there is no such escape"
        case .invalidUnicodeEscape: "\\u needs four hexadecimal digits"
        case .loneSurrogate: "a surrogate escape lacks its other half"
        case .rawControlCharacter: "a control character in a string must be escaped"
        case .invalidUTF8: "the bytes are not valid UTF-8"
        case .nul: "strings must not contain U+0000"
        case .tooDeep: "arrays and objects are nested too deeply"
        case .tooManyNodes: "there are too many values"
        case .numberTooLong: "a number is too long"
        case .tooManyBytes: "the text is 4 GiB or longer"
        }
    }
}
