internal import Bytes

extension RequestParser {
    /// Splits the request target (RFC 9112 section 3.2): `/path?query`, an absolute URL, or `*`.
    ///
    /// The path keeps its encoding; the split is at the first `?`.
    mutating func splitTarget(_ bytes: ByteView, method: Method) throws(Refusal) {
        let target = head.target
        var pathStart = target.lowerBound
        if bytes[pathStart] == ByteClass.asterisk, target.count == 1, method == .options {
            head.path = target
            return
        }
        if bytes[pathStart] != ByteClass.slash {
            pathStart = try readAuthority(bytes)
        }
        var pathEnd = pathStart
        while pathEnd < target.upperBound, bytes[pathEnd] != ByteClass.question { pathEnd += 1 }
        head.path = pathStart..<pathEnd
        if pathEnd < target.upperBound {
            head.query = pathEnd + 1..<target.upperBound
            if head.queryIsUnencoded { try validateUnencodedQuery(bytes) }
        }
        guard PercentEncoding.isWellFormed(bytes.view(head.path)) else { throw .malformedPercentEncoding }
    }

    /// Bytes over 0x7F in a query must be UTF-8.
    private func validateUnencodedQuery(_ bytes: ByteView) throws(Refusal) {
        guard let query = head.query, bytes.view(query).string != nil else { throw .queryNotUTF8 }
    }

    /// Reads `http://authority` and returns the offset after it; the authority replaces the Host field.
    private mutating func readAuthority(_ bytes: ByteView) throws(Refusal) -> Int {
        let target = bytes.view(head.target)
        let scheme: Int
        if target.hasPrefix(ignoringCase: "http://") {
            scheme = 7
        } else if target.hasPrefix(ignoringCase: "https://") {
            scheme = 8
        } else {
            throw .malformedTarget
        }
        var end = scheme
        while end < target.count, target[end] != ByteClass.slash, target[end] != ByteClass.question {
            end += 1
        }
        guard Authority.isValid(target.view(scheme..<end)) else { throw .malformedTarget }
        let start = head.target.lowerBound
        head.host = start + scheme..<start + end
        head.hasAuthority = true
        return start + end
    }
}
