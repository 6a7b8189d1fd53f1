// The rules that are checked after the last field line. Their order is part of the contract and tested:
// repeated fields, Host, framing, expectation, content coding, body size.

internal import Bytes

extension RequestParser {
    /// Validates the whole head and determines the framing of the body.
    mutating func validateHead(_ bytes: ByteView) throws(Refusal) {
        guard !head.repeatsOther else { throw .repeatedField }
        try validateHost(bytes)
        try validateFraming(bytes)
        if let index = head.expectField, head.version == .http11 {
            guard bytes.view(fields[index].value).equals(ignoringCase: "100-continue") else {
                throw .expectationNotSupported
            }
            head.expectsContinue = true
        }
        if let index = head.contentEncodingField {
            let coding = bytes.view(fields[index].value)
            guard coding.equals(ignoringCase: "identity") else { throw .contentCodingNotSupported }
        }
        guard head.contentLength <= limits.bodyBytes else { throw .bodyTooLarge }
    }

    /// RFC 9112 section 3.2: exactly one Host in HTTP/1.1, with an authority's host and port in it.
    private mutating func validateHost(_ bytes: ByteView) throws(Refusal) {
        guard !head.repeatsHost else { throw .repeatedHost }
        guard let index = head.hostField else {
            guard head.version == .http10 else { throw .missingHost }
            return
        }
        let range = fields[index].value
        guard Authority.isValid(bytes.view(range)) else { throw .malformedHost }
        if !head.hasAuthority { head.host = range }
    }

    /// RFC 9112 section 6: a message whose length is ambiguous is refused.
    private mutating func validateFraming(_ bytes: ByteView) throws(Refusal) {
        if let index = head.transferEncodingField {
            guard head.version == .http11 else { throw .transferCodingInHTTP10 }
            guard head.contentLengthField == nil else { throw .transferCodingWithContentLength }
            guard !head.repeatsTransferEncoding else { throw .repeatedTransferCoding }
            try validateTransferCoding(bytes.view(fields[index].value))
            head.isChunked = true
        } else if let index = head.contentLengthField {
            guard !head.repeatsContentLength else { throw .repeatedContentLength }
            head.contentLength = try contentLength(bytes.view(fields[index].value))
        }
    }

    /// Accepts exactly `chunked`; other well-formed lists are not implemented.
    private func validateTransferCoding(_ value: ByteView) throws(Refusal) {
        if value.equals(ignoringCase: "chunked") { return }
        var start = 0
        var seesChunked = false
        for index in 0...value.count where index == value.count || value[index] == ByteClass.comma {
            let coding = value.view(start..<index).trimmed
            guard !seesChunked, !coding.isEmpty, coding.allSatisfy(ByteClass.isToken) else {
                throw .malformedTransferCoding
            }
            seesChunked = coding.equals(ignoringCase: "chunked")
            start = index + 1
        }
        throw .transferCodingNotImplemented
    }

    /// RFC 9110 section 8.6: digits and nothing else; 19 of them cannot overflow 63 bits unnoticed.
    private func contentLength(_ value: ByteView) throws(Refusal) -> Int {
        guard !value.isEmpty, value.count <= 19 else { throw .malformedContentLength }
        var length = 0
        for byte in value {
            guard ASCII.isDigit(byte) else { throw .malformedContentLength }
            let (tens, tensOverflow) = length.multipliedReportingOverflow(by: 10)
            let (sum, sumOverflow) = tens.addingReportingOverflow(Int(byte &- 0x30))
            guard !tensOverflow, !sumOverflow else { throw .malformedContentLength }
            length = sum
        }
        return length
    }
}
