internal import Bytes

/// A signature as a client wrote it, which is not always base64 of HMAC-SHA1.
struct ReceivedSignature {
    /// The code.
    let code: [UInt8]
    /// Whether it has the length of HMAC-SHA256.
    let isSHA256: Bool
    /// What is wrong with the form.
    let mistakes: [String]

    /// Reads a signature; nil if it has none of the known forms.
    ///
    /// - Parameter text: the text in the field Authorization.
    init?(_ text: ByteView) {
        let written = text.string ?? ""
        let decoded = Base64.decode(text)
        var mistakes: [String] = []
        let code: [UInt8]
        if let digits = Self.bytes(ofHexadecimal: Array(written.utf8)) {
            code = digits
            mistakes.append("the signature is written in hexadecimal digits instead of base64")
        } else if let decoded, let digits = Self.bytes(ofHexadecimal: decoded) {
            code = digits
            mistakes.append("the signature is base64 of hexadecimal digits instead of base64 of bytes")
        } else if let decoded {
            code = decoded
        } else {
            return nil
        }
        switch code.count {
        case 20: isSHA256 = false
        case 32:
            isSHA256 = true
            mistakes.append("the signature is made with HMAC-SHA256 instead of HMAC-SHA1")
        default: return nil
        }
        self.code = code
        self.mistakes = mistakes
    }

    private static func bytes(ofHexadecimal digits: [UInt8]) -> [UInt8]? {
        guard digits.count == 40 || digits.count == 64 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = Hexadecimal.value(of: digits[index]),
                let low = Hexadecimal.value(of: digits[index + 1])
            else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }
}
