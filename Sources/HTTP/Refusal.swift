/// A rule of HTTP that a request breaks.
///
/// The connection closes after the response.
///
/// The raw value is the name in the fixtures and in the log.
public enum Refusal: String, Error, Sendable, CaseIterable {
    // Lines and the request line (RFC 9112 sections 2.2 and 3)
    case bareLineFeed, bareCarriageReturn, tooManyLeadingEmptyLines
    case tlsHandshake, malformedMethod, methodTooLong, methodNotImplemented
    case malformedTarget, unencodedPath, queryNotUTF8, malformedPercentEncoding, requestLineTooLong
    case malformedVersion, versionNotSupported

    // Fields (RFC 9112 section 5, RFC 9110 section 5)
    case blankBeforeFirstField, foldedField, blankBeforeColon, missingColon, malformedFieldName
    case controlInFieldValue, fieldLineTooLong, fieldSectionTooLarge, tooManyFields, repeatedField

    // Host (RFC 9112 section 3.2)
    case missingHost, repeatedHost, malformedHost

    // Framing (RFC 9112 section 6, RFC 9110 section 8.6)
    case transferCodingInHTTP10, transferCodingWithContentLength, repeatedTransferCoding
    case malformedTransferCoding, transferCodingNotImplemented
    case repeatedContentLength, malformedContentLength

    // Chunks and trailers (RFC 9112 section 7.1)
    case malformedChunkSize, malformedChunkExtension, chunkExtensionsTooLarge, malformedChunkEnd
    case trailersTooLarge

    // Other reasons not to read a body (RFC 9110 sections 8.4, 10.1.1, 15.5)
    case expectationNotSupported, contentCodingNotSupported, bodyTooLarge

    // Time (RFC 9110 section 15.5.9)
    case headTimedOut, bodyTimedOut

    /// The status code of the response.
    public var status: Int {
        switch self {
        case .headTimedOut, .bodyTimedOut: 408
        case .bodyTooLarge: 413
        case .requestLineTooLong: 414
        case .contentCodingNotSupported: 415
        case .expectationNotSupported: 417
        case .fieldLineTooLong, .fieldSectionTooLarge, .tooManyFields, .trailersTooLarge: 431
        case .methodNotImplemented, .transferCodingNotImplemented: 501
        case .versionNotSupported: 505
        default: 400
        }
    }
}
