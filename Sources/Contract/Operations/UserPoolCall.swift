public import JSON
public import PoolEngine

/// The work of a request that has been read.
public enum UserPoolCall: Sendable {
    /// Does the work in a transaction and writes the value of `data`.
    public typealias Work = @Sendable (PoolTransaction, inout Writer) throws -> Void

    /// Work that can be enqueued at once.
    case ready(Work)
    /// Milliseconds of computation on any thread, which returns the work.
    case afterPreparation(@Sendable (any RandomSource) throws -> Work)
}
