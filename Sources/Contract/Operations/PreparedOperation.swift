public import JSON
public import PoolEngine

/// An operation that may have to compute for milliseconds before its work, such as the hashes of passwords.
///
/// That is done between the event loop and the queue of the user pool, so that neither other connections nor other calls
/// of the pool wait for it.
public protocol PreparedOperation: DeclaredOperation {
    /// What is computed.
    associatedtype Preparation: Sendable

    /// Whether this request has anything to be computed.
    var needsPreparation: Bool { get }

    /// Computes what the work needs.
    ///
    /// - Parameter random: where random bytes are taken from.
    /// - Returns: what `respond` gets.
    /// - Throws: what makes the call fail as a failure of the emulator.
    func prepare(random: any RandomSource) throws -> Preparation

    /// Does the work and writes the value of `data`.
    ///
    /// - Parameters:
    ///   - directory: the directory of the user pool.
    ///   - preparation: what was computed; nil when nothing had to be.
    ///   - data: where the value is written.
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
