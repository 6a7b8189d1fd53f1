/// The limits of a request's size.
///
/// They are checked while parsing, so an endless line cannot grow a buffer.
public struct Limits: Sendable, Equatable {
    /// The longest method in bytes; the longest registered one, UPDATEREDIRECTREF, has 17.
    public var methodBytes = 32

    /// The longest request line in bytes, up to its version; RFC 9112 section 3 requires at least 8,000.
    public var requestLineBytes = 16 * 1024

    /// The longest field line in bytes, without CRLF; nginx keeps a line within one buffer of 8 KiB.
    public var fieldLineBytes = 8 * 1024

    /// All field lines together in bytes; four of the longest lines, as in nginx.
    public var fieldSectionBytes = 32 * 1024

    /// The number of field lines; hyper's figure.
    public var fieldCount = 100

    /// The empty lines that are skipped before a request; RFC 9112 section 2.2 requires one.
    public var leadingEmptyLines = 2

    /// The body in bytes after decoding; nginx's default of 1 MiB.
    public var bodyBytes = 1024 * 1024

    /// The hexadecimal digits of a chunk size, including leading zeros: 16 are 64 bits.
    public var chunkSizeDigits = 16

    /// The chunk extensions of one body in bytes; no known client sends any.
    public var chunkExtensionBytes = 4 * 1024

    /// The trailer section in bytes; trailers are discarded.
    public var trailerBytes = 8 * 1024

    /// The number of trailer fields.
    public var trailerCount = 32

    public init() {}
}
