public import JSON
public import PoolEngine

/// An operation that may need milliseconds of computation before its work, such as hashing passwords.
///
/// The computation runs neither on the event loop nor in the queue of the user pool, so other connections and other
/// calls of the pool do not wait for it.
public protocol PreparedOperation: DeclaredOperation {
    /// The result of the computation.
    associatedtype Preparation: Sendable

    /// Whether this request needs the computation.
    var needsPreparation: Bool { get }

    /// Does the computation.
    ///
    /// - Parameter random: the source of random bytes.
    /// - Returns: the argument of `respond`.
    /// - Throws: any error; the call then fails as a failure of the emulator.
    func prepare(random: any RandomSource) throws -> Preparation

    /// Does the work and writes the value of `data`.
    ///
    /// - Parameters:
    ///   - directory: the transaction of the user pool.
    ///   - preparation: the result of the computation; nil if it was not needed.
    ///   - data: receives the value.
    /// - Throws: as `Operation.respond`.
    func respond(in directory: PoolTransaction, with preparation: Preparation?, to data: inout Writer) throws
}

extension PreparedOperation {
    /// The work of the request.
    public var call: UserPoolCall {
        guard needsPreparation else { return .ready { try respond(in: $0, with: nil, to: &$1) } }
        return .afterPreparation { random in
            let preparation = try prepare(random: random)
            return { try respond(in: $0, with: preparation, to: &$1) }
        }
    }
}
