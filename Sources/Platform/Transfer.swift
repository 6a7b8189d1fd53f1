/// The result of a non-blocking transfer of bytes.
public enum Transfer {
    /// This many bytes, at least one.
    case bytes(Int)
    /// Nothing can be transferred now.
    case blocked
    /// The peer has sent its last byte.
    case ended
    /// The connection is broken; the value is errno.
    case failed(Int32)
}
