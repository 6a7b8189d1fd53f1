public import JSON
public import PoolEngine

/// A request that was read, as the work that it asks for.
public enum UserPoolCall: Sendable {
    /// Does the work in a transaction and writes the value of `data`.
    public typealias Work = @Sendable (PoolTransaction, inout Writer) throws -> Void

    /// The work can be enqueued at once.
    case ready(Work)
    /// Milliseconds of computation come first, on whatever thread there is; they give the work.
    case afterPreparation(@Sendable (any RandomSource) throws -> Work)
}
