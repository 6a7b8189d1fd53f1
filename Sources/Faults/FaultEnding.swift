/// What happens to the connection of a request.
public enum FaultEnding: Sendable, Equatable {
    /// It is reset, without a response; the operation is not carried out.
    case reset
    /// There is no response; the operation is not carried out.
    case hang
    /// It closes after the head of the response and this many bytes of its body.
    case truncate(Int)
}
