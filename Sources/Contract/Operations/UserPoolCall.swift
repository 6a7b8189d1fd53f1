package import JSON
package import PoolEngine

/// A request that was read, as the work that it asks for.
package enum UserPoolCall: Sendable {
    /// Does the work in a transaction and writes the value of `data`.
    package typealias Work = @Sendable (PoolTransaction, inout Writer) throws -> Void

    /// The work can be enqueued at once.
    case ready(Work)
    /// Milliseconds of computation come first, on whatever thread there is; they give the work.
    case afterPreparation(@Sendable (any RandomSource) throws -> Work)
}
