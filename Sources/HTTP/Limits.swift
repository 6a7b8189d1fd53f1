/// The sizes a request may have; counted while parsing, so an endless line cannot grow a buffer.
public struct Limits: Sendable, Equatable {
    /// The longest method in bytes; the longest registered one, UPDATEREDIRECTREF, has 17.
    public var methodBytes = 32

    /// The longest request line in bytes, up to its version; RFC 9112 section 3 asks for 8,000 at least.
    public var requestLineBytes = 16 * 1024

    /// The longest field line in bytes, without CRLF; nginx keeps a line within one buffer of 8 KiB.
    public var fieldLineBytes = 8 * 1024

    /// All field lines together in bytes; four lines of the longest kind, as in nginx.
    public var fieldSectionBytes = 32 * 1024

    /// The number of field lines; hyper's figure.
    public var fieldCount = 100

    /// The empty lines skipped before a request; RFC 9112 section 2.2 asks for one.
    public var leadingEmptyLines = 2

    /// The body in bytes after decoding; nginx's default of 1 MiB.
    public var bodyBytes = 1024 * 1024

    /// The hexadecimal digits of a chunk size: 16 fill 64 bits, so zeros cannot pad without end.
    public var chunkSizeDigits = 16

    /// The chunk extensions of one body in bytes; nothing known sends any.
    public var chunkExtensionBytes = 4 * 1024

    /// The trailer section in bytes; trailers are read and dropped.
    public var trailerBytes = 8 * 1024

    /// The number of trailer fields.
    public var trailerCount = 32

    /// The limits of part of a server that has no reason for others.
    public init() {}
}
